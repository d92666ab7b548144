"""Two people stand behind a seal, also where somebody runs SQL as the API's role."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.services.apar import seals
from app.store.database import Database, Tenant
from tests.api.conftest import ClientOf
from tests.api.population import Population

SEALS = "/v1/apar/2025-26/seals"
IN_ANOTHER_S_NAME = (
    "INSERT INTO apar_seal_request (reporting_year, authority_id, requested_by, requested_at,"
    " signature) SELECT 2025, :authority, 'p-2', now(),"
    " (SELECT signature FROM apar_seal_request WHERE requested_by = 'p-1') RETURNING id"
)
AGAIN = (
    "INSERT INTO apar_seal_request (reporting_year, authority_id, requested_by, requested_at,"
    " signature) SELECT reporting_year, authority_id, requested_by, {}, signature"
    " FROM apar_seal_request WHERE requested_by = 'p-1' RETURNING id"
)
BY_ANOTHER = (
    "INSERT INTO apar_seal (authority_id, number, reporting_year, request_id, requested_by,"
    " confirmed_by, position, entries, root, digest, body, signature, sealed_at)"
    " SELECT authority_id, 9, reporting_year, id, 'p-9', requested_by, 1, 1, '', '', '{}', '',"
    " now() FROM apar_seal_request"
)
pytestmark = pytest.mark.usefixtures("alone")


@pytest.fixture
async def asked(as_person: ClientOf, population: Population) -> str:
    """Where the request of one person stands."""
    async with as_person("p-1") as first:
        answered = await first.post(SEALS, json={"authority_id": population.authority})
    return str(answered.headers["location"])


async def by_sql(database: Database, statement: str, authority: int) -> int | None:
    """Run one statement as the API's role for somebody who sees everything."""
    async with database.writing(Tenant(everything=True)) as session:
        made = await session.run(text(statement), {"authority": authority})
        return made.scalar_one() if made.returns_rows else None


@pytest.mark.parametrize("forged", [IN_ANOTHER_S_NAME, AGAIN.format("requested_at + '1 s'")])
@pytest.mark.usefixtures("asked")
async def test_who_writes_the_table_asks_in_nobody_s_name(
    as_person: ClientOf, api_database: Database, population: Population, forged: str
) -> None:
    """A request that the service did not sign as it stands is confirmed by nobody: 409."""
    number = await by_sql(api_database, forged, population.authority)
    async with as_person("p-3") as third:
        confirmed = await third.post(f"/v1/apar/2025-26/seal-requests/{number}/confirmation")

    assert (confirmed.status_code, confirmed.json()["code"]) == (409, "conflict")
    assert "not signed" in confirmed.json()["detail"]


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [(AGAIN.format("requested_at"), "once"), (BY_ANOTHER, "fk_apar_seal_request")],
)
@pytest.mark.usefixtures("asked")
async def test_the_store_ties_a_seal_to_who_asked(
    api_database: Database, population: Population, statement: str, constraint: str
) -> None:
    """A signed request can't be made a second one, nor a seal say that another person asked."""
    with pytest.raises(DBAPIError, match=constraint):
        await by_sql(api_database, statement, population.authority)


async def test_a_request_has_its_time(
    as_person: ClientOf, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who confirms after the days for which a request is open is told to ask anew: 409."""
    monkeypatch.setattr(seals, "OPEN_FOR", timedelta())
    async with as_person("p-2") as second:
        confirmed = await second.post(f"{asked}/confirmation")

    assert (confirmed.status_code, confirmed.json()["code"]) == (409, "conflict")
    assert "too old" in confirmed.json()["detail"]


async def test_a_request_that_stands_as_asked_is_confirmed(as_person: ClientOf, asked: str) -> None:
    """The same request, untouched, is sealed by another person."""
    async with as_person("p-2") as second:
        assert (await second.post(f"{asked}/confirmation")).status_code == 201
