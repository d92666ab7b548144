"""The stand-in SPARROW behind a real socket, with a fresh ledger for each test."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import uvicorn
from joserfc.jwk import OKPKey
from starlette.types import ASGIApp, Receive, Scope, Send

from app.integrations.http import CallLimits
from app.integrations.sparrow.api import SparrowConnection, SparrowDesk
from app.integrations.sparrow.stand_in.server import create_stand_in
from app.integrations.sparrow.stand_in.settings import StandInSettings
from app.services.apar.signatures import CALL, ProofKeys

KEY = "planted-sparrow-key"
PATIENT = 60.0
_OWN = OKPKey.generate_key("Ed25519")
PROOFS = ProofKeys(_OWN, {_OWN.thumbprint(): _OWN})
BELIEVING = StandInSettings(key=KEY, jwks=PROOFS.jwks())
QUICK = CallLimits(attempts=2, wait_seconds=0.001, wait_seconds_max=0.002, answer_seconds=20.0)
IMPATIENT = CallLimits(attempts=2, wait_seconds=0.001, wait_seconds_max=0.002, answer_seconds=0.4)


def signed(content: bytes) -> str:
    """Return the signature over a call's bytes, by the key that the stand-in believes."""
    return PROOFS.sign(content, CALL, datetime.now(UTC))


class ServedSparrow:
    """A stand-in on a loopback port; ``origin`` is its base address."""

    def __init__(self) -> None:
        self._app: ASGIApp = create_stand_in(BELIEVING)
        self.calls = httpx.Client(timeout=PATIENT)
        self.origin = ""

    def fresh(self) -> None:
        """Forget everything, and behave."""
        self._app = create_stand_in(BELIEVING)

    def misbehave(self, *lines: dict[str, Any]) -> None:
        """Replace the fault script by these lines."""
        self.calls.put(f"{self.origin}/_faults", json=lines).raise_for_status()

    def faults(self) -> list[dict[str, Any]]:
        """Return the fault script as it stands, and how often each line was met."""
        lines: list[dict[str, Any]] = self.calls.get(f"{self.origin}/_faults").json()
        return lines

    def unmet(self) -> list[dict[str, Any]]:
        """Return the lines of the fault script that no call has met."""
        return [line for line in self.faults() if not line["met"]]

    def until_met(self) -> None:
        """Return as soon as each line of the fault script was met by a call."""
        deadline = time.monotonic() + PATIENT
        while self.unmet():
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def ledger(self) -> dict[str, Any]:
        """Return what the instance holds."""
        held: dict[str, Any] = self.calls.get(f"{self.origin}/_ledger").json()
        return held

    def until(self, reached: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return what the instance holds, as soon as it holds what is waited for."""
        deadline = time.monotonic() + PATIENT
        while not reached(held := self.ledger()):
            assert time.monotonic() < deadline, held["counts"]
            time.sleep(0.02)
        return held

    def desk(self, limits: CallLimits = QUICK, key: str = KEY) -> SparrowDesk:
        """Return the real client over this server."""
        return SparrowDesk(SparrowConnection(self.origin, key, signed, limits))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the present stand-in."""
        await self._app(scope, receive, send)


@contextmanager
def served() -> Iterator[ServedSparrow]:
    """Serve a stand-in on a free loopback port, in a thread of its own."""
    sparrow = ServedSparrow()
    config = uvicorn.Config(sparrow, port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    sparrow.origin = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield sparrow
    finally:
        sparrow.calls.close()
        server.force_exit = server.should_exit = True
        thread.join()
