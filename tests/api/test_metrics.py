"""Metrics: for who has the token alone, true, also while the database is away; naming nobody."""

import re
import sys

import asyncpg
import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from app.settings import Settings
from tests.api.calling import EVERYBODY, client_of, started_anew, token_of
from tests.api.population import Population
from tests.architecture.tree import ROOT
from tests.docs import pages

TOKEN = "metrics-token"
SENT = {"Authorization": f"Bearer {TOKEN}"}
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
def metered(settings: Settings) -> Settings:
    """Settings that have metrics served."""
    return settings.model_copy(update={"metrics_token": SecretStr(TOKEN)})


async def scraped(client: httpx.AsyncClient) -> Samples:
    """Return what a scrape says, by name and labels."""
    answered = await client.get("/metrics", headers=SENT)
    assert answered.status_code == 200
    assert answered.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answered.text)
        for sample in family.samples
    }


def value(samples: Samples, name: str, **labels: str) -> float:
    """Return one number."""
    return samples[name, tuple(sorted(labels.items()))]


async def test_requests_are_counted_by_route(metered: Settings, population: Population) -> None:
    """A request counts under its route's template and status; an unknown address under none."""
    token = token_of(metered, EVERYBODY)
    path = f"/v1/officials/{population.officials[0]}/evaluations/2025-26"
    async with started_anew(metered) as app, client_of(app, token) as client:
        for address in (path, path, "/v1/officials/4711/evaluations/2025-26", "/asha/achary"):
            await client.get(address)
        samples = await scraped(client)

    route = "/v1/officials/{official_id}/evaluations/{reporting_year}"
    counted = {"method": "GET", "route": route}
    assert value(samples, "karmasetu_requests_total", status="200", **counted) == 2
    assert value(samples, "karmasetu_requests_total", status="404", **counted) == 1
    unmatched = {"method": "GET", "route": "unmatched", "status": "404"}
    assert value(samples, "karmasetu_requests_total", **unmatched) == 1
    assert value(samples, "karmasetu_request_seconds_count", route=route) == 3
    named = {label for _, labels in samples for label in labels}
    assert {name for name, _ in named} <= {"method", "route", "status", "le", "kind"}
    assert not [one for _, one in named if "asha" in one or "4711" in one]


async def test_the_installation_is_told_of(
    metered: Settings, population: Population, owner: asyncpg.Connection
) -> None:
    """Positions, the feed's lag, jobs, the pool and what waits are those of the store."""
    await owner.execute(
        "INSERT INTO jobs.pgqueuer (priority, status, entrypoint, execute_after)"
        " VALUES (0, 'queued', 'export', now() - interval '90 seconds')"
    )
    await owner.execute("UPDATE feed_run SET state = 'complete', ended_at = now()")
    published = await owner.fetchval("SELECT value FROM position_counter WHERE kind = 'publish'")
    token = token_of(metered, EVERYBODY)
    path = f"/v1/apar/2025-26/officials/{population.officials[0]}"
    async with started_anew(metered) as app, client_of(app, token) as client:
        before = await scraped(client)
        await client.get(path)
        samples = await scraped(client)
        ready = (await client.get("/health/ready")).json()

    assert published > 0
    assert value(samples, "karmasetu_publish_position") == published
    assert value(samples, "karmasetu_jobs", kind="export", status="queued") == 1
    assert 90 <= value(samples, "karmasetu_job_lag_seconds") < 120
    assert value(samples, "karmasetu_pool_connections") == metered.pool_size
    assert value(samples, "karmasetu_pool_connections_in_use") == 0
    waiting = value(before, "karmasetu_audit_events_waiting")
    assert value(samples, "karmasetu_audit_events_waiting") == waiting + 1
    assert ready["worker"] == "silent"


async def test_a_worker_at_work_keeps_others_waiting(
    settings: Settings, owner: asyncpg.Connection
) -> None:
    """While a worker says that it is at a job, one that waits is no sign of a dead worker.

    Where nothing waits, nothing is said of a worker but that.
    """
    await owner.execute("UPDATE audit_event SET at = now() WHERE chain_hash IS NULL")
    async with started_anew(settings) as app, client_of(app, None) as client:
        idle = (await client.get("/health/ready")).json()
    await owner.execute(
        "INSERT INTO jobs.pgqueuer (priority, status, entrypoint, execute_after, heartbeat) VALUES"
        " (0, 'queued', 'export', now() - interval '90 seconds', now()),"
        " (0, 'picked', 'evaluation', now() - interval '90 seconds', now())"
    )
    async with started_anew(settings) as app, client_of(app, None) as client:
        busy = (await client.get("/health/ready")).json()
        await owner.execute("UPDATE jobs.pgqueuer SET heartbeat = now() - interval '2 minutes'")
        dead = (await client.get("/health/ready")).json()

    assert (idle["worker"], busy["worker"], dead["worker"]) == ("idle", "at-work", "silent")


@pytest.mark.parametrize(
    "sent", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Bearer क".encode()}]
)
async def test_nobody_else_gets_them(
    metered: Settings, sent: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """Without the token, and with an access token of the API, the answer is 401, and logged."""
    access = {"Authorization": f"Bearer {token_of(metered, EVERYBODY)}"}
    async with started_anew(metered) as app, client_of(app, None) as stranger:
        answers = [await stranger.get("/metrics", headers=headers) for headers in (sent, access)]

    assert {one.status_code for one in answers} == {401}
    assert answers[1].headers["www-authenticate"] == 'Bearer error="invalid_token"'
    told = [vars(one) for one in caplog.records if one.getMessage() == "refused"]
    assert [one["route"] for one in told] == ["/metrics", "/metrics"]


async def test_a_database_that_is_away_is_told(metered: Settings) -> None:
    """The metrics say that the database is away, and go on telling of requests."""
    nowhere = metered.model_copy(update={"database_url": "postgresql://127.0.0.1:1/none"})
    async with started_anew(nowhere) as app, client_of(app, None) as client:
        await client.get("/health/live")
        samples = await scraped(client)

    assert value(samples, "karmasetu_database_up") == 0
    assert value(samples, "karmasetu_request_seconds_count", route="/health/live") == 1
    assert "karmasetu_publish_position" not in {name for name, _ in samples}


async def test_without_a_token_there_are_none(settings: Settings) -> None:
    """An installation that sets no token has no such address."""
    async with started_anew(settings) as app, client_of(app, None) as client:
        assert (
            await client.get("/metrics", headers={"Authorization": "Bearer "})
        ).status_code == 404


def test_every_metric_is_explained() -> None:
    """docs/metrics.md names each metric that the module has, and none besides."""
    source = (ROOT / "app" / "api" / "metrics.py").read_text("utf-8")
    made = {f"karmasetu_{name}" for name in re.findall(r'gauge\("([a-z_]+)"', source)}
    made |= set(re.findall(r'"(karmasetu_[a-z_]+)"', source))
    explained = set(re.findall(r"`(karmasetu_[a-z_]+)`", pages.text(ROOT / "docs" / "metrics.md")))

    assert "prometheus_client" in sys.modules
    assert explained == made
