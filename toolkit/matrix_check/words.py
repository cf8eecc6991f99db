"""What the labels of a matrix mean, in German and English as people write them.

Labels are compared without accents and in small letters, so that no spelling of a word needs its own entry.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum, auto


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


class Role(StrEnum):
    """What a row or column is for, by its label."""

    WEIGHT = auto()
    TOTAL = auto()
    MAYBE_TOTAL = auto()  # a total only where no other column is one
    RANK = auto()
    NUMBER = auto()
    POINTS = auto()
    WEIGHTED = auto()  # points times weight, printed beside the points
    SCALE = auto()
    AVERAGE = auto()


_TOTAL = _words(
    "summe gesamt gesamtsumme total sum overall gesamtpunkte gesamtpunktzahl gesamtpunktwert punktsumme "
    "punktesumme gesamtwert gesamtnutzen nutzwert nutzwerte gesamtnutzwert gesamtergebnis gesamtbewertung "
    "gesamtnote endergebnis endsumme gesamtscore totals utility"
)
_MAYBE_TOTAL = _words(
    "punktzahl ergebnis result resultat score scores punkte punkt points note wert bewertung mittelwert "
    "durchschnitt mittel average mean"
)
_BESIDE = _words(
    "gewichtet gewichtete gewichteter gewichtetes ungewichtet ungewichtete weighted unweighted der die des "
    "of in pkt von je pro the number final end prozent percent neu new "
    "bisher vorher alt before previous old"
)
_PART_SUM = _words("zwischensumme teilsumme subtotal teilergebnis zwischenergebnis")
_FORMER = _words("bisher vorher alt before previous old")
_RANK = _words(
    "rang rangfolge rangplatz rangziffer rangliste ranking rank ranks platz platzierung prioritat priority "
    "prio place position reihenfolge reihung"
)
_NUMBER = _words("nr nummer lfd lfdnr no number id pos laufende ziffer")
_POINTS = _words(
    "punkte punkt pkt points point note wert value bewertung score erfullung erfullungsgrad zielerfullung "
    "zielerfullungsgrad grad rating ungewichtet unweighted p e"
)
_WEIGHTED = ("gewichtet", "weighted", "teilnutz", "produkt", "product", "teilwert")
_WEIGHT = ("gewicht", "wichtung", "weight")
_WEIGHT_WORDS = {
    "prozent",
    "percent",
    "anteil",
    "prozentsatz",
    "gew",
    "faktor",
    "factor",
    "wichtigkeit",
    "g",
    "w",
}
_SCALE = ("max", "skala", "scale", "hochst", "erreichbar")
_AVERAGE = ("mittel", "durchschnitt", "average", "mean", "minimum", "min", "standardabweichung", "median")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def fold(text: str) -> str:
    """Small letters without accents, one blank between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def role_of(text: str | None) -> Role | None:
    """What a label announces; None for the name of an alternative or criterion."""
    if not text:
        return None
    folded = fold(text)
    words = re.findall(r"[a-z]+", _BRACKETS.sub(" ", folded)) or re.findall(r"[a-z]+", folded)
    if not words:
        return _role_of_signs(folded)
    rules = (
        (Role.TOTAL, _is_total(words)),
        (Role.WEIGHT, _is_weight(words)),
        (Role.WEIGHTED, _is_weighted(words)),
        (Role.RANK, words[0] in _RANK and len(words) <= 2),
        (Role.NUMBER, set(words) <= _NUMBER),
        (Role.SCALE, len(words) <= 3 and any(word.startswith(_SCALE) for word in words)),
        (Role.POINTS, set(words) <= _POINTS),
        (Role.AVERAGE, words[0].startswith(_AVERAGE)),
        (Role.MAYBE_TOTAL, set(words) <= _MAYBE_TOTAL | _BESIDE),
    )
    return next((role for role, fits in rules if fits), None)


def can_be_total(text: str | None) -> bool:
    """Whether a label may announce a total where nothing clearer does."""
    if not text:
        return False
    words = re.findall(r"[a-z]+", _BRACKETS.sub(" ", fold(text)))
    return bool(words) and (set(words) <= _MAYBE_TOTAL | _BESIDE or _is_weighted(words))


def is_unweighted(text: str) -> bool:
    return "ungewichtet" in fold(text) or "unweighted" in fold(text)


def is_part_sum(text: str) -> bool:
    """Whether a label names a sum of some criteria, as beside groups."""
    words = re.findall(r"[a-z]+", fold(text))
    return bool(words) and (words[0] in _PART_SUM or words[0] in _TOTAL)


def is_former(text: str) -> bool:
    """Whether a label names what was there before a correction."""
    return bool(set(re.findall(r"[a-z]+", fold(text))) & _FORMER)


def is_weighted(text: str) -> bool:
    return not is_unweighted(text) and ("gewichtet" in fold(text) or "weighted" in fold(text))


def says_per_cent(text: str) -> bool:
    folded = fold(text)
    return "%" in folded or "prozent" in folded or "per cent" in folded or "percent" in folded


def _role_of_signs(folded: str) -> Role | None:
    bare = folded.strip(" .:")
    if bare in ("\u03c3", "\u2211"):  # sigma, as a letter or as a sign
        return Role.TOTAL
    if bare == "%":
        return Role.WEIGHT
    return Role.NUMBER if bare in ("#", "\u2116") else None


def _is_total(words: list[str]) -> bool:
    known = _TOTAL | _MAYBE_TOTAL | _BESIDE
    return set(words) <= known and bool(set(words) & _TOTAL)


def _is_weight(words: list[str]) -> bool:
    if any(word.startswith(_WEIGHTED) for word in words):
        return False
    return any(word.startswith(_WEIGHT) or word.endswith("gewicht") for word in words) or (
        words[0] in _WEIGHT_WORDS and len(words) <= 2 and words[-1] not in ("p", "punkte", "wert", "note")
    )


def _is_weighted(words: list[str]) -> bool:
    if any(word.startswith(_WEIGHTED) for word in words):
        return True
    return (words[0] == "gew" and len(words) == 2) or words in (
        ["g", "x", "p"],
        ["p", "x", "g"],
        ["gxp"],
        ["pxg"],
    )
