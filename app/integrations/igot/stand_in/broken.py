"""Answers that break: never, midway, a byte at a time, or in another charset than they say."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import suppress

from starlette.concurrency import iterate_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from app.integrations.igot.stand_in.answers import Answer
from app.integrations.igot.stand_in.faults import STRAY, Fault, rows_before

STOPPING = frozenset({"reset", "hang", "slow_drip"})
_DRIP_SECONDS = 0.05


class Stopping(Response):
    """An answer that begins and then breaks off, hangs, or drips on a byte at a time."""

    def __init__(self, kind: str, pieces: Iterator[str], media_type: str) -> None:
        super().__init__(media_type=media_type)
        self._kind = kind
        self._pieces = pieces
        del self.headers["content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the beginning of an answer, and misbehave until the caller has gone."""
        del scope
        if self._kind != "hang" or self.media_type == "text/csv":
            start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send(start)
            await self._send_pieces(send)
        if self._kind == "reset":
            return
        dripping = asyncio.create_task(_drip(send)) if self._kind == "slow_drip" else None
        while (await receive())["type"] != "http.disconnect":
            continue
        if dripping is not None:
            dripping.cancel()
            with suppress(asyncio.CancelledError):
                await dripping

    async def _send_pieces(self, send: Send) -> None:
        async for piece in iterate_in_threadpool(self._pieces):
            body = piece.encode()
            await send({"type": "http.response.body", "body": body, "more_body": True})


async def _drip(send: Send) -> None:
    while True:
        await send({"type": "http.response.body", "body": b" ", "more_body": True})
        await asyncio.sleep(_DRIP_SECONDS)


def _unauthorised() -> Response:
    return JSONResponse({"message": "Unauthorized"}, 401)


AT_ONCE: dict[str, Callable[[], Response]] = {
    "http500": lambda: JSONResponse({"message": "An unexpected error occurred"}, 500),
    "http429": lambda: JSONResponse(
        {"message": "API rate limit exceeded"}, 429, {"Retry-After": "0"}
    ),
    "html502": lambda: HTMLResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", 502),
    "expired_token": _unauthorised,
}


def written(answer: Answer, fault: Fault | None) -> Response:
    """Write an answer as it is, or as the fault has it."""
    kind = fault.kind if fault else ""
    if answer.chunks is not None:
        return _stream(answer, answer.chunks, fault)
    text = json.dumps(answer.payload)
    if kind in STOPPING:
        return Stopping(kind, iter(["{"]), "application/json")
    if kind == "truncate":
        text = text[: len(text) // 2]
    if kind == "wrong_charset":
        content = text.replace('": "', f'": "{STRAY}', 1).encode("latin-1")
        return Response(content, answer.status, media_type="application/json")
    return Response(text, answer.status, media_type="application/json")


def _stream(answer: Answer, chunks: Iterator[str], fault: Fault | None) -> Response:
    if fault is not None and fault.kind in STOPPING:
        return Stopping(fault.kind, rows_before(chunks, fault.line), "text/csv")
    charset = "latin-1" if fault is not None and fault.kind == "wrong_charset" else "utf-8"
    encoded = (chunk.encode(charset) for chunk in chunks)
    return StreamingResponse(encoded, answer.status, media_type="text/csv")
