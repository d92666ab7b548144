"""Whose record it is, where that is not plain: as prescriber, before a transfer and after it.

What is expected is what the table in app/policy/access says of each relation.
"""

from datetime import date

import httpx
import pytest

from app.policy.access.answers import Relation
from app.policy.access.roles import Role
from app.policy.access.table import OPERATIONS, expected
from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.population import decide as decide_for_all
from tests.api.test_declarations import ORDER, cca, decide
from tests.api.test_moved_entries import move
from tests.api.test_seals import sealed
from tests.api.test_transfers import read_anew

PLACES = {
    "getAparSubTable": "/v1/apar/2025-26/officials/{}",
    "getAparAnnexure": "/v1/apar/2025-26/officials/{}/annexure",
    "getAparProof": "/v1/apar/2025-26/officials/{}/proof",
    "listOfficialFilings": "/v1/apar/2025-26/officials/{}/filings",
    "explainOutcome": "/v1/officials/{}/evaluations/2025-26",
    "canonicalOutcome": "/v1/officials/{}/evaluations/2025-26/canonical",
    "explainAparPeriods": "/v1/officials/{}/apar-periods/2025-26",
    "listAccessesToOfficial": "/v1/officials/{}/accesses",
}
pytestmark = pytest.mark.usefixtures("alone")


async def answers(client: httpx.AsyncClient, official: int) -> dict[str, int]:
    """Return how each operation about one official answers."""
    return {
        name: (await client.get(place.format(official))).status_code
        for name, place in PLACES.items()
    }


def told(role: Role, relation: Relation) -> dict[str, int]:
    """Return how the table has each of them answer."""
    codes = {"given": 200, "missing": 404}
    return {name: codes[expected(role, name, relation)] for name in PLACES}


def test_no_operation_about_one_official_is_left_out() -> None:
    """All operations whose subject is one official are asked here."""
    about = {"entry", "paper", "proof", "official", "filing"}

    assert {name for name, row in OPERATIONS.items() if row.subject in about} == set(PLACES)


async def test_who_prescribes_sees_the_entry_alone(
    client: httpx.AsyncClient,
    as_authority: ClientOf,
    as_person: ClientOf,
    population: Population,
    worker_database: Database,
) -> None:
    """A CCA sees the entry, its paper and its proof; of the facts it sees none."""
    number, who = await cca(worker_database), population.officials[0]
    wanted = {"official_id": who, "controlling_authority_id": number, "valid_from": "2025-05-05"}
    address = f"/v1/authorities/{population.authority}/no-mdo-declarations"
    await client.post(address, json=wanted | {"order": ORDER})
    await decide(worker_database)
    await sealed(as_person, population.authority)
    async with as_authority(number, role="cca") as prescriber:
        assert await answers(prescriber, who) == told("cca", "prescribes")


async def test_a_transfer_is_seen_from_both_sides(
    as_authority: ClientOf,
    as_person: ClientOf,
    population: Population,
    worker_database: Database,
) -> None:
    """Before it is published anew the new authority sees it as well; after, the former one still.

    Until he is decided on there, his canonical outcome is 409: he is seen, and told to wait.
    """
    await sealed(as_person, population.authority)
    who = await move(worker_database, population, date(2026, 1, 12))
    async with (
        as_authority(population.authority) as former,
        as_authority(population.other) as new,
    ):
        assert await answers(new, who) == told("mdo_admin", "arrived") | {"canonicalOutcome": 409}
        assert await answers(former, who) == told("mdo_admin", "prescribes")
        await read_anew(worker_database, population.other)
        await decide_for_all(worker_database)
        assert await answers(former, who) == told("mdo_admin", "prescribed")
