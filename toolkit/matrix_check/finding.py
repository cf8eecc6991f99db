"""What a check has to say about a matrix."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toolkit.messages import Message


class Kind(StrEnum):
    """Every kind of finding; the values stand in the JSON."""

    WRONG_TOTAL = "wrong_total"
    WRONG_WINNER = "wrong_winner"
    WRONG_RANK = "wrong_rank"
    TIE_PRINTED_AS_RANKS = "tie_printed_as_ranks"
    WEIGHTS_DO_NOT_SUM = "weights_do_not_sum"
    WEIGHTS_IGNORED = "weights_ignored"
    MISSING_WEIGHT = "missing_weight"
    ZERO_WEIGHT = "zero_weight"
    UNCLEAR_WEIGHTS = "unclear_weights"
    CONSTANT_CRITERION = "constant_criterion"
    MISSING_VALUE = "missing_value"
    OUT_OF_SCALE = "out_of_scale"
    FRAGILE_WINNER = "fragile_winner"
    # what was understood, so that nothing is assumed in silence
    SCALE = "scale"
    TOTAL_SCALE = "total_scale"
    NO_WEIGHTS = "no_weights"
    WEIGHT_UNIT = "weight_unit"
    GROUPS = "groups"
    SMALLER_IS_BETTER = "smaller_is_better"
    RANKING_STYLE = "ranking_style"
    ORIENTATION = "orientation"
    OTHER_SHEETS = "other_sheets"
    WITHOUT_POINTS = "without_points"
    IGNORED_COLUMN = "ignored_column"
    FILE_NOTICE = "file_notice"


NOTES = frozenset(list(Kind)[list(Kind).index(Kind.SCALE) :])
"""Kinds that say how the file was read; the others name something to look at."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one place. `alternative` and `criterion` are positions in the report, if it
    belongs to one of them; `where` is a cell of the file, or empty."""

    kind: Kind
    message: Message
    where: str = ""
    alternative: int | None = None
    criterion: int | None = None

    @property
    def is_note(self) -> bool:
        return self.kind in NOTES


class MatrixError(Exception):
    """The file cannot be understood as a matrix; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message
