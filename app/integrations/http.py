"""The one way out over HTTP: timeouts, caps, no redirects, and repeats that are few and end."""

import asyncio
import itertools
import logging
import ssl
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

import httpx
import stamina
from stamina.instrumentation import set_on_retry_hooks

from app.integrations.lanes import Lane, LaneLimits, RepeatBudget

logger = logging.getLogger(__name__)

_BUSY = frozenset({408, 429, 500, 502, 503, 504})
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class CallLimits:
    """How long, how often and how much: seconds, attempts and bytes. All values are ours."""

    connect_seconds: float = 5.0
    read_seconds: float = 60.0
    write_seconds: float = 10.0
    pool_seconds: float = 30.0
    answer_seconds: float = 180.0
    report_read_seconds: float = 300.0
    report_seconds: float = 7200.0
    connections: int = 10
    attempts: int = 4
    wait_seconds: float = 0.5
    wait_seconds_max: float = 20.0
    retry_after_seconds_max: float = 60.0
    repeats_saved: float = 20.0
    repeats_per_call: float = 0.1
    answer_bytes_max: int = 64 * 1024 * 1024
    report_bytes_max: int = 16 * 1024 * 1024 * 1024
    lanes: LaneLimits = field(default_factory=LaneLimits)


@dataclass(frozen=True, slots=True)
class Call:
    """One request; only a ``read_only`` one is ever sent again.

    ``route`` names the lane that it takes, without ids of anybody. A ``form`` shows in no repr.
    A ``body`` is sent as JSON; ``content``, where there is any, as the bytes that it is.
    """

    method: str
    path: str
    read_only: bool
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] | None = None
    form: Mapping[str, str] | None = field(default=None, repr=False)
    route: str = ""
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, its body counted while it came in."""

    status: int
    headers: httpx.Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer whose body is still on its way; its chunks can be read once."""

    status: int
    headers: httpx.Headers
    chunks: AsyncIterator[bytes]


class CallFailedError(Exception):
    """A call came to nothing; its text names no address, header or body."""


class UnreachableError(CallFailedError):
    """The other side could not be reached, or the connection broke or timed out."""


class PausedError(UnreachableError):
    """The call was not sent: its route failed too often, or asked to be left in peace."""


class TooLargeError(CallFailedError):
    """The answer was larger than we are willing to hold."""


class BusyError(UnreachableError):
    """The other side answered that it can't just now (408, 429 or a server error)."""

    def __init__(self, answer: Answer) -> None:
        """Keep the answer, so that its message can be told."""
        super().__init__(f"HTTP {answer.status}")
        self.answer = answer


def build_client(
    base_url: str,
    headers: Mapping[str, str],
    limits: CallLimits,
    transport: httpx.AsyncBaseTransport | None = None,
) -> httpx.AsyncClient:
    """Return a client that follows no redirect and reads no proxy or login from its surroundings.

    The transport's own request log is turned down, because it would write ids in paths; repeats are
    told by our own log alone.
    """
    set_on_retry_hooks([])
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return httpx.AsyncClient(
        base_url=base_url,
        headers=dict(headers),
        timeout=httpx.Timeout(
            connect=limits.connect_seconds,
            read=limits.read_seconds,
            write=limits.write_seconds,
            pool=limits.pool_seconds,
        ),
        limits=httpx.Limits(
            max_connections=limits.connections, max_keepalive_connections=limits.connections
        ),
        follow_redirects=False,
        trust_env=False,
        verify=_trusted(),
        transport=transport,
    )


@cache
def _trusted() -> ssl.SSLContext:
    """Return whom all clients of this process trust; reading the certificates takes 20 ms."""
    return httpx.create_ssl_context(trust_env=False)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After in seconds; a date is counted from the answer's own Date header."""
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("date", ""))
    except (TypeError, ValueError):
        return None
    return max(wait.total_seconds(), 0.0)


class Courier:
    """Sends calls through one client, counts each, and repeats the safe ones a few times.

    Each route is a lane of its own: so many calls at a time, and none after failures in a row.
    """

    def __init__(self, client: httpx.AsyncClient, limits: CallLimits) -> None:
        self._client = client
        self._limits = limits
        self._lanes: defaultdict[str, Lane] = defaultdict(lambda: Lane(limits.lanes))
        self._repeats = RepeatBudget(limits.repeats_saved, limits.repeats_per_call)
        self.calls = 0

    async def fetch(self, call: Call) -> Answer:
        """Return the whole answer of any status but a busy one.

        Raises UnreachableError (BusyError with the last answer, PausedError where none was asked
        for) or TooLargeError.
        """
        lane = self._lanes[call.route]
        async with lane.turns:
            with self._on(lane):
                return await self._fetched(call)

    @asynccontextmanager
    async def stream(self, call: Call) -> AsyncIterator[Streamed]:
        """Open an answer that comes in chunks; only the opening is repeated, never the reading.

        Raises as fetch does; the chunks raise UnreachableError or TooLargeError when cut off.
        """
        lane = self._lanes[call.route]
        async with lane.turns:
            with self._on(lane):
                response = await self._opened(call)
            try:
                yield Streamed(response.status_code, response.headers, self._chunks(response))
            finally:
                await response.aclose()

    @contextmanager
    def _on(self, lane: Lane) -> Iterator[None]:
        """Send what follows on a lane, unless it is paused: then raise PausedError."""
        if not lane.admits(time.monotonic()):
            raise PausedError("paused after failures")
        try:
            yield
        except UnreachableError as error:
            asked = _asked(error) or 0.0
            patient = asked <= self._limits.retry_after_seconds_max
            lane.failed(time.monotonic(), None if patient else asked)
            raise
        lane.succeeded()

    async def _fetched(self, call: Call) -> Answer:
        async for attempt in self._attempts(call):
            with attempt, _failures():
                async with asyncio.timeout(self._limits.answer_seconds):
                    response = await self._open(call, self._limits.read_seconds)
                    return await self._whole(response)
        raise UnreachableError("no attempt was made")

    async def _opened(self, call: Call) -> httpx.Response:
        async for attempt in self._attempts(call):
            with attempt, _failures():
                return await self._open(call, self._limits.report_read_seconds)
        raise UnreachableError("no attempt was made")

    async def _open(self, call: Call, read_seconds: float) -> httpx.Response:
        timeout = self._client.timeout.as_dict() | {"read": read_seconds}
        request = self._client.build_request(
            call.method,
            call.path,
            json=call.body,
            data=call.form,
            content=call.content,
            headers=dict(call.headers),
            params=call.query,
            timeout=httpx.Timeout(**timeout),
        )
        self.calls += 1
        response = await self._client.send(request, stream=True)
        if response.status_code in _BUSY:
            raise BusyError(await self._whole(response))
        return response

    async def _whole(self, response: httpx.Response) -> Answer:
        """Read a body to its end and close it; raise TooLargeError beyond the cap."""
        held = bytearray()
        try:
            async for chunk in response.aiter_bytes():
                held += chunk
                if len(held) > self._limits.answer_bytes_max:
                    raise TooLargeError("the answer is larger than the cap")
        finally:
            await response.aclose()
        return Answer(response.status_code, response.headers, bytes(held))

    async def _chunks(self, response: httpx.Response) -> AsyncIterator[bytes]:
        deadline = asyncio.get_running_loop().time() + self._limits.report_seconds
        received = 0
        chunks = response.aiter_bytes(_CHUNK)
        while True:
            with _failures():
                async with asyncio.timeout_at(deadline):
                    chunk = await anext(chunks, b"")
            if not chunk:
                return
            received += len(chunk)
            if received > self._limits.report_bytes_max:
                raise TooLargeError("the report is larger than the cap")
            yield chunk

    def _attempts(self, call: Call) -> AsyncIterator[stamina.Attempt]:
        self._repeats.earn()
        return aiter(
            stamina.retry_context(
                on=self._backoff(call),
                attempts=self._limits.attempts,
                timeout=None,
                wait_initial=self._limits.wait_seconds,
                wait_max=self._limits.wait_seconds_max,
                wait_jitter=self._limits.wait_seconds,
            )
        )

    def _backoff(self, call: Call) -> Callable[[Exception], bool | float]:
        """Return what says whether, or after how many seconds, a call is worth another attempt.

        A wait that is longer than our patience is not cut short: the call is given up.
        """
        left = itertools.count(self._limits.attempts - 1 if call.read_only else 0, -1)

        def decide(error: Exception) -> bool | float:
            asked = _asked(error)
            if not isinstance(error, UnreachableError) or next(left) <= 0:
                return False
            if (asked or 0.0) > self._limits.retry_after_seconds_max or not self._repeats.spend():
                return False
            logger.info("%s failed (%s): it is asked again", call.route or "a call", error)
            return True if asked is None else asked

        return decide


def _asked(error: Exception) -> float | None:
    """Return for how many seconds a busy answer asks to be left in peace."""
    return retry_after(error.answer.headers) if isinstance(error, BusyError) else None


@contextmanager
def _failures() -> Iterator[None]:
    """Turn the transport's failures into ours, without their request, which holds the key."""
    try:
        yield
    except (httpx.RequestError, TimeoutError) as error:
        raise UnreachableError(type(error).__name__) from None
