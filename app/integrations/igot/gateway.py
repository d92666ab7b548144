"""iGOT's gateway: every call's headers, its failures as feed failures, and its provenance."""

import logging
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import httpx

from app.errors import FeedFailedError
from app.integrations.http import (
    Answer,
    BusyError,
    Call,
    CallFailedError,
    Courier,
    Streamed,
    TooLargeError,
    build_client,
)
from app.integrations.igot.connection import IgotConnection
from app.integrations.igot.envelope import failure, read_result
from app.integrations.igot.feed import (
    FeedBudgetError,
    FeedIncompleteError,
    FeedMalformedError,
    FeedNoRowsError,
    FeedUnavailableError,
    Provenance,
)
from app.integrations.igot.user_tokens import UserTokens

logger = logging.getLogger(__name__)

_OK, _UNAUTHORISED, _NOT_FOUND = 200, 401, 404


@dataclass(frozen=True, slots=True)
class Road:
    """One of iGOT's routes as provenance names it: which road, of which generation.

    One ``for_user`` answers for the user whose token comes with the call.
    """

    name: str
    generation: str
    for_user: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """A good answer's result, and what its provenance needs."""

    result: dict[str, Any]
    road: Road
    request_id: str
    received_at: datetime

    def provenance(self, page: int) -> Provenance:
        """Return the provenance of the page with this number."""
        return Provenance(
            self.road.name, self.road.generation, page, self.request_id, self.received_at
        )


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report that began to arrive: its chunks can be read once and fail as feed failures."""

    chunks: AsyncIterator[bytes]
    road: Road
    request_id: str
    received_at: datetime

    def provenance(self, page: int) -> Provenance:
        """Return the provenance of the batch with this number."""
        return Provenance(
            self.road.name, self.road.generation, page, self.request_id, self.received_at
        )


class Gateway:
    """Asks iGOT through its gateway, and lets no failure pass for an empty answer."""

    def __init__(
        self,
        connection: IgotConnection,
        clock: Callable[[], datetime],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        headers = {"Authorization": f"Bearer {connection.key}", "Accept": "*/*"}
        self._client = build_client(connection.base_url, headers, connection.limits, transport)
        self._courier = Courier(self._client, connection.limits)
        self._clock = clock
        self._tokens = UserTokens(connection, clock, transport)
        # After how many calls in all none is begun any more; None for no such number.
        self.calls_allowed: int | None = None

    @property
    def calls(self) -> int:
        """How many requests were sent, repeated ones included."""
        return self._courier.calls + self._tokens.calls

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()
        await self._tokens.aclose()

    def provenance(self, road: Road) -> Provenance:
        """Return the provenance of an answer that told that there is nothing."""
        return Provenance(road.name, road.generation, 0, "", self._clock())

    async def ask(self, road: Road, call: Call) -> Answered:
        """Return the result of one call; raise the feed failure that fits any other answer."""
        self._require_call()
        marked, request_id = _marked(road, call)
        try:
            answer = await self._as_user(marked) if road.for_user else await self._fetch(marked)
        except CallFailedError as error:
            raise _translated(road, error) from None
        return Answered(read_result(road.name, answer), road, request_id, self._clock())

    def _require_call(self) -> None:
        if self.calls_allowed is not None and self.calls >= self.calls_allowed:
            raise FeedBudgetError("the calls that this run may send are spent")

    async def _as_user(self, call: Call) -> Answer:
        """Ask with the user's token; one that is refused is renewed once, where it can be."""
        token = await self._tokens.current()
        answer = await self._fetch(_with_token(call, token))
        if answer.status != _UNAUTHORISED or not self._tokens.renewable:
            return answer
        return await self._fetch(_with_token(call, await self._tokens.renewed(token)))

    async def _fetch(self, call: Call) -> Answer:
        answer = await self._courier.fetch(call)
        logger.debug("%s answered with HTTP %d", call.route, answer.status)
        return answer

    @asynccontextmanager
    async def report(self, road: Road, call: Call) -> AsyncIterator[OpenReport]:
        """Open a streamed report.

        Raises FeedNoRowsError on 404, which says "no rows" and "the read failed" alike.
        """
        self._require_call()
        marked, request_id = _marked(road, call)
        try:
            async with self._courier.stream(marked) as streamed:
                await _require_rows(road, streamed)
                chunks = _unbroken(road, streamed.chunks)
                yield OpenReport(chunks, road, request_id, self._clock())
        except CallFailedError as error:
            raise _translated(road, error) from None


def _marked(road: Road, call: Call) -> tuple[Call, str]:
    """Give a call an id of its own, by which the two sides can find it again, and its lane."""
    request_id = uuid.uuid4().hex
    headers = {**call.headers, "X-Request-ID": request_id}
    return replace(call, headers=headers, route=f"{road.name} {road.generation}"), request_id


def _with_token(call: Call, token: str) -> Call:
    return replace(call, headers={**call.headers, "x-authenticated-user-token": token})


async def _require_rows(road: Road, streamed: Streamed) -> None:
    if streamed.status == _OK:
        return
    body = b"".join([chunk async for chunk in streamed.chunks])
    if streamed.status == _NOT_FOUND:
        raise FeedNoRowsError(f"iGOT's {road.name} answered 404: no rows, or a failed read")
    raise failure(road.name, Answer(streamed.status, streamed.headers, body))


async def _unbroken(road: Road, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    try:
        async for chunk in chunks:
            yield chunk
    except CallFailedError as error:
        raise FeedIncompleteError(f"iGOT's {road.name} was cut short ({error})") from None


def _translated(road: Road, error: CallFailedError) -> FeedFailedError:
    if isinstance(error, BusyError):
        return FeedUnavailableError(failure(road.name, error.answer).sentence)
    if isinstance(error, TooLargeError):
        return FeedMalformedError(f"iGOT's {road.name}: {error}")
    return FeedUnavailableError(f"iGOT's {road.name} could not be reached ({error})")
