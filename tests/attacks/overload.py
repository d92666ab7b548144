"""D19: ten times what a client may ask, while whoever watches still gets an answer."""

import asyncio
from collections import Counter

from tests.attacks.attack import Attack, Came, Ground

TIMES = 10
A_MINUTE = 120


async def _flood(ground: Ground) -> Came:
    async def one() -> int:
        answered = await ground.client.get("/v1/apar/2025-26/officials/1")
        told = answered.status_code not in {429, 503} or "retry-after" in answered.headers
        return answered.status_code if told else -answered.status_code

    async def watched() -> int:
        found = set()
        for _ in range(20):
            found.add((await ground.client.get("/health/ready")).status_code)
            await asyncio.sleep(0.05)
        return max(found)

    watching = asyncio.ensure_future(watched())
    counts: Counter[int] = Counter()
    for _ in range(TIMES):
        counts.update(await asyncio.gather(*(one() for _ in range(A_MINUTE))))
    health = await watching
    held = set(counts) <= {200, 429, 503} and counts[429] > 0 and health == 200
    told = ", ".join(f"{status}: {count}" for status, count in sorted(counts.items()))
    return Came(held, f"{told}; health {health}")


ATTACKS = (Attack("D19", "ten times a client's rate, at once", _flood, slow=True),)
