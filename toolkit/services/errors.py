"""Why a service did not do what it was asked: always with the sentence that the page shows."""

from __future__ import annotations

from toolkit.messages import Message


class ServiceError(Exception):
    """Nothing was changed; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


class NotFoundError(ServiceError):
    """The thing does not exist, or this actor may not know that it does."""


class RefusedError(ServiceError):
    """The actor may not do this."""


class InvalidError(ServiceError):
    """What was entered cannot be stored."""
