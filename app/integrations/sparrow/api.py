"""The adapter to a SPARROW instance over HTTP: one call a batch, its failures told apart."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

import httpx

from app.integrations.http import (
    Answer,
    BusyError,
    Call,
    CallFailedError,
    CallLimits,
    Courier,
    PausedError,
    TooLargeError,
    build_client,
    retry_after,
)
from app.integrations.sparrow import wire
from app.integrations.sparrow.filing import (
    BatchRefusedError,
    FilingError,
    Letter,
    NotTakenError,
    UnansweredError,
)
from app.policy.apar.filing import Filing, Verdict

# House values: a batch is answered within a minute, and asking again is left to the next run.
LIMITS = CallLimits(
    read_seconds=30.0, answer_seconds=60.0, attempts=2, answer_bytes_max=4 * 1024 * 1024
)
_OK, _PAUSE = 200, 429
_REFUSED = frozenset({400, 413, 415, 422})
_FAILED = 500
# What the transport says when no request can have gone out.
_UNSENT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "LocalProtocolError"})


@dataclass(frozen=True, slots=True)
class SparrowConnection:
    """Where an instance is and with which key it is told; the key shows in no repr.

    ``sign`` returns the detached signature over a body's bytes. Raises ValueError for a key that
    can't stand in a header.
    """

    base_url: str
    key: str = field(repr=False)
    sign: Callable[[bytes], str] = field(repr=False)
    limits: CallLimits = LIMITS

    def __post_init__(self) -> None:
        """Refuse a key with control characters: a transport would quote it in its error."""
        if not (self.key.isascii() and self.key.isprintable()):
            raise ValueError("a key holds characters that no header may hold")


class SparrowDesk:
    """Tells one instance of filings; an asynchronous context manager."""

    def __init__(
        self, connection: SparrowConnection, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        headers = {"Authorization": f"Bearer {connection.key}", "Accept": "application/json"}
        self._client = build_client(connection.base_url, headers, connection.limits, transport)
        self._courier = Courier(self._client, connection.limits)
        self._sign = connection.sign

    async def __aenter__(self) -> Self:
        """Return the desk itself; connections are opened when they are needed."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def file(self, letters: Sequence[Letter]) -> Mapping[str, Verdict]:
        """Tell the instance of filings, as the port says."""
        answer = await self._call(wire.FILINGS, wire.batch(letters), repeatable=False)
        return wire.verdicts(answer, {one.filing.id(): one.filing for one in letters})

    async def ask(self, filings: Sequence[Filing]) -> Mapping[str, Verdict]:
        """Ask what became of filings, as the port says."""
        asked = {one.id(): one for one in filings}
        answer = await self._call(wire.STATUS, {"filing_ids": list(asked)}, repeatable=True)
        return wire.verdicts(answer, asked)

    async def _call(self, path: str, body: dict[str, Any], *, repeatable: bool) -> Answer:
        content = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            "X-Request-ID": uuid.uuid4().hex,
            wire.SIGNATURE: self._sign(content),
        }
        call = Call("POST", path, repeatable, headers=headers, route=path, content=content)
        try:
            answer = await self._courier.fetch(call)
        except CallFailedError as error:
            raise _failure(error) from None
        code = f"http-{answer.status}"
        if answer.status in _REFUSED:
            raise BatchRefusedError(code)
        if answer.status >= _FAILED:
            raise UnansweredError(code)
        if answer.status != _OK:
            raise NotTakenError(code)
        return answer


def _failure(error: CallFailedError) -> FilingError:
    """Return what a call without an answer means for what it told."""
    if isinstance(error, BusyError):
        asked = timedelta(seconds=retry_after(error.answer.headers) or 0.0)
        code = f"http-{error.answer.status}"
        kind = NotTakenError if error.answer.status == _PAUSE else UnansweredError
        return kind(code, asked)
    if isinstance(error, TooLargeError):
        return UnansweredError("answer-too-large")
    if isinstance(error, PausedError) or str(error) in _UNSENT:
        return NotTakenError("unreachable")
    return UnansweredError("no-answer")
