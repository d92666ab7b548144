"""The picture of onboarding: strength, roster and iGOT beside each other, never capped."""

import httpx

from app.policy.facts import Employment
from app.policy.onboarding.picture import Cell, Counts, Kinds, draw, excess, share
from app.services.onboarding import picture as onboarding_picture
from app.store.database import Database
from tests.api.conftest import ClientOf
from tests.api.population import Population
from tests.api.rosters import YEAR, checked, the_file
from tests.api.test_strengths import OFFICERS, OUTSOURCED, asked, state
from tests.harness import arranged

ROWS = (
    "Official one-0,one0@example.gov.in,ONE-0,Under Secretary,Group A",
    "Official one-1,one1@example.gov.in,ONE-1,Under Secretary,Group A",
    "Official one-1,one1@example.gov.in,ONE-1,Under Secretary,Group A",
    "Nobody,nobody@example.gov.in,,Under Secretary,Contractual Staff",
    "Official two-0,two0@example.gov.in,,,",
)


async def test_the_picture_counts_all_sources(
    client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """Posts, rows and officials are counted by themselves; each day keeps its last counts."""
    authority = population.authority
    roster = await checked(client, worker_database, authority, the_file(*ROWS))
    strength = asked("2025-04-01", {**OFFICERS, "filled": 3}, OUTSOURCED)
    await state(client, authority, strength)
    told = (await client.get(f"/v1/authorities/{authority}/onboarding", params=YEAR)).json()
    total, by_employment = told["total"], {one["kind"]: one for one in told["by_employment"]}

    assert told["roster"]["id"] == roster["id"]
    assert (total["strength"], total["rostered"], total["onboarded"]) == (4, 5, 5)
    assert (total["missing"], total["wrongly_mapped"], total["duplicates"]) == (1, 1, 2)
    assert (total["verified"], total["not_my_user"], total["not_on_roster"]) == (5, 0, 3)
    assert by_employment["contractual"]["counts"]["rostered"] == 1
    assert by_employment["contractual"]["counts"]["strength"] is None
    assert told["shares"]["onboarded_of_strength"] == 125.0
    assert [one["code"] for one in told["excess"]] == ["not_on_roster", "duplicates"]
    assert [one["rule_id"] for one in told["findings"]] == ["OB-033", "OB-034", "OB-036"]


async def test_each_day_keeps_its_last_counts(
    client: httpx.AsyncClient, worker_database: Database, population: Population
) -> None:
    """A second picture of a day takes the place of the first; a span tells its own days alone."""
    place = f"/v1/authorities/{population.authority}/onboarding"
    async with worker_database.writing() as session:
        for _ in range(2):
            await onboarding_picture.keep(
                session, arranged.YEAR, population.authority, arranged.NOW
            )
    span = {**YEAR, "first": "2026-01-01", "last": "2026-01-15"}
    days = (await client.get(place, params=span)).json()["days"]
    none = (await client.get(place, params={**span, "last": "2026-01-14"})).json()["days"]
    refused = await client.get(place, params={**span, "last": "2025-01-01"})

    assert [(one["taken_on"], one["counts"]["onboarded"]) for one in days] == [("2026-01-15", 5)]
    assert days[0]["counts"]["strength"] is None
    assert (none, refused.status_code) == ([], 422)


async def test_without_a_strength_there_is_no_share(
    client: httpx.AsyncClient, as_authority: ClientOf, population: Population
) -> None:
    """What nobody stated is null and a finding, never nought; another authority's is not seen."""
    place = f"/v1/authorities/{population.other}/onboarding"
    told = (await client.get(place, params=YEAR)).json()
    async with as_authority(population.authority) as own:
        unseen = await own.get(place, params=YEAR)

    assert told["total"]["strength"] is told["shares"]["onboarded_of_strength"] is None
    assert told["total"]["rostered"] is None
    assert [one["rule_id"] for one in told["findings"]] == ["OB-032"]
    assert unseen.status_code == 404


def test_an_excess_is_never_without_a_reason() -> None:
    """Kinds of staff without a strength explain it; where nothing does, that is said."""
    posts = (Cell(Employment.REGULAR, None, None, Counts(strength=10)),)
    regular = Cell(Employment.REGULAR, None, None, Counts(onboarded=10, verified=10))
    hired = Cell(Employment.CONTRACTUAL, None, None, Counts(onboarded=3, verified=3))
    more = Cell(Employment.REGULAR, None, None, Counts(onboarded=1, verified=1))

    found = excess(draw(Kinds(posts, None, (regular, hired))))
    assert [(one.code, one.count) for one in found] == [("kinds_not_stated", 3)]
    unexplained = excess(draw(Kinds(posts, None, (regular, more))))
    assert [(one.code, one.count) for one in unexplained] == [("unexplained", 1)]
    assert excess(draw(Kinds(posts, None, (regular,)))) == ()
    assert str(share(13, 10)) == "130.0"
