"""The outermost layer, around applications that fail when the reply is under way."""

import httpx
import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.edge import Edge, Limits, ReplyCutError

PLANTED = "Planted-7f3a"


def failing(*, waits: bool) -> ASGIApp:
    """Return an application that begins a reply and fails, maybe after its reader has gone."""

    async def app(_: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        if waits:
            await receive()
        raise RuntimeError(PLANTED)

    return app


async def served(app: ASGIApp) -> list[Message]:
    """Return what an application sends to a reader who goes away."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    await Edge(app, Limits())(scope, receive, send)
    return sent


async def test_a_reply_is_cut_rather_than_ended() -> None:
    """A failure after the reply began closes the connection, so that no part passes for all."""
    with pytest.raises(ReplyCutError) as cut:
        await served(failing(waits=False))

    assert PLANTED not in str(cut.value)
    assert cut.value.__suppress_context__


async def test_a_reader_who_has_gone_is_no_failure() -> None:
    """What fails because nobody reads any more is neither an answer nor an incident."""
    sent = await served(failing(waits=True))

    assert [message["type"] for message in sent] == ["http.response.start"]


async def test_every_reply_is_marked() -> None:
    """Each reply says its request's id, and tells browsers to be careful with it."""

    async def app(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    transport = httpx.ASGITransport(Edge(app, Limits()))
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        headers = (await client.get("/")).headers

    assert len(headers["x-request-id"]) == 32
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
