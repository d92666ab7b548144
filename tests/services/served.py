"""The stand-in iGOT behind a real socket: the world it tells of can be changed, and it can err."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import httpx
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from app.integrations.http import CallLimits
from app.integrations.igot.api import IgotFeed
from app.integrations.igot.connection import IgotConnection
from app.integrations.igot.stand_in.server import create_stand_in
from app.integrations.igot.stand_in.settings import StandInSettings
from app.integrations.lanes import LaneLimits
from tests.services.moments import LATER, clock_at

KEY, TOKEN = "planted-gateway-key", "planted-user-token"
# A world in January, and a larger one in May: people came and moved, and learned.
EARLY_WORLD = StandInSettings(key=KEY, user_token=TOKEN, today=date(2026, 1, 5), officials=290)
LATER_WORLD = StandInSettings(key=KEY, user_token=TOKEN, today=date(2026, 5, 4), officials=300)
# Routes are paused so shortly that a run right after a failed one finds them open again.
LANES = LaneLimits(pause_seconds=0.01)
QUICK = CallLimits(attempts=2, wait_seconds=0.001, wait_seconds_max=0.002, lanes=LANES)
# For asking the stand-in itself, on a machine that has other things to do.
PATIENT = 60.0
IMPATIENT = CallLimits(
    attempts=2,
    wait_seconds=0.001,
    wait_seconds_max=0.002,
    answer_seconds=0.7,
    report_read_seconds=0.7,
    report_seconds=2.0,
    lanes=LANES,
)


def route_of(path: str) -> str:
    """Return the route that a path takes: ids of people, places and plans are left off."""
    parts = path.removeprefix("/api/").split("/")
    return "/".join(
        part for part in parts if part.isalpha() or (part[:1] == "v" and part[1:].isdigit())
    )


class ServedIgot:
    """A stand-in on a loopback port; ``requests`` counts what it was asked since the last world.

    ``asked_on`` counts it by route, without the id that a path may end in.
    """

    def __init__(self) -> None:
        self._worlds: dict[StandInSettings, ASGIApp] = {}
        self._app: ASGIApp | None = None
        # Connections are not kept, so that there are none to be closed.
        self._desk = httpx.Client(timeout=PATIENT, limits=httpx.Limits(max_keepalive_connections=0))
        self.origin = ""
        self.requests = 0
        self.asked_on = Counter[str]()
        self._awaited: tuple[int, Callable[[], object]] | None = None

    def tell_of(self, world: StandInSettings) -> None:
        """Tell of another world from now on, without misbehaving."""
        if world not in self._worlds:
            self._worlds[world] = create_stand_in(world)
        self._app = self._worlds[world]
        self.misbehave()
        self.requests, self._awaited = 0, None

    def misbehave(self, *lines: dict[str, Any]) -> None:
        """Replace the fault script by these lines."""
        if self.origin:
            self._desk.put(f"{self.origin}/_faults", json=lines).raise_for_status()

    def unmet(self) -> list[dict[str, Any]]:
        """Return the lines of the fault script that no call has met."""
        left: list[dict[str, Any]] = self._desk.get(f"{self.origin}/_faults").json()
        return [line for line in left if not line["met"]]

    async def asked(self, requests: int) -> None:
        """Return as soon as it was asked so often; the server runs in a thread of its own."""
        loop, reached = asyncio.get_running_loop(), asyncio.Event()
        self._awaited = (requests, lambda: loop.call_soon_threadsafe(reached.set))
        if self.requests < requests:
            await reached.wait()

    def feed(self, limits: CallLimits = QUICK, key: str = KEY) -> IgotFeed:
        """Return the real client over this server."""
        connection = IgotConnection(f"{self.origin}/api", key, TOKEN, limits)
        return IgotFeed(connection, clock_at(LATER))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the present world."""
        if scope["type"] == "http" and scope["path"].startswith("/api"):
            self.requests += 1
            self.asked_on[route_of(scope["path"])] += 1
            if self._awaited and self.requests == self._awaited[0]:
                self._awaited[1]()
        if self._app is not None:
            await self._app(scope, receive, send)


@contextmanager
def served() -> Iterator[ServedIgot]:
    """Serve a stand-in on a free loopback port, in a thread of its own."""
    igot = ServedIgot()
    igot.tell_of(LATER_WORLD)
    config = uvicorn.Config(igot, port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    igot.origin = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield igot
    finally:
        server.force_exit = server.should_exit = True
        thread.join()
