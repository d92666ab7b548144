"""D18: bodies that are large, deep, packed, or no JSON that is one."""

import gzip
import json
from collections.abc import AsyncIterator

from tests.attacks.attack import Attack, Came, Ground, all_of, body, refused

PLACE = "/v1/apar/2025-26/lookups"
LARGE = 2 * 1024 * 1024


async def _pieces() -> AsyncIterator[bytes]:
    for _ in range(LARGE // 65536):
        yield b" " * 65536


async def _odd(ground: Ground) -> Came:
    whole = json.dumps({"identifiers": []})
    bodies = {
        "2 MB": (body(b" " * LARGE), 413),
        "2 MB in pieces of no stated length": (body("") | {"content": _pieces()}, 413),
        "100,000 deep": (body("[" * 100_000), 400),
        "NaN": (body('{"identifiers": NaN}'), 400),
        "a number that is none": (body('{"identifiers": Infinity}'), 400),
        "a name twice": (body('{"identifiers": [], "identifiers": []}'), 400),
        "not UTF-8": (body(b'{"identifiers": "\xff"}'), 400),
        "cut short": (body(whole[:-1]), 400),
        "packed": (body(gzip.compress(b" " * LARGE)), 400),
        "no JSON by its type": ({"content": whole, "headers": {"Content-Type": "text/xml"}}, 415),
        "a field that nobody knows": (body({"identifiers": [], "is_admin": True}), 422),
        "a number for a text": (body({"identifiers": [{"kind": 1, "value": 2}]}), 422),
    }
    found = {}
    for name, (sent, status) in bodies.items():
        found[name] = refused(await ground.client.post(PLACE, **sent), status)
    return all_of(found)


async def _heads(ground: Ground) -> Came:
    long = await ground.client.get(PLACE + "?" + "a" * 20_000)
    headers = {f"X-{number}": "a" * 200 for number in range(90)}
    large = await ground.client.get(PLACE, headers=headers)
    return all_of({"address": refused(long, 414), "headers": refused(large, 431)})


ATTACKS = (
    Attack("D18", "bodies that are large, deep, packed or broken", _odd),
    Attack("D18", "an address and headers of 20 KB", _heads),
)
