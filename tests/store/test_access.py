"""Who may see what, decided by the database: by authority, service, cadre or prescriber."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.store.database import NOBODY, Database, Tenant
from app.store.feed import plans
from app.store.statements import source
from tests.harness import databases
from tests.harness.arranged import IN_YEAR, a_plan, an_authority, an_official, take_completions
from tests.harness.arranged import take_staff as take
from tests.harness.published import decide_and_publish

IPS = {"service": "Indian Police Service", "controlling_authority": "Authority cca"}
PROTECTED = ("official", "profile", "official_identifier", "posting", "completion")
OUTCOMES = ("evaluation", "apar_entry", "apar_head")
NAMES = "SELECT name FROM official ORDER BY name"
PUBLISHED = (
    "SELECT authority_id, service_id IS NOT NULL AS serves FROM {} ORDER BY authority_id, serves"
)

# An event with something that is not its writer's to say.
AN_EVENT = (
    "INSERT INTO audit_event (client_id, purpose, action, request_id, outcome, {})"
    " VALUES ('-', '-', '-', '-', '-', {})"
)


async def fill(address: str) -> None:
    """Fill with a clerk at each of two ministries, and one IPS officer whom the CCA prescribes."""
    database = Database.open(address, "karmasetu_worker", pool_size=1)
    async with database.writing() as session:
        numbers = [await an_authority(session, name) for name in ("rivers", "hills")]
        numbers.append(await an_authority(session, "cca", "cca"))
        for number, each in zip(numbers, ("a", "b", "c"), strict=False):
            values = IPS | {"cadre": "Goa"} if each == "c" else {}
            at = numbers[1] if each == "c" else number
            await take(session, at, an_official(each, name=each.upper(), **values))
            await plans.merge(session, a_plan(number), 1)
        await take_completions(session, *((each, "A", IN_YEAR) for each in "abc"))
        await decide_and_publish(session)
    await database.close()


@pytest.fixture(scope="module")
def filled_url(postgres_server: str, template: str) -> Iterator[str]:
    """A database with three officials, two of them at Hills, that the tests only look at."""
    name = databases.own_name("access")
    address = databases.create(postgres_server, name, template)
    asyncio.run(fill(address))
    yield address
    databases.drop(postgres_server, name)


@pytest.fixture
async def api(filled_url: str) -> AsyncIterator[Database]:
    """The API over one connection, so that whatever it keeps would be seen by the next caller."""
    database = Database.open(filled_url, "karmasetu_api", pool_size=1)
    yield database
    await database.close()


@pytest.fixture
async def worker(filled_url: str) -> AsyncIterator[Database]:
    """The worker over the same database."""
    database = Database.open(filled_url, "karmasetu_worker", pool_size=1)
    yield database
    await database.close()


async def seen(database: Database, statement: str, tenant: Tenant | None) -> list[tuple[Any, ...]]:
    """Return what a caller sees; without a tenant, what a connection sees that nobody set up."""
    if tenant is None:
        async with database.engine.connect() as connection:
            await connection.execution_options(postgresql_readonly=True)
            return [tuple(row) for row in await connection.execute(text(statement))]
    async with database.reading(tenant) as session:
        return [tuple(row) for row in await session.run(text(statement))]


async def number_of(database: Database, table: str, name: str) -> frozenset[int]:
    """Return the number of an authority, service or cadre, as a tenant names it."""
    column = "feed_id" if table == "authority" else "name"
    found = await seen(database, f"SELECT id, {column} FROM {table}", Tenant())  # noqa: S608 - the test's own names
    return frozenset(number for number, called in found if called == name)


@pytest.mark.parametrize("table", [*PROTECTED, *OUTCOMES])
@pytest.mark.parametrize("tenant", [None, Tenant()], ids=["none set", "nobody's"])
async def test_without_a_tenant_nothing_is_seen(
    api: Database, table: str, tenant: Tenant | None
) -> None:
    """A caller for whom nothing was set, or who may see nothing, sees no row."""
    assert await seen(api, f"SELECT 1 FROM {table}", tenant) == []  # noqa: S608 - the test's own names


@pytest.mark.parametrize(
    ("place", "names"), [("rivers", ["A"]), ("hills", ["B", "C"]), ("cca", [])]
)
async def test_an_authority_sees_its_own(api: Database, place: str, names: list[str]) -> None:
    """An authority sees its own officials and no other's."""
    tenant = Tenant(authorities=await number_of(api, "authority", place))

    assert [name for (name,) in await seen(api, NAMES, tenant)] == names


async def test_a_service_and_a_cadre_see_their_own(api: Database) -> None:
    """Who may see a service, or a cadre, sees its officials wherever they are."""
    service = Tenant(services=await number_of(api, "service", "Indian Police Service"))
    cadre = Tenant(cadres=await number_of(api, "cadre", "Goa"))

    assert await seen(api, NAMES, service) == [("C",)]
    assert await seen(api, NAMES, cadre) == [("C",)]


async def test_everything_is_everything(api: Database) -> None:
    """A caller who may see everything does."""
    assert await seen(api, NAMES, Tenant(everything=True)) == [("A",), ("B",), ("C",)]


@pytest.mark.parametrize("table", OUTCOMES)
async def test_a_prescriber_sees_outcomes_only(api: Database, table: str) -> None:
    """Who prescribes for an official elsewhere sees the outcome, and nothing of the facts."""
    tenant = Tenant(authorities=await number_of(api, "authority", "cca"))
    (hills,) = await number_of(api, "authority", "hills")

    assert await seen(api, PUBLISHED.format(table), tenant) == [(hills, True)]
    assert await seen(api, "SELECT 1 FROM completion", tenant) == []


async def test_a_tenant_is_forgotten_with_its_transaction(api: Database) -> None:
    """What one caller may see is not left on the pooled connection for the next."""
    await seen(api, NAMES, Tenant(everything=True))
    after_a_good_one = await seen(api, NAMES, None)
    with pytest.raises(DBAPIError):
        await seen(api, "SELECT 1 / 0", Tenant(everything=True))

    assert after_a_good_one == await seen(api, NAMES, None) == []


async def test_an_official_sees_his_own_rows(api: Database) -> None:
    """Before his own record somebody sees what is his in every table, and nobody else's."""
    who = await seen(api, "SELECT id FROM official WHERE name = 'C'", Tenant(everything=True))
    tenant = Tenant(official=who[0][0])

    assert await seen(api, NAMES, tenant) == [("C",)]
    for table in ("official_identifier", "posting", "completion", *OUTCOMES):
        found = await seen(api, f"SELECT DISTINCT official_id FROM {table}", tenant)  # noqa: S608 - the test's own names
        assert (table, found) == (table, who)
    assert len(await seen(api, "SELECT id FROM profile", tenant)) == 1


async def test_one_official_s_entry_is_one_year_s_question(api: Database) -> None:
    """No policy has the read of one official's entry go through the partitions of other years.

    It was planned through all of them once, and took ten times as long.
    """
    asked = "2025", "1"
    wanted = source("read/entry").replace(":year", asked[0]).replace(":official_id", asked[1])
    plan = [
        line for (line,) in await seen(api, "EXPLAIN " + wanted, Tenant(authorities=frozenset({1})))
    ]

    assert [line for line in plan if "apar_head_y2025" in line]
    assert not [line for line in plan if "apar_" in line and "2025" not in line]


async def test_no_setting_outlives_its_transaction(api: Database) -> None:
    """On the one connection of the pool, none of what a tenant is made of is left for the next."""
    settings = ("reach", "authorities", "services", "cadres", "official")
    left = "SELECT " + ", ".join(f"current_setting('app.{name}', true)" for name in settings)
    ids = frozenset({1, 2})
    within = await seen(api, left, Tenant(False, ids, ids, ids, 3))
    with pytest.raises(DBAPIError):
        await seen(api, "SELECT 1 / 0", Tenant(True, ids, ids, ids, 3))

    assert within == [("some", "1,2", "1,2", "1,2", "3")]
    assert set((await seen(api, left, None))[0]) <= {"", None}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE official SET name = 'x'",
        "DELETE FROM completion",
        "INSERT INTO evaluation_due VALUES (2025, 1, 1)",
        "UPDATE apar_head SET version = 9",
        "UPDATE position_counter SET value = 0",
        "SELECT 1 FROM staging.official",
        "SELECT 1 FROM completion_y2025",
        "SELECT 1 FROM evaluation_due",
        "SELECT open_reporting_year(2040)",
        AN_EVENT.format("link, chain_hash", "9, ''"),
        AN_EVENT.format("at", "now()"),
        AN_EVENT.format("id", "9"),
    ],
)
async def test_what_the_api_may_not(api: Database, statement: str) -> None:
    """The API writes no fact, chains no event, and sees neither staging nor a partition."""
    with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
        async with api.writing(Tenant(everything=True)) as session:
            await session.run(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE apar_entry SET body = '{}'",
        "DELETE FROM apar_entry",
        AN_EVENT.format("link, chain_hash", "9, ''"),
        "UPDATE completion_history SET evidence = 'x'",
        "UPDATE official_history SET active = false",
        "UPDATE assessment_result_history SET state = 'passed'",
        "UPDATE training_plan_history SET version = 9",
        "UPDATE audit_event SET outcome = 'x'",
        "DELETE FROM completion",
        "UPDATE apar_entry_y2025 SET body = '{}'",
        "UPDATE completion_history_yelse SET evidence = ''",
    ],
)
async def test_what_the_worker_may_not(worker: Database, statement: str) -> None:
    """What was published, superseded or audited is changed by nobody, nor is a fact deleted."""
    with pytest.raises(DBAPIError, match="permission denied"):
        async with worker.writing() as session:
            await session.run(text(statement))


async def test_a_reader_writes_nothing(worker: Database) -> None:
    """A session for reading refuses a write, whatever its role may do."""
    with pytest.raises(DBAPIError, match="read-only transaction"):
        await seen(worker, "UPDATE official SET name = 'x'", None)


async def test_every_row_about_somebody_is_guarded(worker: Database) -> None:
    """Each table with an official, a user of iGOT or an authority on its rows forces the policies.

    A partition has none of its own: neither role may reach its rows but through its table.
    """
    unguarded = """
        SELECT DISTINCT relname FROM pg_class
        JOIN pg_attribute ON attrelid = pg_class.oid AND NOT attisdropped AND attname IN
            ('authority_id', 'official_id', 'prescriber_id', 'holder_id', 'service_id', 'cadre_id',
                'user_id', 'officials')
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND NOT (relrowsecurity AND relforcerowsecurity)
            AND (NOT relispartition
                OR has_any_column_privilege(
                    'karmasetu_api', pg_class.oid, 'SELECT, INSERT, UPDATE'
                )
                OR has_any_column_privilege(
                    'karmasetu_worker', pg_class.oid, 'SELECT, INSERT, UPDATE'
                ))
    """

    assert await seen(worker, unguarded, None) == []


async def test_the_roles_are_apart(api: Database, worker: Database) -> None:
    """API and worker act as roles that own nothing, bypass nothing and can't become another.

    The owner, who migrates, is the third. The suite's sessions are these two: whatever a test sees
    through them, the application sees.
    """
    powers = """
        SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcanlogin,
            (SELECT count(*) FROM pg_class WHERE relowner = held.oid),
            (SELECT count(*) FROM pg_proc WHERE proowner = held.oid),
            pg_has_role(held.oid, (SELECT oid FROM pg_roles WHERE rolname = '{other}'), 'MEMBER'),
            pg_has_role(held.oid, (SELECT datdba FROM pg_database
                WHERE datname = current_database()), 'MEMBER')
        FROM pg_roles AS held WHERE rolname = current_user
    """
    names = ("karmasetu_api", "karmasetu_worker")
    for name, other, database in zip(names, reversed(names), (api, worker), strict=True):
        found = await seen(database, powers.format(other=other), NOBODY)
        assert found == [(name, False, False, False, False, 0, 0, False, False)]


async def test_no_key_is_common_to_tenants(worker: Database) -> None:
    """A key that the API may fill holds its tenant, or is a number that the store gives.

    One of another tenant then never collides with it, and so tells nothing. An instance's id is
    given by who sees everything; a ruleset is nobody's; a request to seal is its authority's own;
    a kept reply goes by a digest over who asked, seeing what, under which key.
    """
    common = """
        SELECT held.relname, pg_get_indexdef(indexrelid) FROM pg_index
        JOIN pg_class AS held ON held.oid = indrelid
        WHERE indisunique AND has_any_column_privilege('karmasetu_api', indrelid, 'INSERT')
            AND held.relnamespace = 'public'::regnamespace
            AND NOT EXISTS (
                SELECT FROM pg_attribute WHERE attrelid = indrelid AND attnum = ANY (indkey)
                    AND (attname IN ('authority_id', 'official_id', 'authorities')
                        OR attidentity <> '')
            )
        ORDER BY held.relname, indexrelid
    """
    found = [table for table, _ in await seen(worker, common, NOBODY)]

    assert found == ["apar_seal", "audit_event", "kept_reply", "ruleset", "sparrow_instance"]


async def test_no_role_lends_a_definer_its_own_tables(api: Database) -> None:
    """A function that acts as the owner never takes what its caller made for a table of ours.

    A view of that name would run the caller's function as the owner, who may do everything.
    """
    async with api.engine.connect() as connection:
        await connection.execute(
            text(
                "CREATE TEMPORARY VIEW position_counter AS"
                " SELECT 'publish' AS kind, -1::bigint AS value"
            )
        )
        await connection.execute(text("GRANT ALL ON pg_temp.position_counter TO PUBLIC"))
        assert await connection.scalar(text("SELECT hold_publishing()")) >= 0
        await connection.rollback()
    definers = """
        SELECT proname, proconfig FROM pg_proc
        WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY proname
    """
    last = ["search_path=pg_catalog, public, pg_temp"]
    assert await seen(api, definers, NOBODY) == [
        (name, last) for name in ("hold_publishing", "register_due", "register_position")
    ]
