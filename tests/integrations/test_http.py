"""The one way out: caps, timeouts, retries that end, and secrets that stay in."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from app.integrations.http import (
    BusyError,
    Call,
    CallLimits,
    Courier,
    PausedError,
    TooLargeError,
    UnreachableError,
    build_client,
    retry_after,
)

READ = Call("GET", "thing", read_only=True)
WRITE = Call("POST", "thing", read_only=False)
QUICK = CallLimits(
    attempts=3,
    wait_seconds=0.001,
    wait_seconds_max=0.002,
    answer_seconds=0.2,
    answer_bytes_max=1000,
)
Handler = Callable[[httpx.Request], httpx.Response]


def courier(handler: Handler, limits: CallLimits = QUICK) -> Courier:
    """Return a courier over a scripted transport."""
    headers = {"Authorization": "Bearer planted-secret"}
    transport = httpx.MockTransport(handler)
    return Courier(build_client("http://out.example/api", headers, limits, transport), limits)


def in_turn(*responses: httpx.Response) -> Handler:
    """Answer with these, one after the other."""
    waiting = iter(responses)
    return lambda _: next(waiting)


def broken(_: httpx.Request) -> httpx.Response:
    """Break the connection, with a text that quotes the secret as a transport may."""
    raise httpx.LocalProtocolError("Illegal header value b'planted-secret'")


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
async def test_a_busy_answer_to_a_read_is_asked_for_again(status: int) -> None:
    """A read that met a busy gateway succeeds on a later attempt, and each attempt counts."""
    sender = courier(in_turn(httpx.Response(status), httpx.Response(200, text="ok")))

    answer = await sender.fetch(READ)

    assert answer.body == b"ok"
    assert sender.calls == 2


async def test_attempts_end() -> None:
    """After the last attempt the failure is told, with the last answer."""
    sender = courier(lambda _: httpx.Response(503, text="later"))

    with pytest.raises(BusyError) as caught:
        await sender.fetch(READ)

    assert caught.value.answer.body == b"later"
    assert sender.calls == 3


async def test_a_write_is_never_sent_twice() -> None:
    """What may have taken effect is not repeated."""
    sender = courier(lambda _: httpx.Response(503))

    with pytest.raises(BusyError):
        await sender.fetch(WRITE)

    assert sender.calls == 1


@pytest.mark.parametrize("status", [200, 301, 400, 401, 403, 404, 409, 422])
async def test_any_other_answer_is_final_and_followed_nowhere(status: int) -> None:
    """Refusals and redirects come back as they are, after one attempt."""
    sender = courier(lambda _: httpx.Response(status, headers={"location": "http://else.example"}))

    answer = await sender.fetch(READ)

    assert (answer.status, sender.calls) == (status, 1)


async def test_the_failure_of_the_transport_repeats_no_secret(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither the error, its cause, nor the log quotes the key."""
    caplog.set_level(logging.DEBUG)

    with pytest.raises(UnreachableError) as caught:
        await courier(broken).fetch(READ)

    assert "planted-secret" not in str(caught.value) + caplog.text
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_the_path_of_a_call_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Paths hold ids of people, so the transport's own request log stays silent."""
    caplog.set_level(logging.INFO)

    await courier(lambda _: httpx.Response(200)).fetch(READ)

    assert "thing" not in caplog.text


async def test_an_answer_beyond_the_cap_is_refused() -> None:
    """The body is counted as it comes, and not asked for again."""
    sender = courier(lambda _: httpx.Response(200, content=b"x" * 1001))

    with pytest.raises(TooLargeError):
        await sender.fetch(READ)

    assert sender.calls == 1


async def drip() -> AsyncIterator[bytes]:
    """Send a byte now and then, for ever."""
    while True:
        await asyncio.sleep(0.05)
        yield b"x"


async def test_an_answer_that_drips_runs_out_of_time() -> None:
    """Bytes that keep coming don't keep a call alive beyond its whole time."""
    sender = courier(lambda _: httpx.Response(200, content=drip()))

    with pytest.raises(UnreachableError, match="TimeoutError"):
        await sender.fetch(READ)

    assert sender.calls == 3


async def test_a_stream_is_opened_again_but_never_read_again() -> None:
    """A busy opening is repeated; the chunks come once."""
    sender = courier(in_turn(httpx.Response(502), httpx.Response(200, text="a|b\n")))

    async with sender.stream(READ) as streamed:
        body = b"".join([chunk async for chunk in streamed.chunks])

    assert body == b"a|b\n"
    assert sender.calls == 2


async def test_a_stream_beyond_the_cap_or_its_time_ends_in_an_error() -> None:
    """Neither a huge nor an endless report is read for ever."""
    small = CallLimits(report_bytes_max=10)
    short = CallLimits(report_seconds=0.1)

    async with courier(lambda _: httpx.Response(200, content=b"x" * 11), small).stream(READ) as one:
        with pytest.raises(TooLargeError):
            await anext(one.chunks)
    async with courier(lambda _: httpx.Response(200, content=drip()), short).stream(READ) as two:
        with pytest.raises(UnreachableError):
            await anext(two.chunks)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 0 "}, 0.0),
        (
            {
                "retry-after": "Mon, 05 Jan 2026 06:31:00 GMT",
                "date": "Mon, 05 Jan 2026 06:30:00 GMT",
            },
            60.0,
        ),
        ({"retry-after": "Mon, 05 Jan 2026 06:31:00 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
        ({}, None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(
    headers: dict[str, str], seconds: float | None
) -> None:
    """Both notations count, the date from the answer's own clock; anything else is no wish."""
    assert retry_after(headers) == seconds


async def test_a_longer_wait_than_our_patience_is_no_reason_to_come_sooner() -> None:
    """A gateway that asks for an hour is not asked again: neither by this call nor by the next."""
    sender = courier(lambda _: httpx.Response(429, headers={"Retry-After": "3600"}))

    with pytest.raises(BusyError):
        await sender.fetch(READ)
    with pytest.raises(PausedError):
        await sender.fetch(READ)

    assert sender.calls == 1


async def test_a_short_wait_is_kept() -> None:
    """The second attempt comes no sooner than the first answer asked for."""
    busy = httpx.Response(429, headers={"Retry-After": "1"})
    sender = courier(in_turn(busy, httpx.Response(200)))
    began = time.monotonic()

    await sender.fetch(READ)

    assert time.monotonic() - began >= 1


async def half(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Promise a hundred bytes, send ten, and go away."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789")
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def test_a_body_cut_short_on_a_real_connection_is_no_answer() -> None:
    """Fewer bytes than promised are a broken connection, for an answer and for a stream."""
    server = await asyncio.start_server(half, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    async with server, build_client(f"http://{host}:{port}", {}, QUICK) as client:
        sender = Courier(client, QUICK)
        with pytest.raises(UnreachableError):
            await sender.fetch(READ)
        async with sender.stream(READ) as streamed:
            with pytest.raises(UnreachableError):
                b"".join([chunk async for chunk in streamed.chunks])

    assert sender.calls == 4
