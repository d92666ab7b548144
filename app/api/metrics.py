"""Metrics for Prometheus: what this process served, and where the installation stands.

Labels are routes, methods, states and kinds of work: never an address, a client or an official.
"""

import hmac
import os
from collections.abc import Callable, Iterator

from fastapi import FastAPI, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from app.api import observing
from app.api.observing import Served
from app.api.parts import ApiParts
from app.errors import NoTokenError, UnauthenticatedError
from app.services import standing
from app.services.standing import Standing
from app.store.failures import is_unavailability

PLACE = "/metrics"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# Where several processes of one machine keep their numbers together; the library's own variable.
SHARED = "PROMETHEUS_MULTIPROC_DIR"


class Meter:
    """Counts the requests that are over."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "karmasetu_requests",
            "Requests that are over.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "karmasetu_request_seconds",
            "From the head of a request to the end of its reply.",
            ("route",),
            buckets=BUCKETS,
            registry=self.registry,
        )

    def observe(self, served: Served) -> None:
        """Count a request."""
        self._requests.labels(served.method, served.route, str(served.status)).inc()
        self._seconds.labels(served.route).observe(served.seconds)

    def text(self, gauges: Callable[[], Iterator[Metric]]) -> bytes:
        """Return all metrics in Prometheus' text format, with gauges read just now."""
        registry = CollectorRegistry()
        if SHARED in os.environ:
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # it has no types
        else:
            registry.register(self.registry)
        registry.register(_Gauges(gauges))
        return generate_latest(registry)


class _Gauges:
    """What is read at the moment of a scrape, as a collector."""

    def __init__(self, gauges: Callable[[], Iterator[Metric]]) -> None:
        self._gauges = gauges

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics."""
        return self._gauges()


def install(app: FastAPI, meter: Meter, token: str) -> None:
    """Serve the metrics to whoever has the token: it does not need the database to be up."""

    @app.get(PLACE, include_in_schema=False)
    async def read_metrics(request: Request) -> Response:
        """Return the metrics; what the database tells is left out while it can't be reached."""
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
            kind = UnauthenticatedError if given else NoTokenError
            refused = kind("the metrics have a token of their own")
            observing.refused(request.scope, refused)
            raise refused
        parts: ApiParts = request.app.state.parts
        held = await _held(parts)
        text = meter.text(lambda: _gauges(parts, held))
        return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _held(parts: ApiParts) -> Standing | None:
    try:
        return await standing.read(parts.database, parts.clock())
    except Exception as failure:
        if not is_unavailability(failure):
            raise
        return None


def _gauges(parts: ApiParts, held: Standing | None) -> Iterator[Metric]:
    pool = parts.database.pool()
    yield gauge("database_up", "Whether the database answered this scrape.", held is not None)
    yield gauge("pool_connections", "Connections that a process may hold.", pool.size)
    yield gauge("pool_connections_in_use", "Connections of it that requests have now.", pool.used)
    if held is None:
        return
    yield gauge("publish_position", "The last position that was published.", held.published)
    yield gauge("ingest_position", "The last position at which facts were learned.", held.learned)
    yield gauge("audit_events_waiting", "Audit events without their link.", held.unchained)
    yield gauge("audit_lag_seconds", "How long the first of them has waited.", held.audit_lag)
    if held.feed_lag is not None:
        yield gauge("feed_lag_seconds", "Since the last sync that read all.", held.feed_lag)
    jobs = GaugeMetricFamily("karmasetu_jobs", "Jobs at hand.", labels=("kind", "status"))
    for job in held.jobs:
        jobs.add_metric((job.kind, job.status), job.count)
    yield jobs
    yield gauge("job_lag_seconds", "How long the first due job has waited.", held.job_lag)


def gauge(name: str, what: str, value: float) -> Metric:
    """Return a metric of one number."""
    return GaugeMetricFamily(f"karmasetu_{name}", what, value=float(value))
