"""What differs between two versions of a catalogue, as a table."""

from __future__ import annotations

from markupsafe import Markup

from toolkit.catalogue import Catalogue, QuestionDifference, differences
from toolkit.ui import components as look
from toolkit.ui.desk import Seat


def differences_table(seat: Seat, old: Catalogue, new: Catalogue) -> Markup:
    found = [one for one in differences(old, new) if one.is_any]
    if not found:
        return look.element("p", seat.say("differences.none"))
    columns = [
        look.Column(seat.say("differences.question")),
        look.Column(seat.say("differences.change")),
        look.Column(seat.say("differences.parts")),
    ]
    caption = seat.say("differences.caption", old=old.version, new=new.version)
    return look.table(columns, [_row(seat, one) for one in found], caption=caption)


def _row(seat: Seat, one: QuestionDifference) -> list[str | Markup]:
    question = one.after or one.before
    assert question is not None
    parts = ", ".join(seat.say(f"differences.part.{part.value}") for part in one.parts)
    return [
        look.two_lines(one.question, seat.say(question.title)),
        seat.say(f"differences.{one.change.value}"),
        parts or "–",
    ]
