"""How tests start the application and call it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx
from fastapi import FastAPI

from app.api.edge import Limits
from app.main import create_app
from app.services.tokens import SCOPES, Caller
from app.settings import Settings
from app.store.database import Tenant
from app.wiring import signer
from tests.api.conforming import conforms

EVERYBODY = Caller("tests", "auditor", frozenset(SCOPES), Tenant(everything=True))


@asynccontextmanager
async def started(settings: Settings, limits: Limits | None = None) -> AsyncIterator[FastAPI]:
    """Run the application's lifespan around a test."""
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


def token_of(settings: Settings, caller: Caller) -> str:
    """Return a token for a caller, good for an hour from now."""
    return signer(settings).issue(caller, datetime.now(UTC), timedelta(hours=1))
