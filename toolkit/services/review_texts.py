"""What a review says in words: comments, the recommendation at its end, and an advisor's own snippets."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError
from sqlmodel import Session, col, func, select

from toolkit.access import Actor
from toolkit.messages import Message
from toolkit.model import Audience, Comment, Recommendation, Snippet, id_of, now
from toolkit.model.inputs import RecommendationInput, SnippetInput
from toolkit.services.errors import InvalidError, NotFoundError, ServiceError
from toolkit.services.reviewing import own_assessment, record_review_event, review_to_write
from toolkit.services.reviews import CommentState, RecommendationState
from toolkit.storage import insert_if_absent, record_event

LONGEST_COMMENT = 4000
MOST_SNIPPETS = 50


class CommentConflictError(ServiceError):
    """The comment changed in another window since the writer saw it. Both are kept to choose from."""

    def __init__(self, mine: str, theirs: CommentState) -> None:
        super().__init__(Message.of("review.text_conflict"))
        self.mine, self.theirs = mine, theirs


class RecommendationConflictError(ServiceError):
    """The recommendation changed in another window since the writer saw it."""

    def __init__(self, mine: RecommendationInput, theirs: RecommendationState) -> None:
        super().__init__(Message.of("review.text_conflict"))
        self.mine, self.theirs = mine, theirs


@dataclass(frozen=True, slots=True)
class SnippetItem:
    snippet_id: int
    title: str
    text: str
    version: int


class SnippetConflictError(ServiceError):
    def __init__(self, mine: SnippetInput, theirs: SnippetItem) -> None:
        super().__init__(Message.of("review.text_conflict"))
        self.mine, self.theirs = mine, theirs


def write_comment(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    revision_id: int,
    question: str,
    audience: Audience,
    text: str,
    based_on: int,
) -> CommentState:
    """Saves what the own review says to one question, or without one about the whole; gives it as stored."""
    review = review_to_write(session, actor, measure_id=measure_id, revision_id=revision_id)
    if question and question not in review.catalogue.questions:
        raise NotFoundError(Message.of("services.no_question", question=question))
    text = text.strip()
    if len(text) > LONGEST_COMMENT:
        raise InvalidError(Message.of("review.text_too_long", most=LONGEST_COMMENT))
    stored = review.own.comment(question, audience)
    if stored.text == text:
        return stored
    if stored.version != based_on:
        raise CommentConflictError(text, stored)
    assessment_id = own_assessment(session, actor, review)
    key = {"assessment_id": assessment_id, "question_key": question, "audience": audience}
    insert_if_absent(session, Comment, {**key, "text": "", "changed_at": now(), "version": 0})
    row = session.exec(select(Comment).filter_by(**key)).one()
    row.text, row.changed_at = text, now()
    row.version += 1
    session.add(row)
    session.flush()
    record_review_event(
        session, actor, review, "write_comment", thing="comment", thing_id=row.id, changes={"text": text}
    )
    return CommentState(row.text, row.version, row.changed_at)


def recommend(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    revision_id: int,
    change: RecommendationInput,
    based_on: int,
) -> RecommendationState:
    """Saves what the own review recommends, or a part of it; gives it as stored."""
    review = review_to_write(session, actor, measure_id=measure_id, revision_id=revision_id)
    stored, wanted = review.own.recommendation, change.model_dump(exclude_unset=True)
    if all(getattr(stored, name) == value for name, value in wanted.items()):
        return stored
    if stored.version != based_on:
        raise RecommendationConflictError(change, stored)
    key = {"assessment_id": own_assessment(session, actor, review)}
    insert_if_absent(session, Recommendation, {**key, "text": "", "version": 0})
    row = session.exec(select(Recommendation).filter_by(**key)).one()
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    session.add(row)
    session.flush()
    changes = change.model_dump(mode="json", exclude_unset=True)
    record_review_event(
        session, actor, review, "recommend", thing="recommendation", thing_id=row.id, changes=changes
    )
    return RecommendationState(row.kind, row.text, row.version)


def own_snippets(session: Session, actor: Actor) -> tuple[SnippetItem, ...]:
    """The actor's own, by title: nobody else ever sees them."""
    rows = session.exec(
        select(Snippet)
        .where(col(Snippet.person_id) == actor.person_id)
        .order_by(func.lower(col(Snippet.title)), col(Snippet.id))
    )
    return tuple(_item(row) for row in rows)


def add_snippet(session: Session, actor: Actor, *, entered: SnippetInput) -> int:
    """Keeps a text for later; the same twice is one."""
    present = own_snippets(session, actor)
    for item in present:
        if (item.title, item.text) == (entered.title, entered.text):
            return item.snippet_id
    if len(present) >= MOST_SNIPPETS:
        raise InvalidError(Message.of("review.snippets_full", most=MOST_SNIPPETS))
    row = Snippet(person_id=actor.person_id, title=entered.title, text=entered.text)
    session.add(row)
    session.flush()
    _record(session, actor, "add_snippet", id_of(row), entered)
    return id_of(row)


def change_snippet(
    session: Session, actor: Actor, *, snippet_id: int, entered: SnippetInput, based_on: int
) -> SnippetItem:
    row = _own_snippet(session, actor, snippet_id)
    if (row.title, row.text) == (entered.title, entered.text):
        return _item(row)
    if row.version != based_on:
        raise SnippetConflictError(entered, _item(row))
    row.title, row.text = entered.title, entered.text
    row.version += 1
    session.add(row)
    session.flush()
    _record(session, actor, "change_snippet", snippet_id, entered)
    return _item(row)


def remove_snippet(session: Session, actor: Actor, *, snippet_id: int) -> None:
    """Takes a snippet away; what is gone already is gone."""
    row = session.get(Snippet, snippet_id)
    if row is None or row.person_id != actor.person_id:
        return
    session.delete(row)
    session.flush()
    _record(session, actor, "remove_snippet", snippet_id)


def read_snippet(*, title: str, text: str) -> SnippetInput:
    """What was typed, checked. Raises `InvalidError` with a sentence."""
    try:
        return SnippetInput(title=title, text=text)
    except ValidationError as error:
        raise InvalidError(Message.of("review.snippet_incomplete")) from error


def _own_snippet(session: Session, actor: Actor, snippet_id: int) -> Snippet:
    row = session.get(Snippet, snippet_id)
    if row is None or row.person_id != actor.person_id:
        raise NotFoundError(Message.of("review.no_snippet"))
    return row


def _item(row: Snippet) -> SnippetItem:
    return SnippetItem(id_of(row), row.title, row.text, row.version)


def _record(
    session: Session, actor: Actor, action: str, snippet_id: int, entered: SnippetInput | None = None
) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=None,
        measure_id=None,
        action=action,
        thing="snippet",
        thing_id=snippet_id,
        changes=entered.model_dump() if entered else {},
    )
