"""Requests as they stand on the wire, so that a test may lie about its host, origin or cookies."""

from __future__ import annotations

import asyncio
import gzip
import http.client
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.types import ASGIApp

WEBSOCKET = "/_stcore/stream"
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "streamlit",
}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode("utf-8")


def ask(
    address: str, path: str = "/", *, method: str = "GET", headers: dict[str, str] | None = None
) -> Answer:
    """One request without any header but `Host` and those given; a given `Host` replaces the true one."""
    server = urlsplit(address)
    connection = http.client.HTTPConnection(server.hostname or "", server.port, timeout=20)
    sent = {"Host": server.netloc, **(headers or {})}
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        body = b"" if answer.status == http.client.SWITCHING_PROTOCOLS else answer.read()
        return Answer(answer.status, answer.headers, body)
    finally:
        connection.close()


def messages_of(app: ASGIApp, scope: dict[str, Any]) -> list[dict[str, Any]]:
    """What an ASGI app sends for a scope. In a thread of its own: the browser tests keep a loop running."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    async def exchange() -> None:
        await app(scope, receive, send)

    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, exchange()).result()
    return sent
