"""Which words of a question need explaining: those it names itself, and those that stand in its sentences."""

from __future__ import annotations

from toolkit.catalogue.schema import Catalogue, GlossaryEntry, Question


def terms_in(catalogue: Catalogue, question: Question) -> tuple[GlossaryEntry, ...]:
    """In the order of the glossary, the same in both languages. A term also counts within a longer word, as
    German joins them ("Zielgruppe" in "Zielgruppen")."""
    sentences = [question.text, question.why, *(level.anchor for level in question.levels)]
    german = " ".join(sentence.de for sentence in sentences).lower()

    def is_needed(key: str, entry: GlossaryEntry) -> bool:
        return key in question.glossary or entry.term.de.lower() in german

    return tuple(entry for key, entry in catalogue.glossary.items() if is_needed(key, entry))
