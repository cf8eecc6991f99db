"""docs/access.md says what the rules say."""

from tests.access.document import FILE, render


def test_the_document_is_what_the_rules_give_now() -> None:
    assert FILE.read_text(encoding="utf-8") == render()
