"""A notice as a mail (RFC 5322): plain text, and the deadline as a calendar file beside it."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from toolkit.exchange.mail.calendar import calendar_file
from toolkit.exchange.mail.words import calendar_entry, calendar_file_name, headline, one_line, text_to_copy
from toolkit.messages import Message, translate
from toolkit.services.notices import Notice
from toolkit.settings import SENDER


def mail_of(
    notice: Notice, *, to: str, sender: str, public_url: str, number: str, at: datetime
) -> EmailMessage:
    """`number` becomes the mail's Message-ID: sent twice after a broken connection, it is one mail."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(sender)
    mail["To"] = _address(to)
    mail["Subject"] = _subject(notice)
    mail["Date"] = at
    mail["Message-ID"] = f"<{number}>"
    # No absence note shall answer to the operator's mailbox (RFC 3834, and Exchange's own header).
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    text = "\n\n".join((text_to_copy(notice, public_url=public_url), _said(notice, "notice.automatic")))
    mail.set_content(f"{text}\n", cte="quoted-printable")
    _attach_deadline(mail, notice, public_url, at)
    mail["Content-Language"] = notice.language
    return mail


def _subject(notice: Notice) -> str:
    """The library reads encoded words in what it is given (RFC 2047) and writes a line break in one as it is:
    a title could so add a receiver. Taken apart, the signs that begin one are text."""
    return _said(notice, "notice.subject", headline=headline(notice)).replace("=?", "= ?")


def _attach_deadline(mail: EmailMessage, notice: Notice, public_url: str, at: datetime) -> None:
    entry = calendar_entry(notice, public_url=public_url)
    if entry is not None:
        mail.add_attachment(
            calendar_file(entry, at=at),
            maintype="text",
            subtype="calendar",
            filename=calendar_file_name(notice),
            params={"charset": "utf-8"},
        )


def _address(text: str) -> Address:
    found = SENDER.fullmatch(text)
    if found is None:
        raise ValueError(f"No mail address: {text!r}")
    return Address(display_name=one_line(found["name"] or ""), addr_spec=found["address"])


def _said(notice: Notice, key: str, **values: str) -> str:
    return translate(Message.of(key, **values), notice.language)
