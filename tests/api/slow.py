"""Clients that are slow on purpose, over real sockets, and others who want their answer beside."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, repeat

import httpx

HEAD = b"POST /oauth/token HTTP/1.1\r\nHost: api\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\n"
# What each sends at once, and then over and over.
KINDS = {
    "header": (HEAD, b"X-Slow: 1\r\n"),
    "body": (HEAD + FORM, b"a"),
    "idle": (b"", b""),
    "blank lines": (b"", b"\r\n"),
    "reused": (b"GET /health/live HTTP/1.1\r\nHost: api\r\n\r\n", b""),
}
# Heads that come fast and have no end, and what is no request at all; with the status of each.
ENDLESS = {
    431: (b"GET / HTTP/1.1\r\nX-Long: ", b"a" * 30_000),
    414: (b"GET /", b"a" * 30_000),
    400: (b"\x16\x03\x01\x00\xa5\x01\r\n\r\n", b""),
}
POST = b"POST /oauth/token HTTP/1.1\r\nHost: api\r\n"
# Requests whose end, or whose host, another server before us may see elsewhere than we do.
DOUBTFUL = {
    "two lengths": POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
    "a length and pieces": POST
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "pieces of no kind": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a blank before a colon": POST + b"Content-Length : 4\r\n\r\nabcd",
    "a line that goes on": POST + b"X-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n",
    "bare newlines": POST.replace(b"\r\n", b"\n") + b"Content-Length: 0\n\n",
    "no host": b"GET /health/live HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
}
DRIP_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Closed:
    """How long the server bore with a connection, and what it said before it closed it."""

    seconds: float
    said: bytes


async def slow(port: int, kind: str) -> Closed:
    """Hold a connection open in one of the ways, until the server closes it."""
    return await held(port, *KINDS[kind])


async def held(port: int, first: bytes, again: bytes) -> Closed:
    """Send something, and something over and over, until the server closes the connection."""
    begun = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    said = asyncio.create_task(_read(reader))
    try:
        for piece in chain((first,), repeat(again)):
            writer.write(piece)
            done, _ = await asyncio.wait({said}, timeout=DRIP_SECONDS)
            if done:
                break
        return Closed(time.monotonic() - begun, await said)
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader) -> bytes:
    """Read to the end; a sender who is cut off in the midst of a drip may read nothing any more."""
    said = b""
    with suppress(ConnectionResetError):
        while piece := await reader.read(65_536):
            said += piece
    return said


async def asked(client: httpx.AsyncClient, path: str, for_seconds: float) -> list[float]:
    """Ask for so long, one after another; return the seconds of each answer, shortest first."""
    seconds, end = [], time.monotonic() + for_seconds
    while time.monotonic() < end:
        begun = time.perf_counter()
        (await client.get(path)).raise_for_status()
        seconds.append(time.perf_counter() - begun)
    return sorted(seconds)


def p99(seconds: list[float]) -> float:
    """Return what 99 of 100 stay under."""
    return seconds[int(len(seconds) * 0.99) - 1]
