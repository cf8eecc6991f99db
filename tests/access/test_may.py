"""What may be done to a measure, by whom and when: the full square of action × state × role, as a table."""

from __future__ import annotations

from itertools import product

import pytest

from tests.access.cast import CAST, ELSEWHERE, PROGRAMME, SHORT_STATES, letters_of, the_measure
from toolkit.access import MEASURE_RULES, STEERING_RULES, Action, OfPerson, OfProgramme, may
from toolkit.messages import Message
from toolkit.model import MeasureState

# P planning of its municipality, at its desk · A an advisor assigned to it · a the same, once the own review
# is finished · C coordination of its programme, with its own review, if any, finished.
TABLE = """
                     draft released submitted incomplete in_review changes resubmitted reviewed decided implementing deferred rejected passed_on merged ended withdrawn
change_facts         P     .        .         P          .         P       .           .        .       .            .        .        .         .      .     .
answer               P     .        .         P          .         P       .           .        .       .            .        .        .         .      .     .
submit               P     P        .         P          .         P       .           .        .       .            .        .        .         .      .     .
release              P     .        .         P          .         P       .           .        .       .            .        .        .         .      .     .
take_back            .     P        .         .          .         .       .           .        .       .            .        .        .         .      .     .
start_revision       .     .        P         .          .         .       .           .        P       P            P        .        .         .      .     .
start_repeat         .     .        P         .          .         .       .           P        P       P            P        .        .         .      .     .
withdraw             P     P        P         P          P         P       P           P        .       .            .        .        .         .      .     .
resume               .     .        .         .          .         .       .           .        .       .            .        .        .         .      .     P
reply                .     .        .         P          .         P       .           .        .       .            .        .        .         .      .     .
change_releases      P     P        P         P          P         P       P           P        P       P            P        P        P         P      P     P
hand_over            P     P        P         P          P         P       P           P        P       P            P        P        P         P      P     P
read_reviews         AC     AC       AC        AC         AC        AC      AC          AC       AC      AC           AC       AC       AC        AC      AC     AC
review               .     .        A         .          A         .       A           .        .       .            .        .        .         .      .     .
start_review         .     .        AC        .          .         .       AC          .        .       .            .        .        .         .      .     .
return_incomplete    .     .        AC        .          .         .       .           .        .       .            .        .        .         .      .     .
request_changes      .     .        .         .          aC        .       aC          aC       aC      .            .        .        .         .      .     .
write_letter         .     .        aC        .          aC        aC      aC          aC       aC      aC           aC       aC       aC        .      aC    .
finish_review        .     .        .         .          C         .       C           .        .       .            .        .        .         .      .     .
settle_gate          .     .        C         .          C         .       C           C        .       .            .        .        .         .      .     .
assign               C     C        C         C          C         C       C           C        .       .            .        .        .         .      .     .
"""  # noqa: E501


def table() -> dict[tuple[str, MeasureState], str]:
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    assert head == list(SHORT_STATES.values())
    return {
        (row[0], state): cell.strip(".")
        for row in rows
        for state, cell in zip(SHORT_STATES, row[1:], strict=True)
    }


def test_the_table_has_every_action_on_a_measure_and_every_state() -> None:
    assert set(table()) == set(product((action.value for action in MEASURE_RULES), MeasureState))


def test_everybody_may_do_what_the_table_says_and_nothing_else() -> None:
    expected = table()
    square = product(MEASURE_RULES, MeasureState)
    assert {(action.value, state): letters_of(action, state) for action, state in square} == expected


@pytest.mark.parametrize("outsider", [name for name, member in CAST.items() if not member.letter])
def test_whoever_has_no_part_in_a_measure_may_do_nothing_to_it_and_is_told_why(outsider: str) -> None:
    for action, state in product(MEASURE_RULES, MeasureState):
        verdict = may(CAST[outsider].actor, action, the_measure(state))
        assert (verdict.allowed, verdict.reason is None) == (False, False), (action, state)


def test_a_conflict_is_declared_by_oneself_and_for_anybody_by_the_coordination_of_the_programme() -> None:
    own, colleague = OfPerson(CAST["advisor"].actor.person_id, 1), OfPerson(99, 1)
    allowed = {
        name: tuple(may(member.actor, Action.DECLARE_CONFLICT, thing).allowed for thing in (own, colleague))
        for name, member in CAST.items()
    }
    assert {name: pair for name, pair in allowed.items() if pair != (False, False)} == {
        "advisor": (True, False),
        "coordination": (True, True),
        "coordination, own review not finished": (True, True),
    }


LEADS = {"chair", "coordination", "coordination, own review not finished"}
SITS = {"steering group", *LEADS}


def test_a_steering_group_does_these_things_in_its_own_programme_and_nobody_else_does() -> None:
    allowed = {
        (action, programme): {
            name for name, one in CAST.items() if may(one.actor, action, OfProgramme(programme)).allowed
        }
        for action, programme in product(STEERING_RULES, (PROGRAMME, ELSEWHERE))
    }
    here = {
        Action.WEIGH: SITS,
        Action.FIX_WEIGHTS: LEADS,
        Action.PACK: SITS,
        Action.PREPARE_MEETING: LEADS,
        Action.LEAD_MEETING: LEADS,
        Action.ATTEND: SITS,
    }
    assert allowed == {
        **{(action, PROGRAMME): names for action, names in here.items()},
        **{(action, ELSEWHERE): {"coordination elsewhere"} for action in here},
    }
    refused = may(CAST["planning"].actor, Action.WEIGH, OfProgramme(PROGRAMME))
    assert refused.reason == Message.of("access.not_steering")
    assert may(CAST["steering group"].actor, Action.FIX_WEIGHTS, OfProgramme(PROGRAMME)).reason == (
        Message.of("access.not_leading")
    )
