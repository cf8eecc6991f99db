"""The operator's own texts: from the data folder, in the reader's language where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_translations import ANGLICISMS, FAMILIAR_ADDRESS, GENDER_SIGNS, found
from toolkit.messages import LANGUAGES, Language
from toolkit.services.errors import InvalidError
from toolkit.services.operator_texts import (
    LARGEST,
    OperatorPage,
    OperatorText,
    file_name,
    operator_text,
    template_text,
)


def put(data_dir: Path, name: str, content: str | bytes) -> None:
    (data_dir / "texts").mkdir(exist_ok=True)
    raw = content.encode() if isinstance(content, str) else content
    (data_dir / "texts" / name).write_bytes(raw)


def test_without_a_file_there_is_no_text(tmp_path: Path) -> None:
    assert operator_text(tmp_path, OperatorPage.IMPRINT, "de") is None
    put(tmp_path, "impressum.de.md", " \n")
    assert operator_text(tmp_path, OperatorPage.IMPRINT, "de") is None


def test_the_text_in_the_readers_language_comes_first_and_else_the_other(tmp_path: Path) -> None:
    put(tmp_path, "impressum.de.md", "Stadt Beispielförde")
    assert operator_text(tmp_path, OperatorPage.IMPRINT, "en") == OperatorText("Stadt Beispielförde", "de", 0)
    put(tmp_path, "impressum.en.md", "Town of Beispielförde")
    assert operator_text(tmp_path, OperatorPage.IMPRINT, "en") == OperatorText(
        "Town of Beispielförde", "en", 0
    )
    assert operator_text(tmp_path, OperatorPage.PRIVACY, "en") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_umlauts_arrive_whatever_the_editor_of_the_operator_writes(tmp_path: Path, encoding: str) -> None:
    put(tmp_path, "impressum.de.md", "Straße in Grünau".encode(encoding))
    assert operator_text(tmp_path, OperatorPage.IMPRINT, "de") == OperatorText("Straße in Grünau", "de", 0)


def test_what_is_left_to_fill_in_is_counted_and_links_are_not(tmp_path: Path) -> None:
    put(tmp_path, "impressum.de.md", "[Name], [Ort], [Stadt](https://stadt.example)")
    text = operator_text(tmp_path, OperatorPage.IMPRINT, "de")
    assert text is not None
    assert text.gaps == 2


def test_what_cannot_be_read_is_told_with_its_name(tmp_path: Path) -> None:
    put(tmp_path, "impressum.de.md", b"x" * (LARGEST + 1))
    (tmp_path / "texts" / "datenschutz.de.md").mkdir()
    said = []
    for page in (OperatorPage.IMPRINT, OperatorPage.PRIVACY):
        with pytest.raises(InvalidError) as raised:
            operator_text(tmp_path, page, "de")
        said.append((raised.value.message.key, dict(raised.value.message.values)))
    assert said == [
        ("services.operator_text_too_large", {"file": "impressum.de.md"}),
        ("services.operator_text_unreadable", {"file": "datenschutz.de.md"}),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", OperatorPage)
def test_every_template_is_a_text_with_places_to_fill_in(
    tmp_path: Path, page: OperatorPage, language: Language
) -> None:
    template = template_text(page, language)
    put(tmp_path, file_name(page, language), template)
    text = operator_text(tmp_path, page, language)
    assert text is not None
    assert text.gaps > 3


@pytest.mark.parametrize("page", OperatorPage)
def test_both_languages_of_a_template_have_the_same_parts(page: OperatorPage) -> None:
    german, english = (
        [line.split(" ")[0] for line in template_text(page, language).splitlines() if line[:1] in ("#", "-")]
        for language in LANGUAGES
    )
    assert german == english


@pytest.mark.parametrize("page", OperatorPage)
def test_german_templates_speak_as_an_administration_should(page: OperatorPage) -> None:
    text = template_text(page, "de")
    assert [word for rule in (ANGLICISMS, GENDER_SIGNS, FAMILIAR_ADDRESS) for word in found(rule, text)] == []
