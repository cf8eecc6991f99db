"""The random catalogues of these tests are ones that a municipality could have written."""

from __future__ import annotations

from collections import Counter

from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from tests.judging.catalogues import CRITERIA, Told, catalogues, content_of, panel, scaled
from toolkit.catalogue import Catalogue, read_catalogue
from toolkit.catalogue.checks import check


@given(catalogues())
def test_random_catalogues_have_no_mistake(one: Catalogue) -> None:
    assert list(check(one)) == []


@given(catalogues())
def test_writing_a_random_catalogue_out_and_in_changes_nothing(one: Catalogue) -> None:
    assert Told.model_validate(content_of(one)) == one


def test_the_panels_catalogue_is_the_one_that_the_app_reads() -> None:
    assert panel().sha256 == read_catalogue(CRITERIA / "panel-1.yaml").sha256


@given(catalogues(), st.integers(1, 9))
def test_scaled_weights_keep_their_proportions(one: Catalogue, factor: int) -> None:
    other = scaled(one, {"": factor, **{item.id: factor for item in one.criteria}})
    shares = [
        {item.weight_value / sum(its.weight_value for its in each.criteria) for item in each.criteria}
        for each in (one, other)
    ]
    assert shares[0] == shares[1]
    assert other.questions.keys() == one.questions.keys()


def test_the_random_catalogues_cover_what_they_should() -> None:
    def has(one: Catalogue) -> Counter[str]:
        weights = [str(item.weight) for item in one.criteria]
        questions = one.questions.values()
        return Counter(
            gate=len(one.gate.rules) > 1,
            several_criteria=len(one.criteria) > 1,
            per_cent=any(weight.endswith("%") for weight in weights),
            words="high" in weights,
            eight_levels=any(len(item.levels) == 8 for item in questions),
            two_levels=any(len(item.levels) == 2 for item in questions),
            uneven=any(item.values[1] * item.top_level != 100 for item in questions),
            not_applicable=any(item.not_applicable for item in questions),
        )

    without_shrinking = settings(phases=[Phase.generate], max_examples=1000, database=None)
    for name in has(panel()):
        found = find(catalogues(), lambda one, name=name: bool(has(one)[name]), settings=without_shrinking)
        assert has(found)[name]
