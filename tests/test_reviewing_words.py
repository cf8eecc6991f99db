"""What is said of how far reviews agree, and of how strict somebody is."""

from __future__ import annotations

import pytest

from tests.houses import panel_catalogue
from toolkit.judging import Agreement, GivenAnswer, QuestionAgreement, Strictness, agreement_of
from toolkit.messages import LANGUAGES, translate
from toolkit.reviewing import (
    agreement_headline,
    alpha_words,
    programme_headline,
    severity_words,
    spread_words,
)

CATALOGUE = panel_catalogue()


def reviews(*levels: dict[str, int]) -> Agreement:
    return agreement_of(
        CATALOGUE,
        [{key: GivenAnswer.at(given.get(key, 2)) for key in CATALOGUE.questions} for given in levels],
    )


def test_the_widest_questions_are_named_first_and_at_most_three() -> None:
    found = agreement_headline(CATALOGUE, reviews({}, dict.fromkeys(list(CATALOGUE.questions)[:4], 4)))
    assert found.values["count"] == 4
    assert len(found.values["questions"]) == 3
    assert agreement_headline(CATALOGUE, reviews({}, {"S1": 3})).key == "agreement.close"
    assert agreement_headline(CATALOGUE, reviews({})).key == "agreement.nothing_to_compare"


@pytest.mark.parametrize(
    ("alpha", "key"),
    [
        (None, None),
        (0.9, "agreement.alpha_high"),
        (0.7, "agreement.alpha_fair"),
        (-0.1, "agreement.alpha_low"),
    ],
)
def test_alpha_is_told_with_its_meaning(alpha: float | None, key: str | None) -> None:
    words = alpha_words(Agreement((), alpha, None))
    assert (words.key if words else None) == key


def test_every_sentence_can_be_said_in_both_languages() -> None:
    apart = reviews({}, {"S1": 4})
    sentences = [
        agreement_headline(CATALOGUE, apart),
        agreement_headline(CATALOGUE, reviews({}, {})),
        programme_headline([]),
        programme_headline([apart]),
        programme_headline([apart, reviews({}, {})]),
        programme_headline([reviews({}, {})]),
        *(spread_words(spread) for spread in (0, 1, 2)),
        *(severity_words(Strictness(effect, 1.25, 12)) for effect in (-3.04, 0.01, 3.04)),
        *(alpha_words(Agreement((), alpha, None)) for alpha in (0.9, 0.7, 0.1)),
    ]
    for language in LANGUAGES:
        said = [translate(sentence, language) for sentence in sentences if sentence]
        assert len(set(said)) == len(said)
    assert translate(severity_words(Strictness(-3.04, 1.25, 12)), "de") == (
        "im Mittel 3 Punkte strenger als der Durchschnitt (Standardfehler 1,3, bei 12 Antworten)"
    )


def test_a_question_is_far_apart_from_two_levels_on() -> None:
    assert [QuestionAgreement("S1", (), None, spread).is_far_apart for spread in (None, 0, 1, 2)] == [
        False, False, False, True,
    ]  # fmt: skip
