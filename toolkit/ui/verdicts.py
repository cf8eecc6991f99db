"""What pages say about a measure in a mark or a link: class, gate, title."""

from __future__ import annotations

from markupsafe import Markup

from toolkit import findings
from toolkit.catalogue import MeasureClass, Tone
from toolkit.comparison import ComparedMeasure
from toolkit.judging import GateResult, GateState, Standing
from toolkit.messages import Message
from toolkit.model import Role
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import PageName, measure_address

CLASS_MARKS: dict[Tone, tuple[look.Tone, str]] = {
    Tone.SUCCESS: ("success", "●"),
    Tone.WARNING: ("warning", "◐"),
    Tone.DANGER: ("danger", "✕"),
    Tone.NEUTRAL: ("neutral", "○"),
}
DISPUTED_MARK: tuple[look.Tone, str] = ("warning", "!")
GATE_MARKS: dict[GateState, tuple[look.Tone, str]] = {
    GateState.MET: ("success", "●"),
    GateState.CONDITIONAL: ("warning", "◐"),
    GateState.NOT_MET: ("danger", "✕"),
    GateState.OPEN: ("neutral", "○"),
}


def class_badge(seat: Seat, measure_class: MeasureClass) -> Markup:
    tone, sign = CLASS_MARKS[measure_class.tone]
    return look.badge(tone, sign, seat.say(measure_class.title))


def gate_badge(seat: Seat, gate: GateResult) -> Markup:
    tone, sign = DISPUTED_MARK if gate.standing is Standing.DISPUTED else GATE_MARKS[gate.state]
    return look.badge(tone, sign, seat.say(findings.gate_state(gate)))


def gate_words(state: GateState) -> Message:
    """A state of the gate by itself, as one review finds it."""
    return Message.of(f"findings.gate.{state.value}")


def municipality_cell(seat: Seat, measure: ComparedMeasure) -> Markup:
    """The municipality with its mark, for tables."""
    mark = seat.example_mark(measure.is_example)
    # One element, or narrow screens would set name and mark apart in their card.
    return look.element("span", measure.municipality, *((" ", mark) if mark else ()))


def compared_link(seat: Seat, name: PageName, measure: ComparedMeasure) -> Markup | str:
    """The title of a compared measure, as a link where its page opens: whose result alone was released to
    others has neither fact sheet nor answers to show them."""
    beyond_planning = (Role.ADVICE, Role.COORDINATION, Role.STEERING, Role.CHAIR)
    opens = seat.actor.plans_for(measure.municipality_id) or any(map(seat.actor.has_role, beyond_planning))
    return measure_link(name, measure.measure_id, measure.title) if opens else measure.title


def measure_link(name: PageName, measure_id: int, title: str) -> Markup:
    """A link to a measure's page, for tables."""
    return look.element("a", title, href=measure_address(name, measure_id), target="_self")
