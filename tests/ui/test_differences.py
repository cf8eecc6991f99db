"""How a changed text is marked: by a sign, by words for screen readers, and by its element."""

from __future__ import annotations

from toolkit.differences import word_difference
from toolkit.ui.components.differences import DifferenceWords, deleted_text, inserted_text

WORDS = DifferenceWords(deleted="gestrichen:", inserted="eingefügt:", end="Ende")
PIECES = word_difference("Die Wehr <b> warnt früh.", "Die Wehr <b> warnt später.")


def test_the_older_text_marks_what_is_gone_and_escapes_what_people_wrote() -> None:
    assert deleted_text(PIECES, WORDS) == (
        'Die Wehr &lt;b&gt; warnt <del class="mk-change mk-change--out">'
        '<span class="mk-hidden">gestrichen: </span>'
        '<span class="mk-change__sign" aria-hidden="true">\u2212</span>früh.'
        '<span class="mk-hidden"> Ende </span></del>'
    )


def test_the_newer_text_marks_what_is_new() -> None:
    assert inserted_text(PIECES, WORDS) == (
        'Die Wehr &lt;b&gt; warnt <ins class="mk-change mk-change--in">'
        '<span class="mk-hidden">eingefügt: </span>'
        '<span class="mk-change__sign" aria-hidden="true">+</span>später.'
        '<span class="mk-hidden"> Ende </span></ins>'
    )


def test_what_stayed_is_not_marked() -> None:
    same = word_difference("Die Wehr warnt.", "Die Wehr warnt.")
    assert (deleted_text(same, WORDS), inserted_text(same, WORDS)) == ("Die Wehr warnt.", "Die Wehr warnt.")
