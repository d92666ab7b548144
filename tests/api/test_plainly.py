"""The short way to one official's entry: the answers of the long one, to the byte."""

from typing import NoReturn

import httpx
import pytest
from fastapi import FastAPI, routing

from tests.api.calling import client_of
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.test_apar import entry_of

# What differs between two answers to the same question a moment apart.
OWN = {"x-request-id", "ratelimit", "karmasetu-lag-seconds"}
PURPOSE, HELD, CURRENT = b"Karmasetu-Purpose", b"If-None-Match", b"If-Match"
STATED: tuple[list[tuple[bytes, bytes]], ...] = (
    [],
    [(PURPOSE, b"APAR 2025-26 of the section")],
    [(PURPOSE, b"")],
    [(PURPOSE, b"x" * 201)],
    [(PURPOSE, b"\xe9")],
    [(PURPOSE, b"one"), (PURPOSE, b"another")],
    [(HELD, b"*")],
    [(HELD, b'"other"')],
    [(HELD, b'"other"'), (HELD, b"*")],
    [(HELD, b'"other"'), (PURPOSE, b"one"), (HELD, b'"third"')],
    [(HELD, b"x" * 1001)],
    [(CURRENT, b'"other"')],
    [(CURRENT, b"*")],
)
STATUSES = [200, 200, 422, 422, 422, 422, 304, 200, 200, 200, 422, 412, 200]
NOWHERE = (
    "2025-26/officials/0",
    "2025-26/officials/1_0",
    "2025-26/officials/2147483648",
    "2025-26/officials/2147483647",
    "2025-27/officials/1",
    "25-26/officials/1",
)


def told(answer: httpx.Response) -> tuple[int, dict[str, str], object]:
    """Return all of an answer that does not name its own request."""
    headers = {name: value for name, value in answer.headers.items() if name not in OWN}
    if answer.is_error:
        return answer.status_code, headers, {**answer.json(), "request_id": None}
    return answer.status_code, headers, answer.content


async def test_both_ways_answer_alike(client: httpx.AsyncClient, population: Population) -> None:
    """Whatever headers say, asking for the default by name, the long way, changes no byte."""
    address = entry_of(population.officials[0])
    short = [await client.get(address, headers=stated) for stated in STATED]
    long = [await client.get(f"{address}?form=false", headers=stated) for stated in STATED]

    assert [told(one) for one in short] == [told(one) for one in long]
    assert [one.status_code for one in short] == STATUSES


async def test_both_ways_refuse_alike(client: httpx.AsyncClient) -> None:
    """What is no year, no number or nobody is the same problem either way."""
    short = [await client.get(f"/v1/apar/{place}") for place in NOWHERE]
    long = [await client.get(f"/v1/apar/{place}?form=false") for place in NOWHERE]

    assert [told(one) for one in short] == [told(one) for one in long]
    assert [one.status_code for one in short] == [422, 422, 422, 404, 422, 422]


async def test_both_ways_let_the_same_through(
    app: FastAPI, as_authority: ClientOf, population: Population
) -> None:
    """No token, a token without the scope, another authority's official: refused either way."""
    address = entry_of(population.officials[0])
    without, other = as_authority(population.authority, "feeds:read"), population.other
    callers = [client_of(app, None), without, as_authority(other)]
    short = [await one.get(address) for one in callers]
    long = [await one.get(f"{address}?form=false") for one in callers]

    assert [told(one) for one in short] == [told(one) for one in long]
    assert [one.status_code for one in short] == [401, 403, 404]


async def test_the_short_way_is_taken(
    client: httpx.AsyncClient, population: Population, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plain request is answered without FastAPI's looking for what the endpoint takes."""

    async def solve(**_: object) -> NoReturn:
        raise AssertionError("the long way")

    monkeypatch.setattr(routing, "solve_dependencies", solve)
    address, purpose = entry_of(population.officials[0]), {"Karmasetu-Purpose": "a look"}
    tag = (await client.get(address)).headers["etag"]
    held = await client.get(address, headers={"If-None-Match": tag, **purpose})

    assert held.status_code == 304
