"""Routes as lanes: how many calls at a time, when one is paused, and how few repeats there are."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.integrations.http import (
    BusyError,
    Call,
    CallLimits,
    Courier,
    PausedError,
    build_client,
)
from app.integrations.lanes import Lane, LaneLimits, RepeatBudget

SLOW, OTHER = (Call("GET", name, read_only=True, route=name) for name in ("slow", "other"))


class Crowd:
    """A real server that counts how many requests are with it at a time, and may be in trouble."""

    def __init__(self) -> None:
        self.present = self.most = self.asked = 0
        self.status = 200

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, a while later."""
        await reader.readuntil(b"\r\n\r\n")
        self.asked += 1
        self.present += 1
        self.most = max(self.most, self.present)
        await asyncio.sleep(0.02)
        self.present -= 1
        writer.write(
            b"HTTP/1.1 %d X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % self.status
        )
        await writer.drain()
        writer.close()


@asynccontextmanager
async def crowd(limits: CallLimits) -> AsyncIterator[tuple[Crowd, Courier]]:
    """Serve on a free port, and give a courier to it."""
    one = Crowd()
    server = await asyncio.start_server(one, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    async with server, build_client(f"http://{host}:{port}", {}, limits) as client:
        yield one, Courier(client, limits)


async def test_a_route_has_so_many_calls_at_a_time() -> None:
    """Twelve callers of one route are never more than three with the server, and all are served."""
    async with crowd(CallLimits(lanes=LaneLimits(calls_at_a_time=3))) as (server, sender):
        await asyncio.gather(*(sender.fetch(SLOW) for _ in range(12)))

    assert (server.most, server.asked) == (3, 12)


async def test_a_route_that_keeps_failing_is_paused_and_the_others_are_not() -> None:
    """After failures in a row a route is not even asked; another one is."""
    limits = CallLimits(attempts=1, lanes=LaneLimits(failures_in_a_row=3, pause_seconds=60))
    async with crowd(limits) as (server, sender):
        server.status = 503
        for _ in range(3):
            with pytest.raises(BusyError):
                await sender.fetch(SLOW)
        with pytest.raises(PausedError):
            await sender.fetch(SLOW)
        server.status = 200
        answer = await sender.fetch(OTHER)

    assert (server.asked, answer.status) == (4, 200)


async def test_repeats_are_rationed_over_all_calls() -> None:
    """A platform in trouble gets little more than each call once."""
    limits = CallLimits(
        attempts=4,
        wait_seconds=0.001,
        wait_seconds_max=0.001,
        repeats_saved=5,
        repeats_per_call=0.1,
        lanes=LaneLimits(failures_in_a_row=99),
    )
    async with crowd(limits) as (server, sender):
        server.status = 500
        for _ in range(20):
            with pytest.raises(BusyError):
                await sender.fetch(SLOW)

    assert 25 <= server.asked <= 27


def test_one_call_tries_a_route_when_its_pause_is_over() -> None:
    """Until that call succeeded the others stay refused; then all may go again."""
    lane = Lane(LaneLimits(failures_in_a_row=2, pause_seconds=10))
    lane.failed(0, None)
    lane.failed(0, None)
    within, trial, beside = lane.admits(9), lane.admits(10), lane.admits(10)
    lane.succeeded()

    assert (within, trial, beside, lane.admits(10)) == (False, True, False, True)


def test_a_success_between_failures_starts_the_count_anew() -> None:
    """Only failures in a row pause a route."""
    lane = Lane(LaneLimits(failures_in_a_row=2, pause_seconds=10))
    lane.failed(0, None)
    lane.succeeded()
    lane.failed(0, None)

    assert lane.admits(0)


def test_what_is_saved_for_repeats_has_a_top() -> None:
    """A long quiet time doesn't save up for a storm."""
    budget = RepeatBudget(saved=2, per_call=1)
    for _ in range(50):
        budget.earn()

    assert [budget.spend() for _ in range(3)] == [True, True, False]
