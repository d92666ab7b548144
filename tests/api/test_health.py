"""Probes, documentation and the contract: open to whoever asks."""

import asyncio
import re
from base64 import b64encode
from hashlib import sha256

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import event

from app.settings import Settings
from tests.api.calling import client_of, started


async def test_probes_need_no_token(app: FastAPI) -> None:
    """A process that answers and a database at the expected migration are live and ready."""
    async with client_of(app, None) as stranger:
        live = await stranger.get("/health/live")
        ready = await stranger.get("/health/ready")

    assert live.json() == {"status": "live"}
    assert ready.json()["status"] == "ready"


async def test_an_unexpected_migration_is_not_ready(
    app: FastAPI, owner: asyncpg.Connection
) -> None:
    """A database at another migration is not served from: 503."""
    await owner.execute("UPDATE alembic_version SET version_num = '0001'")
    async with client_of(app, None) as stranger:
        answered = await stranger.get("/health/ready")

    assert answered.status_code == 503
    assert answered.headers["retry-after"]


async def test_however_many_ask_one_connection_looks(settings: Settings) -> None:
    """Whoever needs no token takes no connection from those who have one: all wait for one look."""
    in_use = []
    async with started(settings) as app, client_of(app, None) as stranger:
        database = app.state.parts.database
        event.listen(
            database.engine.sync_engine, "checkout", lambda *_: in_use.append(database.pool().used)
        )
        answers = await asyncio.gather(*(stranger.get("/health/ready") for _ in range(40)))

    assert {one.status_code for one in answers} == {200}
    assert set(in_use) == {1}


async def test_no_database_is_not_ready(settings: Settings) -> None:
    """Without a database the process is live and not ready."""
    nowhere = settings.model_copy(update={"database_url": "postgresql://127.0.0.1:1/none"})
    async with started(nowhere) as app, client_of(app, None) as stranger:
        live = await stranger.get("/health/live")
        ready = await stranger.get("/health/ready")

    assert (live.status_code, ready.status_code) == (200, 503)


@pytest.mark.parametrize("page", ["/docs", "/redoc"])
async def test_pages_ask_no_other_host(app: FastAPI, page: str) -> None:
    """Everything that a documentation page loads comes from here."""
    async with client_of(app, None) as stranger:
        text = (await stranger.get(page)).text
        assets = {part.split('"')[0] for part in text.split('="/docs/assets/')[1:]}
        loaded = [await stranger.get(f"/docs/assets/{name}") for name in assets]

    assert (
        "//" not in text.replace("<!--", "").replace("`SwaggerUIBundle`", "").split("<script>")[0]
    )
    assert {one.status_code for one in loaded} == {200}
    assert len(loaded) >= 2


@pytest.mark.parametrize("page", ["/docs", "/redoc"])
async def test_pages_run_and_ask_what_is_theirs(app: FastAPI, page: str) -> None:
    """A page of documents may run its own scripts alone, and neither load nor ask elsewhere."""
    async with client_of(app, None) as stranger:
        answered = await stranger.get(page)
    stated = answered.headers["content-security-policy"].split("; ")
    policy = {name: sources for name, _, sources in (one.partition(" ") for one in stated)}
    written_in = re.findall("<script>(.*?)</script>", answered.text, re.DOTALL)
    own = [b64encode(sha256(one.encode()).digest()).decode() for one in written_in]

    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == " ".join(["'self'", *(f"'sha256-{one}'" for one in own)])
    assert not [one for one in policy.values() if "//" in one or "*" in one]


async def test_pages_can_be_switched_off(settings: Settings) -> None:
    """An installation may serve the contract without the pages."""
    quiet = settings.model_copy(update={"docs": False})
    async with started(quiet) as app, client_of(app, None) as stranger:
        answers = [await stranger.get(path) for path in ("/docs", "/redoc", "/openapi.json")]

    assert [one.status_code for one in answers] == [404, 404, 200]


async def test_rules_are_published_with_their_sources(client: httpx.AsyncClient) -> None:
    """Each year's rules can be read under the digest that entries name; other years are 404."""
    listed = (await client.get("/v1/rulesets")).json()["rulesets"]
    rules = (await client.get("/v1/rulesets/2025-26")).json()
    unknown = await client.get("/v1/rulesets/2019-20")

    assert rules["digest"] in {one["digest"] for one in listed}
    assert {one["standing"] for one in rules["rules"]} >= {"stated", "house"}
    assert unknown.status_code == 404
