"""The difference of two texts, word by word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.differences import Change, Piece, new_text, old_text, word_difference

SAME, DELETED, INSERTED = Change.SAME, Change.DELETED, Change.INSERTED
# Few words and all kinds of gaps, so that much is equal and little is.
TEXTS = st.lists(
    st.sampled_from(["Pegel", "warnen", "die", "Wehr", ",", " ", "  ", "\n", " \n "]), max_size=14
)


def pieces(old: str, new: str) -> list[tuple[Change, str]]:
    return [(piece.change, piece.text) for piece in word_difference(old, new)]


@settings(max_examples=150)
@given(TEXTS, TEXTS)
def test_without_insertions_it_is_the_old_text_and_without_deletions_the_new_one(
    old: list[str], new: list[str]
) -> None:
    before, after = "".join(old), "".join(new)
    found = word_difference(before, after)
    assert (old_text(found), new_text(found)) == (before, after)
    assert all(piece.text for piece in found)


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=60))
def test_that_holds_for_any_signs(old: str, new: str) -> None:
    found = word_difference(old, new)
    assert (old_text(found), new_text(found)) == (old, new)


@settings(max_examples=60)
@given(TEXTS)
def test_equal_texts_have_one_piece_at_most(words: list[str]) -> None:
    text = "".join(words)
    assert word_difference(text, text) == ((Piece(SAME, text),) if text else ())


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_turned_round_what_was_inserted_is_deleted(old: list[str], new: list[str]) -> None:
    changed = word_difference("".join(new), "".join(old))
    assert (new_text(changed), old_text(changed)) == ("".join(old), "".join(new))


def test_one_changed_word_is_deleted_and_inserted_and_the_rest_stays() -> None:
    assert pieces("Die Wehr warnt früh.", "Die Wehr warnt später.") == [
        (SAME, "Die Wehr warnt "),
        (DELETED, "früh."),
        (INSERTED, "später."),
    ]


def test_words_that_changed_beside_each_other_are_one_piece() -> None:
    assert pieces("Sie misst alle Pegel", "Sie misst zwölf neue Orte") == [
        (SAME, "Sie misst "),
        (DELETED, "alle Pegel"),
        (INSERTED, "zwölf neue Orte"),
    ]


def test_a_text_that_was_empty_is_inserted_as_a_whole() -> None:
    assert pieces("", "Neu dabei") == [(INSERTED, "Neu dabei")]
    assert pieces("Nicht mehr dabei", "") == [(DELETED, "Nicht mehr dabei")]


def test_long_texts_of_a_few_words_are_compared_by_sentences() -> None:
    """By words, the search would take seconds."""
    same, old, new = "die Wehr " * 444 + ".", " die Wehr kommt.", " die Wehr geht."
    assert pieces(same + old, same + new) == [(SAME, same), (DELETED, old), (INSERTED, new)]
