"""The server's own hold on connections: what arrives too slowly, or without an end, is closed."""

from asyncio import TimerHandle, Transport
from http import HTTPStatus
from typing import Any, cast
from uuid import uuid4

from pydantic_core import to_json
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.api import problems

# House values. A body that comes more slowly than this is not being sent but held open.
BODY_BYTES_A_SECOND = 4 * 1024
# However steadily it comes: two rosters at a time are received, and others wait for their places.
BODY_SECONDS_MAX = 1800.0
# The edge refuses heads that are too long in full; this bounds one that has no end.
HEAD_BYTES_MAX = 64 * 1024
# For so long a reader may take nothing of a reply; then what is left is thrown away.
STALLED_SECONDS = 60.0
CONNECTIONS_MAX = 1000


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol with a deadline for what is received, which it lacks (Kludex/uvicorn#157).

    The deadline is the server's ``timeout_keep_alive``, in seconds: within it a connection brings
    the head of a request, and as much of a body as ``BODY_BYTES_A_SECOND`` says; between requests
    uvicorn itself waits no longer. A head or a body that is late answers 408 and is closed.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._due: TimerHandle | None = None
        self._stalled: TimerHandle | None = None
        self._in_head = self._in_body = False
        self._head_bytes = self._body_bytes = 0
        self._body_since = 0.0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, unless there are as many connections as one process has."""
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS_MAX:
            self._turn_away("overloaded")
        else:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        super().connection_lost(exc)
        self._expect_nothing()
        self.resume_writing()

    def data_received(self, data: bytes) -> None:
        """Take what arrived; turn away a head that goes on and on."""
        # Also for what belongs to no request: blank lines may stand between two.
        self._expect()
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > HEAD_BYTES_MAX:
            in_address = len(self.url) > HEAD_BYTES_MAX // 2
            self._turn_away("address-too-long" if in_address else "head-too-large")

    def on_message_begin(self) -> None:
        """Note that a request has begun."""
        super().on_message_begin()
        self._in_head, self._head_bytes = True, 0
        self._expect()

    def on_headers_complete(self) -> None:
        """Note that what follows is a body; a request that names no host, or two, is none.

        RFC 9112, 3.2. The parser takes what is raised for a fault of its own, and answers 400.
        """
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts != 1 and (hosts or self.parser.get_http_version() == "1.1"):
            raise ValueError("a request names one host")
        self._in_head, self._in_body = False, True
        self._body_since = self.loop.time()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count what arrives of the body."""
        self._body_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Wait no longer: the request is there."""
        self._in_body = False
        self._expect_nothing()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Give a reader who takes nothing some time."""
        super().pause_writing()
        self._stalled = self.loop.call_later(STALLED_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Let a reader who takes again go on."""
        super().resume_writing()
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words, not ours
        """Answer what is not HTTP as a problem, like any other failure."""
        self._turn_away("malformed")

    def _expect(self) -> None:
        if self._due is None:
            self._body_bytes = 0
            self._due = self.loop.call_later(self.timeout_keep_alive, self._late)

    def _expect_nothing(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _late(self) -> None:
        self._due = None
        steady = self._body_bytes >= BODY_BYTES_A_SECOND * self.timeout_keep_alive
        goes_on = steady and self.loop.time() - self._body_since < BODY_SECONDS_MAX
        # While nothing is read because we have not taken what came, the sender is not the slow one.
        if self.flow.read_paused or (self._in_body and goes_on):
            self._expect()
        else:
            self._turn_away("too-slow" if self._in_head or self._in_body else None)

    def _turn_away(self, code: str | None) -> None:
        """Close the connection, with a problem where nothing of a reply was sent."""
        self._expect_nothing()
        if self.transport.is_closing():
            return
        if self.transport.get_write_buffer_size():
            # Closing would wait for a reader who does not take what is there.
            self.transport.abort()
            return
        # uvicorn's own type leaves out that there is none before the first request.
        cycle = cast("RequestResponseCycle | None", self.cycle)
        replying = cycle and cycle.response_started and not cycle.response_complete
        if code is not None and not replying:
            self.transport.write(self._problem(code))
        self.transport.close()

    def _problem(self, code: str) -> bytes:
        request_id = str(uuid4())
        body = to_json(problems.body_of(code, request_id))
        status = HTTPStatus(problems.KINDS[code].status)
        lines = [
            f"HTTP/1.1 {status.value} {status.phrase}",
            f"content-type: {problems.MEDIA_TYPE}",
            f"content-length: {len(body)}",
            f"x-request-id: {request_id}",
            *(f"{name}: {value}" for name, value in problems.headers_of(status).items()),
            "connection: close",
        ]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
