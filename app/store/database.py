"""Engines, the two kinds of session, and the only commit.

A session is one transaction under one role: the API's or the worker's, neither of which owns a
table or passes by row-level security. What a caller may see is set for the transaction alone.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from typing import Any, Literal, NamedTuple, Self, cast

import asyncpg
from sqlalchemy import CursorResult, Executable, TextClause, text
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.ext.asyncio.engine import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from app.policy.access.roles import Key
from app.store.liveness import watch
from app.store.together import Put, Together

Role = Literal["karmasetu_api", "karmasetu_worker"]

SET_TENANT = text(
    "SELECT set_config('app.reach', :reach, true),"
    " set_config('app.authorities', :authorities, true),"
    " set_config('app.services', :services, true),"
    " set_config('app.cadres', :cadres, true),"
    " set_config('app.official', :official, true)"
)
TAKE_LOCK = text("SELECT pg_try_advisory_lock(hashtext('karmasetu'), hashtext(:work))")
RELEASE_LOCK = text("SELECT pg_advisory_unlock(hashtext('karmasetu'), hashtext(:work))")


def asyncpg_url(address: str) -> str:
    """Return the address with the driver named: libpq's form leaves it open."""
    return make_url(address).set(drivername="postgresql+asyncpg").render_as_string(False)


@dataclass(frozen=True, slots=True)
class Tenant:
    """What a caller may see: everything, or some authorities, services and cadres by id.

    ``official`` is the one official whose own record the caller may see, and nothing besides.
    """

    everything: bool = False
    authorities: frozenset[int] = frozenset()
    services: frozenset[int] = frozenset()
    cadres: frozenset[int] = frozenset()
    official: int | None = None

    def keys(self) -> frozenset[Key]:
        """Return by what it sees."""
        held: dict[Key, object] = {
            "everything": self.everything,
            "authorities": self.authorities,
            "services": self.services,
            "cadres": self.cadres,
            "official": self.official,
        }
        return frozenset(key for key, value in held.items() if value)

    def settings(self) -> dict[str, str]:
        """Return the transaction's settings that the row-level policies read."""
        return {
            "reach": "all" if self.everything else "some",
            "authorities": ",".join(map(str, sorted(self.authorities))),
            "services": ",".join(map(str, sorted(self.services))),
            "cadres": ",".join(map(str, sorted(self.cadres))),
            "official": "" if self.official is None else str(self.official),
        }


# House values: how long one statement may run. A caller waits for the API's; a night is enough for
# any run of a worker, and one that hangs ends by itself.
STATEMENT_TIMEOUTS: Mapping[Role, str] = {"karmasetu_api": "30s", "karmasetu_worker": "12h"}
# A stream is one statement for as long as its reader takes.
LET_STREAM = text("SET LOCAL statement_timeout = '1h'")

# Background work sees by its role's policies, not as anybody's tenant.
NOBODY = Tenant()


@dataclass(frozen=True, slots=True)
class Reading:
    """A transaction that only reads; PostgreSQL refuses a write in it."""

    connection: AsyncConnection

    async def run(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> CursorResult[Any]:
        """Run one statement."""
        return await self.connection.execute(statement, parameters)

    async def driver(self) -> asyncpg.Connection:
        """Return asyncpg's own connection, for COPY."""
        raw = await self.connection.get_raw_connection()
        return cast("asyncpg.Connection", raw.driver_connection)


@dataclass(frozen=True, slots=True)
class Writing(Reading):
    """A transaction that may write; committed by the one that opened it, never inside."""

    async def merge(self, statement: TextClause, parameters: Mapping[str, Any]) -> int:
        """Run a MERGE and return how many rows it wrote, which SQLAlchemy doesn't read of it."""
        asked, names = _for_driver(statement, self.connection.dialect)
        driver = await self.driver()
        status = await driver.execute(asked, *[parameters[name] for name in names])
        return int(status.removeprefix("MERGE "))

    async def copy_in(
        self, table: str, columns: Sequence[str], records: Sequence[Sequence[Any]], schema: str
    ) -> None:
        """Pour records into a table by binary COPY."""
        driver = await self.driver()
        await driver.copy_records_to_table(
            table, records=records, columns=list(columns), schema_name=schema
        )

    async def copy_in_text(
        self, table: str, columns: Sequence[str], rows: bytes, schema: str
    ) -> None:
        """Pour rows into a table by COPY's text format: cells divided by tabs, rows by newlines."""
        driver = await self.driver()
        await driver.copy_to_table(
            table, source=BytesIO(rows), columns=list(columns), schema_name=schema, format="text"
        )


class Shared(NamedTuple):
    """What questions must have in common to be put together: all but the rows that each is about.

    The statement sets the tenant itself, takes each question's own parameters as lists, and says
    in ``place``, from 1 on, whose question a row answers.
    """

    statement: TextClause
    tenant: Tenant
    given: tuple[tuple[str, Any], ...] = ()


Own = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Connections:
    """How many connections a pool may hold, and how many of them are in use."""

    size: int
    used: int


class Database:
    """One engine under one role."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._streams = asyncio.Semaphore(max(1, self.pool().size // 2))
        self.together: Together[Shared, Own, asyncpg.Record | None] = Together(self._lent)

    @classmethod
    def open(cls, address: str, role: Role, pool_size: int = 8, wait_seconds: float = 5.0) -> Self:
        """Open a pool whose connections act as the role from their first statement on.

        Who finds no connection free waits for ``wait_seconds`` at most, and is told so then.
        """
        engine = create_async_engine(
            asyncpg_url(address),
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=wait_seconds,
            # An error of the driver would quote what was sent: names, addresses, identifiers.
            hide_parameters=True,
            connect_args={
                "server_settings": {
                    "role": role,
                    "application_name": role,
                    "jit": "off",
                    "timezone": "UTC",
                    "statement_timeout": STATEMENT_TIMEOUTS[role],
                    "lock_timeout": "10s",
                    "idle_in_transaction_session_timeout": "60s",
                }
            },
        )
        watch(engine)
        return cls(engine)

    def pool(self) -> Connections:
        """Return how many connections there may be, and how many are lent just now."""
        pool = self._queue()
        return Connections(pool.size(), pool.checkedout())

    def _queue(self) -> AsyncAdaptedQueuePool:
        return cast("AsyncAdaptedQueuePool", self.engine.pool)

    async def close(self) -> None:
        """Close the pool."""
        await self.engine.dispose()

    @asynccontextmanager
    async def reading(
        self, tenant: Tenant = NOBODY, *, snapshot: bool = False
    ) -> AsyncIterator[Reading]:
        """Open a read-only transaction; with ``snapshot`` all its statements see one moment."""
        level = "REPEATABLE READ" if snapshot else "READ COMMITTED"
        async with self.engine.connect() as connection:
            await connection.execution_options(isolation_level=level, postgresql_readonly=True)
            async with connection.begin():
                await _be(connection, tenant)
                yield Reading(connection)

    @asynccontextmanager
    async def streaming(self, tenant: Tenant) -> AsyncIterator[Reading]:
        """Open one moment for a reply that is sent as fast as its reader takes it.

        All of these have half of the connections between them, so that slow readers leave the
        others to the rest. Raises TimeoutError for one that finds no place in time.
        """
        async with asyncio.timeout(self._queue().timeout()):
            await self._streams.acquire()
        try:
            async with self.reading(tenant, snapshot=True) as session:
                yield session
        finally:
            self._streams.release()

    @asynccontextmanager
    async def writing(
        self, tenant: Tenant = NOBODY, *, snapshot: bool = False
    ) -> AsyncIterator[Writing]:
        """Open a transaction that commits when the block ends well, and rolls back otherwise.

        With ``snapshot`` all its statements see one moment.
        """
        async with self.engine.connect() as connection:
            if snapshot:
                await connection.execution_options(isolation_level="REPEATABLE READ")
            async with connection.begin():
                await _be(connection, tenant)
                yield Writing(connection)

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[Put[Shared, Own, asyncpg.Record | None]]:
        """Lend a connection on which a statement is run once for several questions.

        It is a transaction of its own, committed when its rows are told: one round trip for all of
        it, below what SQLAlchemy does for each statement.
        """
        lent = await self.engine.raw_connection()
        try:
            yield partial(self._at_once, cast("asyncpg.Connection", lent.driver_connection))
        finally:
            lent.close()

    async def _at_once(
        self, driver: asyncpg.Connection, shared: Shared, asked: Sequence[Own]
    ) -> Sequence[asyncpg.Record | None]:
        """Return the row of each question, if there is one."""
        statement, names = _for_driver(shared.statement, self.engine.dialect)
        own = {name: [one[name] for one in asked] for name in asked[0]}
        given = {**shared.tenant.settings(), **dict(shared.given), **own}
        rows = await driver.fetch(statement, *[given[name] for name in names])
        found = {row["place"]: row for row in rows}
        return [found.get(place) for place in range(1, len(asked) + 1)]

    @asynccontextmanager
    async def unmanaged(self) -> AsyncIterator[asyncpg.Connection]:
        """Lend the driver's own connection, outside any transaction: for the job library."""
        async with self.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            raw = await connection.get_raw_connection()
            yield cast("asyncpg.Connection", raw.driver_connection)

    @asynccontextmanager
    async def alone(self, work: str) -> AsyncIterator[bool]:
        """Hold a lock on a piece of work, outside any transaction; False when another holds it."""
        async with self.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            taken = await connection.execute(TAKE_LOCK, {"work": work})
            held = bool(taken.scalar_one())
            try:
                yield held
            finally:
                if held:
                    await connection.execute(RELEASE_LOCK, {"work": work})


@cache
def _for_driver(statement: TextClause, dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """Return a statement as the driver takes it, and its parameters' names in order."""
    compiled = statement.compile(dialect=dialect)
    return compiled.string, tuple(compiled.positiontup or ())


async def _be(connection: AsyncConnection, tenant: Tenant) -> None:
    """Say who reads or writes; this first statement also begins the transaction.

    Until then the driver's own connection, as COPY and the job library use it, would commit
    each statement by itself.
    """
    await connection.execute(SET_TENANT, tenant.settings())
