"""The panel's catalogue asks what the panel named, and its answers are facts."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.catalogue.files import PANEL
from toolkit.catalogue import Fact, Question, Stage, Subject, read_catalogue
from toolkit.catalogue.schema import ConditionalRule
from toolkit.messages import LANGUAGES, Language

PANEL_1 = read_catalogue(PANEL)
QUESTIONS = list(PANEL_1.questions.values())

# Words that two strangers would read differently: an anchor says what is there, not how good it is.
JUDGING_WORDS = re.compile(
    r"\b(gut|gute[mnrs]?|besser|schlecht(?! (sehen|hören|lesen))|hoch|hohe[mnrs]?|umfassend|ausreichend"
    r"|angemessen|sinnvoll|geeignet|innovativ|optimal|weitgehend|teilweise|regelmäßig|umfangreich|systematisch"
    r"|good|better|poor|high|comprehensive|sufficient|adequate|appropriate|suitable|innovative|partly|largely"
    r"|regularly|extensive|systematic)\w*\b",
    re.IGNORECASE,
)


every_question = pytest.mark.parametrize("question", QUESTIONS, ids=list(PANEL_1.questions))


def texts(content: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Path, German and English of every text."""
    if isinstance(content, dict) and set(content) == {"de", "en"}:
        yield path, content["de"], content["en"]
    elif isinstance(content, dict):
        for name, item in content.items():
            yield from texts(item, f"{path}.{name}")
    elif isinstance(content, list | tuple):
        for number, item in enumerate(content):
            yield from texts(item, f"{path}[{number}]")


ALL_TEXTS = list(texts(PANEL_1.model_dump()))


def test_a_published_version_never_changes() -> None:
    """Answers refer to it. A correction goes into criteria/panel-2.yaml, never into this hash."""
    assert (PANEL_1.name, PANEL_1.sha256) == (
        "panel-1",
        "9f87894840a1003eb976dceb6bff91ea39201e6e62d3949803d2afb9ebee63f2",
    )


def test_three_criteria_of_equal_weight_with_four_questions_each() -> None:
    assert PANEL_1.subject is Subject.MEASURE
    assert {criterion.id: criterion.weight_value for criterion in PANEL_1.criteria} == {
        "S": 2,
        "N": 2,
        "T": 2,
    }
    assert {c.id: [q.id for q in c.questions] for c in PANEL_1.criteria} == {
        "S": ["S1", "S2", "S3", "S4"],
        "N": ["N1", "N2", "N3", "N4"],
        "T": ["T1", "T2", "T3", "T4"],
    }
    assert {question.weight_value for question in QUESTIONS} == {2}


def test_ranked_from_three_quarters_of_all_and_half_of_each_criterion() -> None:
    assert (PANEL_1.minimum.of_all, PANEL_1.minimum.of_each_criterion) == (0.75, 0.5)


def test_the_usual_level_at_idea_pilot_and_operation() -> None:
    usual = {question.id: [question.usual.at(stage) for stage in Stage] for question in QUESTIONS}
    assert usual == {
        "S1": [2, 3, 3],
        "S2": [1, 2, 3],
        "S3": [1, 2, 3],
        "S4": [1, 2, 4],
        "N1": [2, 3, 3],
        "N2": [1, 3, 3],
        "N3": [1, 2, 3],
        "N4": [1, 2, 3],
        "T1": [2, 3, 3],
        "T2": [1, 2, 3],
        "T3": [1, 2, 3],
        "T4": [1, 2, 3],
    }


def test_only_the_connection_may_be_not_applicable_and_it_says_when() -> None:
    assert [question.id for question in QUESTIONS if question.not_applicable] == ["S3"]
    assert [question.id for question in QUESTIONS if question.not_applicable_when] == ["S3"]


def test_the_whole_takes_25_minutes() -> None:
    assert sum(question.minutes for question in QUESTIONS) == 25


@every_question
def test_five_even_levels_with_reason_and_evidence_where_they_are_asked_for(question: Question) -> None:
    assert question.values == (0, 25, 50, 75, 100)
    assert (question.reason_required_at, question.evidence_required_from) == ((0, 3, 4), 3)


@every_question
def test_a_question_explains_at_least_one_word(question: Question) -> None:
    assert len(question.glossary) > 0


@every_question
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_anchor_is_one_full_sentence_of_its_own(question: Question, language: Language) -> None:
    anchors = [level.anchor.in_language(language) for level in question.levels]
    assert len(set(anchors)) == 5
    assert [re.fullmatch(r"[A-Z][^.!?]*\.", anchor) is not None for anchor in anchors] == [True] * 5


@every_question
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_anchor_says_what_is_there_and_not_how_good_it_is(question: Question, language: Language) -> None:
    found = [JUDGING_WORDS.search(level.anchor.in_language(language)) for level in question.levels]
    assert [match.group() for match in found if match] == []


@every_question
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_anchor_from_level_1_stands_alone_as_advice(question: Question, language: Language) -> None:
    """No 'additionally', and nothing that is not there: what is read is what is to be done."""
    leaning = re.compile(
        r"\b(zusätzlich|außerdem|darüber hinaus|kein\w*|nur|noch nicht|additionally|moreover|only)\b"
    )
    texts = [level.anchor.in_language(language) for level in question.levels[1:]]
    without_phone = re.compile(r"kein Smartphone|no smartphone")
    assert [match.group() for text in texts if (match := leaning.search(without_phone.sub("", text)))] == []


@every_question
def test_the_example_answer_names_a_level_and_fits_it(question: Question) -> None:
    german = re.match(r"Stufe (\d)\. ", question.example.de)
    english = re.match(r"Level (\d)\. ", question.example.en)
    assert german is not None
    assert english is not None
    assert german[1] == english[1]
    assert int(german[1]) in {question.usual.idea, question.usual.pilot, question.usual.operation}


def figures(text: str) -> list[str]:
    return sorted(re.sub(r"[.,]", "", number) for number in re.findall(r"\d[\d.,]*\d|\d", text))


def test_both_languages_name_the_same_figures() -> None:
    german = [f"{path}: {figures(text)}" for path, text, _ in ALL_TEXTS]
    english = [f"{path}: {figures(text)}" for path, _, text in ALL_TEXTS]
    assert german == english


def test_the_gate_imposes_four_conditions_in_this_order() -> None:
    demands = [
        demand for rule in PANEL_1.gate.rules if isinstance(rule, ConditionalRule) for demand in rule.demands
    ]
    assert [(demand.id, demand.question, demand.fact) for demand in demands] == [
        ("goal_adopted", "S1", None),
        ("goal_located", None, Fact.GOAL_LOCATED),
        ("coordination", "S2", None),
        ("connection", "S3", None),
    ]


def test_what_is_missing_continues_the_sentence_es_fehlt() -> None:
    missing = [german for path, german, _ in ALL_TEXTS if path.endswith(".missing")]
    assert [re.fullmatch(r"(eine?|der|die|das) .*[^.]", text) is not None for text in missing] == [True] * 7


def test_the_classes_in_the_words_of_the_panel() -> None:
    assert [(item.id, item.title.de) for item in PANEL_1.classes] == [
        ("not_ready", "noch nicht entscheidungsreif"),
        ("isolated", "Insellösung"),
        ("viable", "tragfähig"),
        ("viable_with_condition", "tragfähig mit Bedingung"),
        ("revise", "überarbeiten"),
    ]
