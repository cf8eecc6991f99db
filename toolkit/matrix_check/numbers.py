"""Numbers as people write them in tables: decimal commas, per cent, "4 Punkte", brackets round a subtotal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from toolkit.spreadsheet import Value

_FLOAT_DIGITS = 12  # a workbook stores 2.6 as 2.6000000000000001
_NUMBER = re.compile(
    r"(?P<open>[(\[]?)\s*(?P<sign>[+\-\u2212\u2013]?)\s*(?P<digits>\d[\d.,\u00a0\u202f' ]*)\s*"
    r"(?P<unit>%|v\.\s?h\.|prozent|pkt\.?|punkte?|points?|pts?\.?)?\s*[)\]]?",
    re.IGNORECASE,
)
_DECIMAL_COMMA = re.compile(r"\d,\d")
_DECIMAL_POINT = re.compile(r"\d\.\d")


@dataclass(frozen=True, slots=True)
class Number:
    """What a cell says: its exact value, how many decimals were written, and how.

    `15 %` has the value 15 and `per_cent`; a workbook's 0.15 shown as 15 % is 0.15.
    """

    value: Fraction
    decimals: int
    per_cent: bool = False
    in_brackets: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the numbers of one sheet. Where `1.250` could be two things, the other cells decide."""

    decimal_comma: bool

    @classmethod
    def of(cls, values: Iterable[Value]) -> Reader:
        texts = [value for value in values if isinstance(value, str)]
        commas = sum(bool(_DECIMAL_COMMA.search(text)) for text in texts if _NUMBER.fullmatch(text.strip()))
        points = sum(bool(_DECIMAL_POINT.search(text)) for text in texts if _NUMBER.fullmatch(text.strip()))
        return cls(commas >= points)

    def number(self, value: Value) -> Number | None:
        if isinstance(value, Decimal):
            return _of_decimal(value)
        if not isinstance(value, str):
            return None
        match = _NUMBER.fullmatch(value.strip())
        if match is None:
            return None
        digits = self._plain(match["digits"])
        if digits is None:
            return None
        size = Decimal(digits) * (-1 if match["sign"] in ("-", "\u2212", "\u2013") else 1)
        unit = (match["unit"] or "").casefold()
        return Number(
            Fraction(size), _decimals(size), unit[:1] in ("%", "v") or unit == "prozent", bool(match["open"])
        )

    def _plain(self, digits: str) -> str | None:
        """With a point for the decimals and nothing else, or None where the marks make no number."""
        digits = re.sub(r"[\u00a0\u202f' ]", "", digits)
        if "," in digits and "." in digits:
            decimal = "," if digits.rfind(",") > digits.rfind(".") else "."
        elif "," in digits:
            decimal = "," if self.decimal_comma or not re.fullmatch(r"\d{1,3}(,\d{3})+", digits) else "."
        else:
            decimal = "," if self.decimal_comma and self._has_thousands(digits) else "."
        thousands = "." if decimal == "," else ","
        plain = digits.replace(thousands, "").replace(decimal, ".")
        return plain if re.fullmatch(r"\d+(\.\d*)?", plain) else None

    @staticmethod
    def _has_thousands(digits: str) -> bool:
        return re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+", digits) is not None


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Half up, as people round."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _of_decimal(value: Decimal) -> Number | None:
    if not value.is_finite():
        return None
    written = (
        +value.quantize(Decimal(1).scaleb(value.adjusted() - _FLOAT_DIGITS + 1)) if value else Decimal(0)
    )
    return Number(Fraction(written), _decimals(written))


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
