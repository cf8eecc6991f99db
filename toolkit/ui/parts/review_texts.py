"""What a review says in words: its comments, and the snippets that an advisor puts into them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from sqlmodel import Session

from toolkit.access import Actor
from toolkit.model import Audience
from toolkit.services.review_texts import (
    LONGEST_COMMENT,
    SnippetItem,
    add_snippet,
    read_snippet,
    remove_snippet,
    write_comment,
)
from toolkit.services.reviews import CommentState, OpenedReview
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat, act
from toolkit.ui.house import writing
from toolkit.ui.saving import (
    conflict_at,
    fresh_widget_value,
    is_saved,
    problem_at,
    remember_seen,
    save_review,
    seen,
    settle_conflict,
    unsaved_at,
)

Snippets = Sequence[SnippetItem]
_FIELD_HEIGHT = 96  # pixels: three lines; the field grows with its text


def show_comments(seat: Seat, review: OpenedReview, question: str, snippets: Snippets) -> None:
    """What is said to the municipality, and among colleagues only; without a question about the whole."""
    for column, audience in zip(st.columns(2), Audience, strict=True):
        with column:
            _show_comment(seat, review, question, audience, snippets)


def _show_comment(
    seat: Seat, review: OpenedReview, question: str, audience: Audience, snippets: Snippets
) -> None:
    """Saved when its field is left."""
    stored = review.own.comment(question, audience)
    place = f"comment-{review.revision_id}-{audience.value}-{question or 'whole'}"
    label = seat.say(f"reviewing.comment.{audience.value}")
    if not review.verdict.allowed:
        _show_written(label, stored)
        return
    remember_seen(place, stored.version)
    with st.container():
        _show_problem(seat, place)
        _show_conflict(seat, review, question, audience, place)
    waiting: str | None = unsaved_at(place)
    fresh_widget_value(place, stored.text if waiting is None else waiting)

    def save() -> None:
        _save(seat, review, question, audience, place)

    with drafts.kept(seat, place, label=label, stored=stored.text):
        st.text_area(label, key=place, max_chars=LONGEST_COMMENT, height=_FIELD_HEIGHT, on_change=save)
    if snippets and audience is Audience.MUNICIPALITY:
        _offer_snippets(seat, review, question, place, snippets)


def _show_written(label: str, stored: CommentState) -> None:
    if stored.text:
        look.show(look.description_list([(label, look.element("span", stored.text, class_="mk-text"))]))


def _save(seat: Seat, review: OpenedReview, question: str, audience: Audience, place: str) -> None:
    text = st.session_state[place]

    def write(session: Session, actor: Actor) -> int:
        return write_comment(
            session,
            actor,
            measure_id=review.measure.measure_id,
            revision_id=review.revision_id,
            question=question,
            audience=audience,
            text=text,
            based_on=seen(place),
        ).version

    save_review(seat, place, write, entered=text)
    if is_saved(place):
        drafts.note_taken(place, text)


def _show_problem(seat: Seat, place: str) -> None:
    problem = problem_at(place)
    if problem is not None:
        st.error(seat.label(problem))


def _show_conflict(seat: Seat, review: OpenedReview, question: str, audience: Audience, place: str) -> None:
    conflict = conflict_at(place)
    if conflict is None:
        return

    def take_mine() -> None:
        st.session_state[place] = conflict.mine
        _save(seat, review, question, audience, place)

    with st.container(key=f"conflict-{place}", border=True):
        st.warning(seat.say("review.text_conflict"))
        none = seat.say("assess.no_text")
        texts = ((seat.say("assess.mine"), conflict.mine), (seat.say("assess.theirs"), conflict.theirs.text))
        look.show(look.description_list([(name, text or none) for name, text in texts]))
        with st.container(horizontal=True):
            st.button(seat.say("assess.take_mine"), key=f"mine-{place}", type="primary", on_click=take_mine)
            st.button(
                seat.say("assess.keep_theirs"),
                key=f"theirs-{place}",
                on_click=settle_conflict,
                args=(place,),
            )


def _offer_snippets(seat: Seat, review: OpenedReview, question: str, place: str, snippets: Snippets) -> None:
    """The chosen one is put behind what stands there, and the choice is free again."""
    key = f"snippet-{place}"
    texts = {item.snippet_id: item for item in snippets}

    def insert() -> None:
        chosen = texts.get(st.session_state[key])
        st.session_state[key] = None
        if chosen is not None:
            st.session_state[place] = "\n".join(filter(None, (st.session_state[place].rstrip(), chosen.text)))
            _save(seat, review, question, Audience.MUNICIPALITY, place)

    st.selectbox(
        seat.say("reviewing.snippet.insert"),
        list(texts),
        index=None,
        key=key,
        format_func=lambda snippet_id: texts[snippet_id].title,
        placeholder=seat.say("reviewing.snippet.choose"),
        label_visibility="collapsed",
        on_change=insert,
        width=280,
    )


def show_snippets(seat: Seat, snippets: Snippets) -> None:
    """The advisor's own texts: to keep one, and to take one away."""
    keys = {name: f"new-snippet-{name}" for name in ("title", "text")}

    def add() -> None:
        entered = read_snippet(**{name: st.session_state.get(key, "") for name, key in keys.items()})
        with writing() as session:
            add_snippet(session, seat.actor_now(session), entered=entered)
        # Emptied only now: what could not be saved stays in the form.
        for key in keys.values():
            drafts.note_taken(key, st.session_state.get(key, ""))
            st.session_state[key] = ""

    def remove(snippet_id: int) -> None:
        with writing() as session:
            remove_snippet(session, seat.actor_now(session), snippet_id=snippet_id)

    with st.expander(seat.say("reviewing.snippet.title", n=len(snippets)), key="snippets"):
        look.show(look.muted(seat.say("reviewing.snippet.help"), small=True))
        for item in snippets:
            look.show(look.two_lines(look.element("strong", item.title), item.text))
            st.button(
                seat.label("reviewing.snippet.remove", title=item.title),
                key=f"remove-snippet-{item.snippet_id}",
                type="tertiary",
                on_click=act,
                args=(partial(remove, item.snippet_id),),
            )
        label = seat.say("reviewing.snippet.name")
        with drafts.kept(seat, keys["title"], label=label, stored=""):
            st.text_input(label, key=keys["title"], max_chars=200)
        label = seat.say("reviewing.snippet.text")
        with drafts.kept(seat, keys["text"], label=label, stored=""):
            st.text_area(label, key=keys["text"], max_chars=LONGEST_COMMENT)
        st.button(seat.say("reviewing.snippet.keep"), key="keep-snippet", on_click=act, args=(add,))
