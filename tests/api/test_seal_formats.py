"""Seals of the first kind, whose leaves are not over corrections' orders, stay what they were."""

import asyncio

import asyncpg
import httpx
import pytest
from alembic import command

from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.test_seals import sealed
from tests.harness.databases import alembic_config

PROOF = "/v1/apar/2025-26/officials/1/proof"


async def salted(owner: asyncpg.Connection) -> list[bytes]:
    """Return what the leaf of each version is over, in order of official."""
    rows = await owner.fetch("SELECT salted FROM apar_salt ORDER BY official_id")
    return [row["salted"] for row in rows]


@pytest.mark.usefixtures("alone")
async def test_an_earlier_seal_has_its_own_kind_of_proof(
    client: httpx.AsyncClient,
    as_person: ClientOf,
    population: Population,
    owner: asyncpg.Connection,
) -> None:
    """Under a seal of the first kind a proof is of that kind, and says nothing of corrections."""
    await sealed(as_person, population.authority)
    proof = (await client.get(PROOF)).json()
    assert (proof["schema"], proof["correction_digest"]) == ("karmasetu.apar-proof/2", None)
    await owner.execute("UPDATE apar_seal SET body = replace(body, 'apar-seal/2', 'apar-seal/1')")
    earlier = (await client.get(PROOF)).json()

    assert earlier["schema"] == "karmasetu.apar-proof/1"
    assert "correction_digest" not in earlier


async def test_salts_are_brought_to_the_new_kind(
    as_person: ClientOf, population: Population, owner: asyncpg.Connection, database_url: str
) -> None:
    """The migration writes each leaf anew as the seal does, but for a salt that was erased."""
    await sealed(as_person, population.authority)
    await owner.execute("UPDATE apar_salt SET salt = NULL WHERE official_id = 5")
    new = await salted(owner)
    await asyncio.to_thread(command.downgrade, alembic_config(database_url), "0038")
    old = await salted(owner)
    await asyncio.to_thread(command.upgrade, alembic_config(database_url), "0039")

    assert await salted(owner) == new
    assert [one == other for one, other in zip(old, new, strict=True)] == [*[False] * 4, True]
