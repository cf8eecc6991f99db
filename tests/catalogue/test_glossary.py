"""Words that need explaining are found where they stand."""

from tests.houses import panel_catalogue
from toolkit.catalogue import terms_in


def terms(question: str) -> set[str]:
    catalogue = panel_catalogue()
    return {entry.term.de for entry in terms_in(catalogue, catalogue.questions[question])}


def test_a_question_explains_the_terms_it_names_and_those_in_its_sentences() -> None:
    catalogue = panel_catalogue()
    for key, question in catalogue.questions.items():
        assert {catalogue.glossary[name].term.de for name in question.glossary} <= terms(key)
    assert terms("N2") == {"Zielgruppe", "Prototyp"}


def test_a_term_counts_within_a_longer_word_and_nowhere_else() -> None:
    catalogue = panel_catalogue()
    question = catalogue.questions["N2"].model_copy(update={"glossary": ()})
    assert {entry.term.de for entry in terms_in(catalogue, question)} == {"Zielgruppe", "Prototyp"}
