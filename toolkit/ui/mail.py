"""Mail beside the pages, where the operator has set a relay."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from toolkit.exchange.mail.relay import relay_of
from toolkit.exchange.mail.sender import sending_in_background
from toolkit.settings import settings
from toolkit.ui.house import house


def mail_beside() -> AbstractContextManager[None]:
    relay = relay_of(settings())
    if relay is None:
        return nullcontext()
    return sending_in_background(lambda: house().database, relay, language=settings().language)
