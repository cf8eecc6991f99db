"""Snippets: each advisor's own, seen by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlmodel import Session

from tests.houses import TestHouse
from toolkit.access import Actor
from toolkit.model.inputs import SnippetInput
from toolkit.services.errors import InvalidError, NotFoundError
from toolkit.services.review_texts import (
    MOST_SNIPPETS,
    SnippetConflictError,
    add_snippet,
    change_snippet,
    own_snippets,
    read_snippet,
    remove_snippet,
)

Result = TypeVar("Result")
PAGE = SnippetInput(title="Fundstelle", text="Bitte nennen Sie die Seite.")


@pytest.fixture
def anna(house: TestHouse) -> Actor:
    return house.actor_of(house.advisor("anna@example.de"))


def written(house: TestHouse, action: Callable[[Session], Result]) -> Result:
    with house.database.writing() as session:
        return action(session)


def texts(house: TestHouse, actor: Actor) -> list[str]:
    with house.database.reading() as session:
        return [item.text for item in own_snippets(session, actor)]


def test_a_snippet_is_its_writers_own(house: TestHouse, anna: Actor) -> None:
    ben = house.actor_of(house.advisor("ben@example.de"))
    key = written(house, lambda session: add_snippet(session, anna, entered=PAGE))
    assert (texts(house, anna), texts(house, ben)) == ([PAGE.text], [])
    with pytest.raises(NotFoundError), house.database.writing() as session:
        change_snippet(session, ben, snippet_id=key, entered=PAGE, based_on=1)
    written(house, lambda session: remove_snippet(session, ben, snippet_id=key))
    assert texts(house, anna) == [PAGE.text]
    written(house, lambda session: remove_snippet(session, anna, snippet_id=key))
    assert texts(house, anna) == []


def test_a_change_keeps_mine_and_theirs(house: TestHouse, anna: Actor) -> None:
    key = written(house, lambda session: add_snippet(session, anna, entered=PAGE))
    shorter = SnippetInput(title="Fundstelle", text="Welche Seite?")
    changed = written(
        house, lambda session: change_snippet(session, anna, snippet_id=key, entered=shorter, based_on=1)
    )
    assert (changed.text, changed.version) == (shorter.text, 2)
    other = SnippetInput(title="Fundstelle", text="Seite?")
    with pytest.raises(SnippetConflictError) as conflict, house.database.writing() as session:
        change_snippet(session, anna, snippet_id=key, entered=other, based_on=1)
    assert (conflict.value.mine.text, conflict.value.theirs.text) == ("Seite?", "Welche Seite?")


def test_there_is_a_sentence_for_what_is_incomplete_and_for_too_many(house: TestHouse, anna: Actor) -> None:
    with pytest.raises(InvalidError):
        read_snippet(title=" ", text="ohne Namen")
    with house.database.writing() as session:
        for number in range(MOST_SNIPPETS):
            add_snippet(session, anna, entered=SnippetInput(title=f"Baustein {number}", text="Text"))
    assert len(texts(house, anna)) == MOST_SNIPPETS
    with pytest.raises(InvalidError), house.database.writing() as session:
        add_snippet(session, anna, entered=PAGE)
