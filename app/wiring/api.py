"""What the API works with, and nothing that only the worker needs: memory is paid a process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import migrations
from app.api.cursors import Cursors
from app.api.parts import ApiParts
from app.api.quotas import Quotas
from app.errors import InvalidError
from app.integrations.papers.typesetter import Typesetter
from app.services.clients import Admission
from app.services.readiness import Readiness
from app.services.tokens import Verifier
from app.settings import Settings
from app.store.database import Database
from app.wiring.installation import addresses, clock, login
from app.wiring.issuer import outside_issuer
from app.wiring.keys import proofs, signer

# House value: rosters that one process receives at a time, each with a process that reads it.
UPLOADS = 2


@asynccontextmanager
async def open_api(settings: Settings) -> AsyncIterator[ApiParts]:
    """Open what the API works with, and close it again."""
    issuer = signer(settings)
    address = login(settings, settings.api_database_url, "KARMASETU_API_DATABASE_URL")
    database = Database.open(
        address, "karmasetu_api", settings.pool_size, settings.pool_wait_seconds
    )
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        readiness = Readiness(database, schema_head())
        stack.push_async_callback(readiness.close)
        outside = await stack.enter_async_context(outside_issuer(settings, database))
        yield ApiParts(
            database=database,
            issuer=issuer,
            verifier=Verifier(issuer, persons=outside is None),
            outside=outside,
            admission=Admission(database),
            cursors=Cursors(issuer.cursor_key()),
            enqueue=of_the_queue("enqueue_evaluation"),
            enqueue_roster=of_the_queue("enqueue_roster"),
            uploads=asyncio.Semaphore(UPLOADS),
            enqueue_export=of_the_queue("enqueue_export"),
            enqueue_action=of_the_queue("enqueue_action"),
            enqueue_push=of_the_queue("enqueue_push"),
            address_fault=addresses(settings).fault,
            typesetter=Typesetter(),
            exports=settings.export_directory,
            proof_keys=proofs(settings, issuer),
            clock=clock,
            readiness=readiness,
            quotas=quotas(settings),
        )


def quotas(settings: Settings) -> Quotas:
    """Return how often clients may ask, and for tokens."""
    return Quotas(
        settings.requests_a_minute, settings.requests_a_minute_of, settings.tokens_a_minute
    )


@cache
def schema_head() -> str:
    """Return the last migration of this version of the service.

    The names of their files tell it, since they are numbered in one line: Alembic, which runs
    them, would stay in memory for nothing else.
    """
    held = Path(migrations.__path__[0]) / "versions"
    last = max((one.name for one in held.glob("[0-9]*.py")), default=None)
    if last is None:
        raise InvalidError("this installation has no migrations")
    return last.partition("_")[0]


def of_the_queue(name: str) -> Callable[..., Awaitable[None]]:
    """Return a function of the queue, whose library is loaded when something is enqueued first.

    A process that only reads, as most do, never holds it in memory.
    """

    async def enqueue(*given: Any) -> None:
        await getattr(import_module("app.jobs.queue"), name)(*given)

    return enqueue
