"""`python -m toolkit grant|revoke`, as an operator types it, in an empty data folder."""

from __future__ import annotations

import json
from pathlib import Path

from tests.end_to_end.desk import outcome, run_toolkit, sentence

ADA = "ada@example.org"


def test_roles_are_given_and_taken_with_a_sentence_each(tmp_path: Path) -> None:
    advice = ("advice", "--programme", "1")
    named = {"email": ADA, "role": sentence("people.role.advice")}
    said = [outcome(run_toolkit(verb, ADA, *advice, DATA_DIR=tmp_path)) for verb in ("grant", "revoke")]
    assert said == [(0, [sentence("people.granted", **named)]), (0, [sentence("people.revoked", **named)])]
    assert outcome(run_toolkit("revoke", ADA, *advice, DATA_DIR=tmp_path)) == (
        2,
        [sentence("people.no_such_role")],
    )


def test_a_place_that_does_not_exist_ends_with_a_sentence(tmp_path: Path) -> None:
    nowhere = ("planning", "--municipality", "Nirgendwo", "--language", "en")
    assert outcome(run_toolkit("grant", ADA, *nowhere, DATA_DIR=tmp_path)) == (
        2,
        [sentence("people.no_such_place", "en", name="Nirgendwo", count=0)],
    )


def test_a_person_is_exported_anonymised_and_unknown_afterwards(tmp_path: Path) -> None:
    run_toolkit("grant", ADA, "advice", "--programme", "1", DATA_DIR=tmp_path)
    exported = run_toolkit("person", "export", ADA, DATA_DIR=tmp_path)
    assert [row["email"] for row in json.loads(exported.stdout)["about"]["person"]] == [ADA]
    said = [
        outcome(run_toolkit("person", *words, DATA_DIR=tmp_path))
        for words in (("anonymise", ADA), ("export", ADA), ("replay",), ("tidy",))
    ]
    assert said == [
        (0, [sentence("people.anonymised", email=ADA)]),
        (2, [sentence("people.no_person", email=ADA)]),
        (0, [sentence("people.replayed", n=0)]),
        (0, [sentence("people.tidied", n=0)]),
    ]
