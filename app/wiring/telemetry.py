"""What is sent of requests to a collector of traces, where one is set: FastAPI's own spans."""

from fastapi.telemetry import TelemetryConfig

from app.errors import InvalidError
from app.settings import Settings


def telemetry(settings: Settings) -> TelemetryConfig:
    """Return FastAPI's configuration: nothing by itself, and spans to the collector that is set.

    FastAPI's logs and what it would set up by environment variables stay off: they hold addresses
    and the texts of failures. Raises InvalidError where the library for sending is not installed.
    """
    quiet: TelemetryConfig = {
        "tracing": False,
        "metrics": False,
        "logs": False,
        "operation_spans": False,
        "auto_configure": False,
    }
    if not settings.telemetry_url:
        return quiet
    try:
        from app.wiring.tracing import provider  # noqa: PLC0415 - loaded only where it is wanted
    except ModuleNotFoundError:
        fault = ("KARMASETU_TELEMETRY_URL", "install what requirements/telemetry.txt names")
        raise InvalidError("traces can't be sent", [fault]) from None
    return {**quiet, "tracing": True, "tracer_provider": provider(settings.telemetry_url)}
