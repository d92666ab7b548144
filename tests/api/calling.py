"""How tests start the application and call it."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta

import httpx
from fastapi import FastAPI

from app.api.edge import Limits
from app.main import create_app
from app.policy.access.scopes import SCOPES
from app.services.tokens import Caller
from app.settings import Settings
from app.store.database import Tenant
from app.wiring.api import open_api
from app.wiring.keys import signer
from tests.api.conforming import conforms

EVERYBODY = Caller("tests", "karmayogi_bharat", frozenset(SCOPES), Tenant(everything=True))
# Applications that no test runs at present, by whether they serve the documentation pages.
_IDLE: defaultdict[bool, list[FastAPI]] = defaultdict(list)


@contextmanager
def lent(settings: Settings) -> Iterator[FastAPI]:
    """Lend an application without its parts: one that an earlier test gave back, if there is one.

    FastAPI builds a route when it is first looked for, which is dearer than most tests.
    """
    idle = _IDLE[settings.docs]
    app = idle.pop() if idle else create_app(settings)
    yield app
    idle.append(app)


@asynccontextmanager
async def started(settings: Settings) -> AsyncIterator[FastAPI]:
    """Run an application around a test, over parts that are opened for it."""
    with lent(settings) as app:
        async with open_api(settings) as app.state.parts:
            yield app


@asynccontextmanager
async def started_anew(settings: Settings, limits: Limits | None = None) -> AsyncIterator[FastAPI]:
    """Run the lifespan of an application that is made for one test."""
    app = create_app(settings, limits)
    async with app.router.lifespan_context(app):
        yield app


def client_of(app: FastAPI, token: str | None) -> httpx.AsyncClient:
    """Return a client that sends a token, or none, and holds each reply to the contract."""
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(
        transport=transport,
        base_url="http://api",
        headers=headers,
        event_hooks={"response": [conforms]},
    )


def token_of(settings: Settings, caller: Caller, hours: int = 1) -> str:
    """Return a token for a caller, good for so many hours from now."""
    return signer(settings).issue(caller, datetime.now(UTC), timedelta(hours=hours))
