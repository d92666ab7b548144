"""D17: connections that bring their request slowly or not at all, while others are served."""

import asyncio
import statistics
import time
from urllib.parse import urlsplit

from tests.attacks.attack import Attack, Came, Ground

CONNECTIONS = 66
CLOSED_WITHIN = 11.0
PROBES = 150
WORSE_AT_MOST = 2.0
# Below this a probe's time is the machine's, not the service's.
FLOOR_SECONDS = 0.05
HEAD = b"POST /v1/apar/2025-26/lookups HTTP/1.1\r\nHost: a\r\n"
BODY = HEAD + b"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"


async def _drip(ground: Ground, first: bytes) -> float:
    """Send a beginning and then a byte a second; return after how long the service hung up."""
    address = urlsplit(ground.service.origin)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    began = time.monotonic()
    writer.write(first)
    closed = asyncio.ensure_future(reader.read())
    try:
        while not closed.done() and time.monotonic() - began < 2 * CLOSED_WITHIN:
            await asyncio.wait([closed], timeout=1)
            if first and not closed.done():
                writer.write(b"a")
    except ConnectionError:
        pass
    finally:
        closed.cancel()
        writer.close()
    return time.monotonic() - began


async def _p99(ground: Ground) -> float:
    taken = []
    for _ in range(PROBES):
        began = time.monotonic()
        (await ground.client.get("/v1/apar/2025-26/officials/1")).raise_for_status()
        taken.append(time.monotonic() - began)
        await asyncio.sleep(0.02)
    return statistics.quantiles(taken, n=100)[98]


async def _slow(ground: Ground) -> Came:
    quiet = await _p99(ground)
    dripping = [
        asyncio.ensure_future(_drip(ground, first))
        for first in (HEAD, BODY, b"")
        for _ in range(CONNECTIONS)
    ]
    await asyncio.sleep(0.5)
    beside = await _p99(ground)
    longest = max(await asyncio.gather(*dripping))
    # Before and after: what else the machine does is in both, and in the time between.
    quiet = max(quiet, await _p99(ground))
    held = longest <= CLOSED_WITHIN and beside <= max(quiet * WORSE_AT_MOST, FLOOR_SECONDS)
    seen = f"closed by {longest:.1f} s; p99 {quiet * 1e3:.0f} ms, beside them {beside * 1e3:.0f} ms"
    return Came(held, seen)


ATTACKS = (Attack("D17", "198 slow heads, slow bodies and idle connections", _slow, slow=True),)
