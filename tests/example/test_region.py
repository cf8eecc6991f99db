"""What the example region holds: enough of everything, and believable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.houses import panel_catalogue
from tests.test_translations import GENDER_SIGNS
from toolkit.comparison import facts_of
from toolkit.example import Region, read_region
from toolkit.example.content import RegionMeasure
from toolkit.judging import AnswerKind, GateState, Judgement, Phase, judge, rank_measures
from toolkit.judging.questions import check_answers
from toolkit.model import FieldOfAction, MunicipalityKind, Revision, SettlementType, TypeSource
from toolkit.model.fact_sheet import FACT_FIELDS

REGION = read_region()
CATALOGUE = panel_catalogue()
# Towns, districts and Länder that a reader would take for the acting one; rivers may be real.
REAL_PLACES = re.compile(
    r"\b(Flensburg|Schleswig|Nordfriesland|Husum|Kiel|Lübeck|Hamburg|Bremen|Hannover|Berlin|Köln|Leipzig"
    r"|München|Olpe|Freiburg|Stuttgart|Telgte|Oldenburg|Rostock|Emden|Niebüll|Eckernförde|Rendsburg)\w*"
)


def judged(measure: RegionMeasure) -> Judgement:
    sheet = measure.model_dump()
    return judge(CATALOGUE, measure.given, facts_of(sheet, measure.feasible_soon))


JUDGEMENTS = {measure.key: judged(measure) for measure in REGION.measures}


def texts(region: Region) -> Iterator[str]:
    for municipality in region.municipalities:
        yield from (municipality.name, municipality.elected_body)
    for measure in region.measures:
        for revision in measure.revisions:
            yield from (str(value) for value in revision.fact_sheet.values())
            yield from (answer.reason + answer.waiting_for for answer in revision.answers.values())
            rows = revision.rows
            for row in (*rows.partners, *rows.indicators, *rows.checks, *rows.evidence):
                yield from (str(value) for value in row.model_dump().values())


def peers(population: int) -> str:
    classes = ((5_000, "below 5,000"), (20_000, "small"), (100_000, "medium"))
    return next((name for limit, name in classes if population < limit), "large")


def test_there_are_at_least_14_municipalities_and_40_measures() -> None:
    assert (len(REGION.municipalities), len(REGION.measures)) == (19, 47)


def test_no_name_title_or_key_occurs_twice() -> None:
    names = [row.name for row in REGION.municipalities] + [row.id for row in REGION.municipalities]
    keys = [row.key for row in REGION.municipalities if row.key]
    titles = [measure.title for measure in REGION.measures] + [measure.key for measure in REGION.measures]
    assert [name for name, times in Counter([*names, *keys, *titles]).items() if times > 1] == []


def test_two_groups_of_one_size_class_have_five_members_or_more() -> None:
    groups = Counter(
        peers(row.population) for row in REGION.municipalities if row.kind is MunicipalityKind.MUNICIPALITY
    )
    assert groups == {"large": 1, "medium": 3, "small": 6, "below 5,000": 6}


def test_every_kind_and_type_of_municipality_occurs_with_every_source_of_the_type() -> None:
    assert {row.kind for row in REGION.municipalities} == set(MunicipalityKind)
    assert {row.settlement_type for row in REGION.municipalities} == {*SettlementType, None}
    assert {row.type_source for row in REGION.municipalities} == {*TypeSource, None}
    assert {row.funded for row in REGION.municipalities} == {True, False}


def test_the_keys_are_those_of_a_district_that_does_not_exist() -> None:
    keys = [row.key for row in REGION.municipalities if row.key]
    assert [key for key in keys if not re.fullmatch(r"(01|03)[0-9]99(\d{3})?", key)] == []
    assert len({key[2] for key in keys}) >= 3
    assert [row.id for row in REGION.municipalities if row.key and len(row.key) == 5] == ["kreis"]


def test_groups_have_members_and_only_they() -> None:
    with_members = {row.id for row in REGION.municipalities if row.members}
    assert with_members == {
        row.id for row in REGION.municipalities if row.kind is not MunicipalityKind.MUNICIPALITY
    }


def test_every_municipality_has_an_elected_body_and_a_measure() -> None:
    assert [row.id for row in REGION.municipalities if not row.elected_body] == []
    assert {row.id for row in REGION.municipalities} == {measure.municipality for measure in REGION.measures}


def test_every_phase_class_state_of_the_gate_and_field_of_action_occurs() -> None:
    assert {measure.phase for measure in REGION.measures} == set(Phase)
    assert {judgement.class_id for judgement in JUDGEMENTS.values()} == {one.id for one in CATALOGUE.classes}
    assert {judgement.gate.state for judgement in JUDGEMENTS.values()} == set(GateState)
    assert {measure.field_of_action for measure in REGION.measures} == set(FieldOfAction)


def test_every_kind_of_answer_and_too_little_judged_occur() -> None:
    kinds = {answer.given.kind for measure in REGION.measures for answer in measure.answers.values()}
    assert kinds == {AnswerKind.LEVEL, AnswerKind.NOT_APPLICABLE, AnswerKind.CANNOT_JUDGE}
    assert any(len(measure.answers) < len(CATALOGUE.questions) for measure in REGION.measures)  # open ones
    assert any(not judgement.enough_judged for judgement in JUDGEMENTS.values())
    assert any(measure.feasible_soon for measure in REGION.measures)
    assert any(answer.waiting_for for measure in REGION.measures for answer in measure.answers.values())


def test_every_phase_with_a_ranking_has_a_tie_somewhere() -> None:
    ranking = rank_measures(JUDGEMENTS)
    tied = {
        part.phase for part in ranking.lists if len({place.rank for place in part.places}) < len(part.places)
    }
    assert {Phase.IDEA, Phase.PILOT, Phase.OPERATION} <= tied


@pytest.mark.parametrize("measure", REGION.measures, ids=lambda measure: measure.key)
def test_answers_fit_the_catalogue_and_reasons_stand_where_they_are_asked_for(measure: RegionMeasure) -> None:
    check_answers(CATALOGUE, measure.given)
    required = {
        question
        for question, answer in measure.answers.items()
        if answer.given.kind is AnswerKind.NOT_APPLICABLE
        or answer.given.level in CATALOGUE.questions[question].reason_required_at
    }
    assert {question for question, answer in measure.answers.items() if answer.reason} == required


@pytest.mark.parametrize("measure", REGION.measures, ids=lambda measure: measure.key)
def test_an_adopted_goal_stands_in_the_fact_sheet_word_for_word(measure: RegionMeasure) -> None:
    adopted = (measure.answers.get("S1") is not None) and (measure.answers["S1"].given.level or 0) >= 2
    assert (measure.goal.startswith("„"), bool(measure.goal_source)) == (adopted, adopted)


def test_texts_fit_the_fields_of_the_fact_sheet() -> None:
    columns = {column.name for column in Revision.__table__.c}  # type: ignore[attr-defined]  # added at run time
    longest = {field.name: field.longest for field in FACT_FIELDS}
    for measure in REGION.measures:
        sheet = measure.fact_sheet
        assert set(sheet) - columns == set()
        assert [name for name, value in sheet.items() if len(str(value)) > longest.get(name, 4000)] == []


def test_references_lead_somewhere() -> None:
    keys, ids = {measure.key for measure in REGION.measures}, {row.id for row in REGION.municipalities}
    assert {part.measure for measure in REGION.measures for part in measure.dependencies} - keys == set()
    partners = {part.municipality for measure in REGION.measures for part in measure.partners}
    assert partners - ids == {None}  # who is no municipality is a partner by name
    assert {member for row in REGION.municipalities for member in row.members} - ids == set()
    evidence = {part.question for measure in REGION.measures for part in measure.evidence}
    soon = {question for measure in REGION.measures for question in measure.feasible_soon}
    assert (evidence | soon) - set(CATALOGUE.questions) == set()


def test_money_adds_up() -> None:
    wrong = [
        measure.key
        for measure in REGION.measures
        if measure.funding is not None and (measure.own_share or 0) + measure.funding != measure.total_cost
    ]
    assert wrong == []


def test_no_real_place_acts_and_no_word_carries_a_gender_sign() -> None:
    everything = "\n".join(texts(REGION))
    assert REAL_PLACES.findall(everything) == []
    assert GENDER_SIGNS.findall(everything) == []


def test_a_few_measures_were_submitted_a_year_ago_and_most_have_rows() -> None:
    repeated = {measure.key: measure for measure in REGION.measures if measure.earlier}
    assert sorted(repeated) == ["BSP-20", "BSP-25", "BSP-27", "BSP-37"]
    with_rows = {
        name: sum(bool(getattr(measure, name)) for measure in REGION.measures)
        for name in ("partners", "indicators", "dependencies", "checks")
    }
    assert with_rows == {"partners": 26, "indicators": 29, "dependencies": 12, "checks": 29}


@pytest.mark.parametrize("measure", [one for one in REGION.measures if one.earlier], ids=lambda one: one.key)
def test_what_was_said_a_year_ago_is_older_fits_and_differs(measure: RegionMeasure) -> None:
    then, now = measure.revisions
    assert then.submitted_on is not None
    assert now.submitted_on is not None
    assert 300 < (now.submitted_on - then.submitted_on).days < 400
    check_answers(CATALOGUE, then.given)
    lower = [key for key, given in then.given.items() if (given.level or 0) < (now.given[key].level or 0)]
    assert len(lower) >= 6
    assert then.fact_sheet != now.fact_sheet
    dates = [row.measured_on for row in then.rows.indicators] + [row.checked_on for row in then.rows.checks]
    assert all(date <= then.submitted_on for date in dates if date)
    needed = {
        key for key, given in then.given.items() if given.level in CATALOGUE.questions[key].reason_required_at
    }
    assert {key for key, answer in then.answers.items() if answer.reason} >= needed
