"""Answers that never come whole: broken off, or not begun before the caller has gone."""

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class BrokenOff(Response):
    """An answer that begins and ends in the middle."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the beginning, and no more."""
        del scope, receive
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


class Silence(Response):
    """No answer at all, for as long as the caller waits."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait until the caller has gone."""
        del scope, send
        while (await receive())["type"] != "http.disconnect":
            continue
