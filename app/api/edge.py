"""The outermost layer: request ids, limits, security headers, and failures nobody caught."""

import logging
import os
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import problems
from app.api.observing import Observer, Served, log
from app.logs import REQUEST_ID, told
from app.store.failures import is_unavailability

logger = logging.getLogger(__name__)

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_ROSTERS = re.compile(r"/v1/authorities/[0-9]{1,10}/rosters")
# What is answered however much is under way: an overload must be seen.
PROBED = ("/health/", "/metrics")
# What a reply says that doesn't say otherwise itself. Headers are as ASGI has them: bytes, in small
# letters, put behind a reply's own without looking each up in turn.
_PAGE_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    # Heeded over TLS alone, which a proxy before us ends.
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
# What is no page may load nothing, be framed by nobody and run nothing; a page says its own.
_HEADERS = (
    *_PAGE_HEADERS,
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)


class ReplyCutError(Exception):
    """A reply that had begun could not be finished; the connection is closed under it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process takes: requests at a time, bytes of each part of one. House values."""

    in_flight: int = 200
    body_bytes: int = 1024 * 1024
    # A file of 100 MB, and what a form puts around it.
    roster_bytes: int = 100 * 1000 * 1000 + 64 * 1024
    # Of an address with its query: a roster's columns may take half of it.
    address_bytes: int = 16 * 1024
    header_bytes: int = 16 * 1024
    headers: int = 100

    def of(self, scope: Scope) -> int:
        """Return how many bytes the body of a request may have."""
        roster = scope.get("method") == "POST" and _ROSTERS.fullmatch(scope["path"])
        return self.roster_bytes if roster else self.body_bytes


class Edge:
    """ASGI middleware around everything else."""

    def __init__(
        self, app: ASGIApp, limits: Limits, observers: Sequence[Observer] = (log,)
    ) -> None:
        self._app = app
        self._limits = limits
        self._observers = observers
        self._in_flight = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, whatever becomes of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        # Of a name that stands twice the first one, as everywhere.
        headers: dict[bytes, bytes] = dict(reversed(scope["headers"]))
        limit = self._limits.of(scope)
        exchange = _Exchange(scope, receive, send, limit, headers.get(b"x-request-id", b""))
        refusal = self._refusal(scope, limit, headers.get(b"content-length", b"0"))
        self._in_flight += 1
        try:
            if refusal is None:
                await exchange.serve(self._app)
            else:
                await exchange.refuse(refusal)
        finally:
            self._in_flight -= 1
            served = Served.of(scope, exchange.status, begun)
            for observe in self._observers:
                observe(served)

    def _refusal(self, scope: Scope, limit: int, stated: bytes) -> str | None:
        probe = scope["path"].startswith(PROBED)
        if self._in_flight >= self._limits.in_flight and not probe:
            return "too-many-requests"
        headers = scope["headers"]
        if len(scope["path"]) + len(scope["query_string"]) > self._limits.address_bytes:
            return "address-too-long"
        held = sum(map(len, chain.from_iterable(headers)))
        if len(headers) > self._limits.headers or held > self._limits.header_bytes:
            return "head-too-large"
        if stated.isdigit() and int(stated) > limit:
            return "too-large"
        return None


class _Exchange:
    """One request and its reply."""

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, body_bytes: int, asked: bytes
    ) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._body_bytes = body_bytes
        self._received = 0
        self._gone = False
        # None until the reply has begun.
        self.status: int | None = None
        own = asked.decode("ascii") if _REQUEST_ID.fullmatch(asked) else os.urandom(16).hex()
        self._request_id = own
        scope.setdefault("state", {})["request_id"] = self._request_id
        REQUEST_ID.set(self._request_id)

    async def serve(self, app: ASGIApp) -> None:
        """Run the application; what it lets through becomes a problem, or cuts the reply."""
        try:
            await app(self._scope, self.receive, self.send)
        except Exception as error:  # noqa: BLE001 - the last place that can answer
            if self._gone:
                logger.info("request %s: the reader has gone", self._request_id)
                return
            self._record(error)
            if self.status is not None:
                raise ReplyCutError("the reply was cut") from None
            await self.refuse("overloaded" if is_unavailability(error) else "internal")

    async def refuse(self, code: str) -> None:
        """Answer with a problem and nothing else."""
        answer = problems.response(code, self._request_id)
        await answer(self._scope, self._receive, self.send)

    async def receive(self) -> Message:
        """Pass on what comes in; raise 413 once it is more than the limit."""
        message = await self._receive()
        self._gone = self._gone or message["type"] == "http.disconnect"
        self._received += len(message.get("body", b""))
        if self._received > self._body_bytes:
            raise HTTPException(413)
        return message

    async def send(self, message: Message) -> None:
        """Pass on what goes out, with the headers that every reply carries."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = self._surrounded(message.get("headers", ()))
        await self._send(message)

    def _surrounded(self, stated: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Return a reply's headers with those that only the edge knows, and those left unsaid."""
        standing = self._scope["state"].get("quota")
        own = [(b"x-request-id", self._request_id.encode("ascii"))]
        own += () if standing is None else standing.headers()
        known = dict(own)
        held = [one for one in stated if one[0] not in known]
        said = dict(held)
        page = said.get(b"content-type", b"").startswith(b"text/html")
        unsaid = _PAGE_HEADERS if page else _HEADERS
        return [*held, *[one for one in unsaid if one[0] not in said], *own]

    def _record(self, error: Exception) -> None:
        """Log what failed and where, but not its text: that may name an official."""
        logger.error("request %s: %s", self._request_id, told(error))
