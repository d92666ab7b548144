"""Spans on their way to a collector by OTLP over HTTP, without what may name an official."""

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

# An address holds an official's number; the route, with the names of its places, is told beside it.
UNTOLD = ("url.path", "url.query")


class Discreet(SpanProcessor):
    """Takes addresses out of spans as they begin."""

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:  # noqa: ARG002
        """Overwrite what is not told: a span's attributes can't be removed."""
        for name in UNTOLD:
            if name in (span.attributes or {}):
                span.set_attribute(name, "untold")


def provider(address: str) -> TracerProvider:
    """Return what makes spans and sends them, in the background, to an address."""
    made = TracerProvider(resource=Resource.create({"service.name": "karmasetu"}))
    made.add_span_processor(Discreet())
    made.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address)))
    return made
