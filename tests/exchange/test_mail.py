"""A notice as a mail, handed to a real relay and read again by another program."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.relays import Postbox, mail_server, parsed, relay_at
from tests.exchange.test_calendar_file import read
from toolkit.exchange.mail import words
from toolkit.exchange.mail.relay import DeliveryError, connected, deliver, relay_of
from toolkit.exchange.mail.writing import mail_of
from toolkit.model import NoticeKind, ProgrammeKind
from toolkit.services.notices import Deadline, DeadlineOf, Notice
from toolkit.services.outbox import Failure
from toolkit.settings import MailSecurity, Settings

AT = datetime(2026, 11, 25, 6, 45, tzinfo=UTC)
NOTICE = Notice(
    notice_id=3,
    person_id=4,
    kind=NoticeKind.CHANGES_REQUESTED,
    measure_id=7,
    measure_uuid=UUID("0b0fdd4e-6c0f-4f6e-9a0f-5b1c51cf0c07"),
    title="Pegelsensoren für die Treene",
    municipality="Neustadt",
    programme_kind=ProgrammeKind.ADVICE,
    language="de",
    created_at=AT,
    deadline=Deadline(DeadlineOf.ROUND, 5, date(2026, 12, 31)),
)
FOREIGN_HEADER = re.compile(r"^(Bcc|X-Evil|To: +x)", re.MULTILINE | re.IGNORECASE)


def written(notice: Notice = NOTICE) -> EmailMessage:
    mail = mail_of(
        notice,
        to="erika@example.de",
        sender="Maßnahmen <massnahmen@example.de>",
        public_url="https://massnahmen.example.de",
        number="3@massnahmen.example.de",
        at=AT,
    )
    return parsed(mail.as_bytes())


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_mail_says_what_happened_until_when_and_where_and_nothing_else() -> None:
    mail = written()
    assert dict(mail.items()) == {
        "From": "Maßnahmen <massnahmen@example.de>",
        "To": "erika@example.de",
        "Subject": "Maßnahmenkompass – Änderungen angefordert: Pegelsensoren für die Treene",
        "Date": "Wed, 25 Nov 2026 06:45:00 +0000",
        "Message-ID": "<3@massnahmen.example.de>",
        "Content-Language": "de",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "MIME-Version": "1.0",
        "Content-Type": mail["Content-Type"],
    }
    assert text_of(mail) == (
        "Guten Tag,\n\n"
        "Zur Maßnahme „Pegelsensoren für die Treene“ (Neustadt) sind Änderungen angefordert. Die Liste steht "
        "bei der Maßnahme; jeder Punkt kann dort einzeln beantwortet werden.\n\n"
        "Die überarbeitete Fassung wird bis zum 31.12.2026 erwartet.\n\n"
        "Zur Maßnahme: https://massnahmen.example.de/massnahmen?measure=7\n\n"
        "Diese Nachricht hat der Maßnahmenkompass automatisch versandt.\n"
    )


def test_the_deadline_comes_as_a_calendar_file() -> None:
    (file,) = written().iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "frist.ics")
    event = read(file.get_payload(decode=True))
    assert (event["DTSTART"], event["SUMMARY"]) == (date(2026, 12, 31), "Frist: Pegelsensoren für die Treene")


def test_every_message_about_one_deadline_is_one_entry_in_the_calendar() -> None:
    reminder = replace(NOTICE, notice_id=9, kind=NoticeKind.DEADLINE)
    moved = replace(NOTICE, deadline=Deadline(DeadlineOf.ROUND, 5, date(2027, 1, 8)))
    another = replace(NOTICE, deadline=Deadline(DeadlineOf.ROUND, 6, date(2026, 12, 31)))
    entries = [words.calendar_entry(each, public_url=None) for each in (NOTICE, reminder, moved, another)]
    uids = [entry.uid for entry in entries if entry is not None]
    assert [uid == uids[0] for uid in uids] == [True, True, True, False]


def test_without_a_deadline_there_is_no_calendar_file() -> None:
    assert list(written(replace(NOTICE, deadline=None)).iter_attachments()) == []


def test_a_reader_of_english_gets_english() -> None:
    mail = written(replace(NOTICE, language="en", kind=NoticeKind.DEADLINE))
    assert mail["Subject"] == "Measure Compass – Due on Dec 31, 2026: Pegelsensoren für die Treene"
    assert "The new revision is expected by Dec 31, 2026." in text_of(mail)


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("programme_kind", ProgrammeKind)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_has_its_words(kind: NoticeKind, programme_kind: ProgrammeKind, language: str) -> None:
    notice = replace(NOTICE, kind=kind, programme_kind=programme_kind, language=language)
    assert notice.title in words.headline(notice)
    assert "Neustadt" in words.text_to_copy(notice, public_url=None)
    assert "https://" not in words.text_to_copy(notice, public_url=None)


@pytest.mark.parametrize(
    "title",
    [
        "Pegel\r\nBcc: x@example.de",
        "Pegel\nTo: x@example.de",
        "Pegel\n\nX-Evil: 1",
        "Pegel\u2028Bcc: x@example.de",
        "Pegel\x85Bcc: x@example.de\x0bX-Evil: 1",
        "=?utf-8?q?Pegel=0ABcc=3A_x=40example=2Ede?=",
    ],
)
def test_a_title_cannot_add_a_header_or_a_receiver(title: str) -> None:
    mail = written(replace(NOTICE, title=title, municipality=title))
    assert [name for name in mail if name not in written()] == []
    assert len(mail.get_all("To", [])) == 1
    assert FOREIGN_HEADER.findall(text_of(mail)) == []


@settings(max_examples=60)
@given(title=st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_title_makes_a_mail_with_the_same_headers(title: str) -> None:
    mail = written(replace(NOTICE, title=title))
    assert list(mail) == list(written())
    assert max(map(len, mail.as_bytes().splitlines())) <= 998


def test_a_relay_takes_the_mail_for_its_one_receiver() -> None:
    postbox = Postbox()
    with mail_server(postbox) as relay, connected(relay) as line:
        deliver(line, written())
    assert postbox.receivers == [["erika@example.de"]]
    assert [mail["Subject"] for mail in postbox.mails] == [written()["Subject"]]


@pytest.mark.parametrize(
    ("answer", "failure"), [("550 unknown", Failure.REFUSED), ("451 later", Failure.POSTPONED)]
)
def test_a_refused_receiver_is_told_from_one_that_is_only_put_off(answer: str, failure: Failure) -> None:
    with mail_server(Postbox(answers={"erika@example.de": answer})) as relay, connected(relay) as line:
        with pytest.raises(DeliveryError) as refused:
            deliver(line, written())
        assert refused.value.failure is failure


def test_a_relay_that_is_not_there_is_out_of_reach() -> None:
    with pytest.raises(DeliveryError) as refused, connected(relay_at(9)):
        pass
    assert refused.value.failure is Failure.UNREACHABLE


def test_a_relay_without_encryption_gets_nothing_where_encryption_is_set() -> None:
    postbox = Postbox()
    with mail_server(postbox) as relay:
        with (
            pytest.raises(DeliveryError) as refused,
            connected(replace(relay, security=MailSecurity.STARTTLS)),
        ):
            pass
        assert (refused.value.failure, postbox.envelopes) == (Failure.ENCRYPTION, [])


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_goes_with_the_encryption(security: str, port: int) -> None:
    read_settings = Settings(
        smtp_host="mail.example.de",
        smtp_sender="a@example.de",
        smtp_security=security,
        public_url="https://example.de",
    )
    relay = relay_of(read_settings)
    assert relay is not None
    assert relay.port == port


def test_without_a_relay_there_is_none() -> None:
    assert relay_of(Settings()) is None
