"""A roster with planted faults: every one is found, and nothing else."""

import asyncio
from collections.abc import Iterator
from typing import Any

import asyncpg
import httpx
import pytest

from app.services.rosters.phones import PhoneRoad
from app.settings import Settings
from app.store.database import Database
from bench import roster_staff
from bench.planted import ShownPhones
from tests.api.calling import EVERYBODY, client_of, started, token_of
from tests.api.rosters import checked, findings
from tests.harness import databases

OFFICIALS = 1_000


@pytest.fixture
def database_url(postgres_server: str, template: str) -> Iterator[str]:
    """A database of its own that holds the staff of two authorities, faults among them."""
    name = databases.own_name("planted")
    address = databases.create(postgres_server, name, template)
    asyncio.run(_fill(address))
    yield address
    databases.drop(postgres_server, name)


async def _fill(address: str) -> None:
    owner = await asyncpg.connect(databases.libpq_address(address))
    await roster_staff.fill(owner, OFFICIALS, accounts=True)
    await owner.close()


async def test_every_planted_fault_is_found_and_nothing_else(
    settings: Settings, worker_database: Database
) -> None:
    """Over every kind of finding, precision and recall are both 1."""
    file, expected, rows = roster_staff.file(OFFICIALS)
    async with started(settings) as app, client_of(app, token_of(settings, EVERYBODY)) as client:
        found, roster = await _found(client, worker_database, file)
    planted = expected | {(None, "OB-021", None)}
    told = {(one["row"], one["rule_id"], one["reason"] or one["field"]) for one in found}

    assert told - planted == set()
    assert planted - told == set()
    assert len(found) == len(expected) + roster_staff.absent(OFFICIALS)
    assert (roster["rows"], roster["accepted"] + roster["refused"]) == (rows, rows)


async def _found(
    client: httpx.AsyncClient, worker: Database, file: bytes
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    road = PhoneRoad(lambda: ShownPhones(OFFICIALS), calls=1)
    roster = await checked(client, worker, 1, file, road=road)
    return await findings(client, roster), roster
