"""Traces: sent where a collector is set, by route and without addresses; else nothing is loaded."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.sdk.trace import TracerProvider

from app.errors import InvalidError
from app.settings import Settings
from app.wiring.telemetry import telemetry
from tests.api.calling import EVERYBODY, client_of, started_anew, token_of
from tests.harness.programs import ran


@contextmanager
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """Serve a collector on a loopback port; give its address, and what it was sent."""
    sent: list[bytes] = []

    class Collecting(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Keep what is sent."""
            sent.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Collecting) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/traces", sent
        server.shutdown()
        thread.join()


async def test_spans_name_routes_and_no_addresses(settings: Settings) -> None:
    """A collector gets a span for a request: its route and status, but neither path nor query."""
    with collector() as (address, sent):
        traced = settings.model_copy(update={"telemetry_url": address})
        token = token_of(traced, EVERYBODY)
        async with started_anew(traced) as app, client_of(app, token) as client:
            await client.get("/v1/officials/471147/evaluations/2025-26?known_at=88088")
            provider = app._telemetry["tracer_provider"]
            assert isinstance(provider, TracerProvider)
            provider.shutdown()

    [span] = sent
    assert b"/v1/officials/{official_id}/evaluations/{reporting_year}" in span
    assert b"471147" not in span
    assert b"88088" not in span


def test_without_a_collector_nothing_is_loaded() -> None:
    """An API that sends nothing does not load what sends, whatever the environment says of it."""
    script = (
        "import sys, app.main; a = app.main.create_app();"
        "print([name for name in sys.modules if name.startswith('opentelemetry.sdk')],"
        " a._telemetry['auto_configure'], a._telemetry['tracing'], a._telemetry['logs'])"
    )
    variables = {"FASTAPI_OTEL_AUTO_CONFIGURE": "true", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://x"}
    told = ran([sys.executable, "-c", script], env=variables)

    assert told.stdout == "[] False False False\n"


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A collector that is set without the library for it stops the start, and says what to do."""
    monkeypatch.setitem(sys.modules, "app.wiring.tracing", None)

    with pytest.raises(InvalidError) as refused:
        telemetry(Settings(telemetry_url="http://127.0.0.1:1/v1/traces"))

    assert refused.value.faults[0][0] == "KARMASETU_TELEMETRY_URL"
