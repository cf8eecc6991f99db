"""Long lists in pages of rows: nothing is left out, ranks stay right, and the place stands in the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.benchmarks.full_house import large_house
from tests.ui.apps import app_on, html_of, opened, without_failure
from toolkit.comparison import Comparison, load_comparison
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.desk import open_desk
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName
from toolkit.ui.parts.pager import ROWS, Window

MEASURES = 120
PAGES = ("", "2", "3")


@pytest.fixture(scope="module", autouse=True)
def many_measures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder: Path = tmp_path_factory.mktemp("many")
    large_house(folder, MEASURES).database.close()
    with pytest.MonkeyPatch.context() as patch, app_on(folder, patch):
        yield


def comparison() -> Comparison:
    with reading() as session:
        desk = open_desk(session, language="de")
        catalogue = stored_catalogue(session, desk.catalogue_version_id)
        return load_comparison(session, desk.actor, programme_id=desk.programme_id, catalogue=catalogue)


def linked(page: AppTest) -> list[int]:
    return [int(each) for each in re.findall(r'href="[a-z]*\?measure=(\d+)"', html_of(page))]


def compare(number: str, **parameters: str) -> AppTest:
    return opened(PageName.COMPARE, {**parameters, **({"page": number} if number else {})})


def test_the_pages_of_the_ranking_hold_every_measure_once_with_its_rank() -> None:
    ranking = comparison().ranking
    ranked = [(place.rank, place.thing) for item in ranking.lists for place in item.places]
    row = re.compile(r'mk-strong" data-label="Rang">(\d+)<.*?measure=(\d+)')
    shown = "".join(html_of(compare(number, view="ranking")) for number in PAGES)
    assert [(int(rank), int(thing)) for rank, thing in row.findall(shown)] == ranked
    links = [thing for number in PAGES for thing in linked(compare(number, view="ranking"))]
    assert links == [thing for _, thing in ranked] + [thing for thing, _ in ranking.apart]


def test_the_pages_of_the_matrix_hold_every_measure_once_in_its_order() -> None:
    links = [thing for number in PAGES for thing in linked(compare(number))]
    assert links == [measure.measure_id for measure in comparison().measures]


def test_turning_the_page_stands_in_the_address_and_the_first_leaves_it_clean() -> None:
    page = compare("")
    everything = [measure.measure_id for measure in comparison().measures]
    without_failure(page.button(key="pager-next").click().run())
    assert (page.query_params["page"], linked(page)) == ("2", everything[ROWS : 2 * ROWS])
    without_failure(page.selectbox(key="shown-rows").select(3).run())
    assert (page.query_params["page"], linked(page)) == ("3", everything[2 * ROWS :])
    assert page.button(key="pager-next").disabled
    without_failure(page.selectbox(key="shown-rows").select(1).run())
    assert ("page" in page.query_params, page.button(key="pager-back").disabled) == (False, True)


def test_another_view_or_choice_begins_at_its_first_page() -> None:
    page = compare("3")
    page.session_state["view-view"] = "ranking"
    without_failure(page.run())
    assert ("page" in page.query_params, len(linked(page))) == (False, ROWS)


@pytest.mark.parametrize(("asked", "first"), [("99", 2 * ROWS), ("0", 0), ("-1", 0), ("x", 0), ("²", 0)])
def test_an_address_with_a_page_that_is_not_there_shows_the_nearest(asked: str, first: int) -> None:
    everything = [measure.measure_id for measure in comparison().measures]
    assert linked(compare(asked)) == everything[first : first + ROWS]


def test_a_window_cuts_lists_below_each_other_without_gap_or_overlap() -> None:
    lists, before, cut = ["abc", "", "defg", "hi"], 0, []
    for one in lists:
        cut.append("".join(Window(2, 8).cut(one, before=before)))
        before += len(one)
    assert cut == ["c", "", "defg", "h"]
