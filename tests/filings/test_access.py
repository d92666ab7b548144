"""Who may see and change what of filings, decided by the database."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.store.database import Tenant
from app.store.filings import instances, outbox, told
from app.store.filings.instances import Scope
from app.store.filings.told import Sought
from tests.filings.office import EVERYTHING, Office
from tests.harness.arranged import NOW, YEAR


async def test_an_instance_is_seen_by_who_sees_all_whom_it_serves(office: Office) -> None:
    """One that serves somebody else as well is not there for an authority."""
    for name, served in (("a-own", (office.own,)), ("a-both", (office.own, office.other))):
        await office.register(name, *served)
    seen = {}
    for number in (office.own, office.other):
        async with office.api.reading(Tenant(authorities=frozenset({number}))) as session:
            seen[number] = {one.id for one in await instances.every(session)}

    assert {"a-own", "a-both"} & seen[office.own] == {"a-own"}
    assert {"a-own", "a-both"} & seen[office.other] == set()


async def test_nobody_registers_an_instance_for_others(office: Office) -> None:
    """An instance that would be told of officials whom its registrar does not see is refused."""
    row = {
        "id": "a-thief",
        "base_url": "https://thief.example",
        "enabled": True,
        "reporting_years": [YEAR.start],
        **Scope((office.own, office.other)).parameters(),
        "changed_by": "tests",
        "changed_at": NOW,
    }
    with pytest.raises(DBAPIError, match="row-level security"):
        async with office.api.writing(Tenant(authorities=frozenset({office.own}))) as session:
            await instances.enter(session, row)


async def test_filings_are_seen_by_whose_officials_they_are(office: Office) -> None:
    """Of an instance that serves two authorities each sees its own officials' filings."""
    instance = await office.register("a-shared", office.own, office.other)
    await office.plan(instance)
    seen = {}
    for number in (office.own, office.other):
        async with office.api.reading(Tenant(authorities=frozenset({number}))) as session:
            found = await told.page(session, Sought(instance.id), 0, 100)
            seen[number] = {one.official_id for one in found}

    assert seen[office.own] == set(await office.heads())
    assert seen[office.other] == set(await office.heads(office.other))


async def test_the_api_requeues_the_dead_and_nothing_else(office: Office) -> None:
    """What is under way or accepted can't be put back; what the API puts back is pending."""
    instance = await office.register("a-requeued")
    await office.plan(instance)
    async with office.worker.writing() as session:
        await session.run(
            text(
                "UPDATE filing SET state = CASE WHEN position % 2 = 0 THEN 'dead' ELSE 'accepted'"
                " END WHERE instance_id = 'a-requeued'"
            )
        )
    before = await office.states(instance)
    async with office.api.writing(Tenant(authorities=frozenset({office.own}))) as session:
        put = await outbox.requeue(session, instance.id, YEAR, None, NOW)
    after = await office.states(instance)

    assert put == list(before.values()).count("dead") > 0
    assert set(after.values()) == {"pending", "accepted"}
    with pytest.raises(DBAPIError, match="permission denied"):
        async with office.api.writing(EVERYTHING) as session:
            await session.run(text("UPDATE filing SET attempts = 0"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE filing_receipt SET reference = 'forged'",
        "DELETE FROM filing_receipt",
        "DELETE FROM filing",
        "UPDATE filing SET digest = NULL",
        "UPDATE sparrow_instance SET base_url = 'https://elsewhere.example'",
    ],
)
async def test_what_the_worker_may_not(office: Office, statement: str) -> None:
    """Receipts are changed by nobody, filings keep what they are of, and none is deleted."""
    with pytest.raises(DBAPIError, match="permission denied"):
        async with office.worker.writing() as session:
            await session.run(text(statement))
