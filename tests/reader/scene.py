"""What stands around the reader: the service as it is run, and the people who act on it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx

from app.demo.processes import free_port, running, wait_until_it_answers
from app.policy.access.roles import Role
from app.settings import Settings
from app.store.database import Tenant
from tests.api.calling import EVERYBODY, token_of
from tests.harness.databases import CLONE

YEAR = "2025-26"
SEALS = f"/v1/apar/{YEAR}/seals"
ORDER = {"number": "A-1/2026", "dated": "2026-07-01", "issued_by": "Director"}


@dataclass(frozen=True, slots=True)
class Scene:
    """The service's address and settings, and a folder for what is kept of it."""

    origin: str
    settings: Settings
    folder: Path

    def token(
        self,
        authority_id: int | None = None,
        person: str | None = None,
        role: Role = EVERYBODY.role,
    ) -> str:
        """Return a token for a program or a person, who sees one authority or all."""
        seen = frozenset() if authority_id is None else frozenset({authority_id})
        tenant = Tenant(everything=authority_id is None, authorities=seen)
        caller = replace(EVERYBODY, role=role, tenant=tenant, person=person)
        return token_of(self.settings, caller)

    def ask(self, method: str, address: str, body: Any = None, **who: Any) -> Any:
        """Ask the service as a person of an authority, or as one who sees all; return its answer.

        An authority's years are sealed and corrected by its own people alone.
        """
        role: Role = "mdo_admin" if "authority_id" in who else EVERYBODY.role
        headers = {"Authorization": f"Bearer {self.token(role=role, **who)}"}
        answered = httpx.request(method, f"{self.origin}{address}", json=body, headers=headers)
        answered.raise_for_status()
        return answered

    def seal(self, authority_id: int) -> None:
        """Have one person ask for a seal, and another confirm it."""
        first, second = ({"authority_id": authority_id, "person": one} for one in ("p-1", "p-2"))
        asked = self.ask("POST", SEALS, {"authority_id": authority_id}, **first)
        self.ask("POST", f"{asked.headers['location']}/confirmation", **second)

    def order_correction(self, authority_id: int) -> None:
        """Order the one correction that an authority's year awaits."""
        place = f"/v1/authorities/{authority_id}"
        whose = {"authority_id": authority_id, "person": "p-1"}
        awaited = f"{place}/corrections-awaited/{YEAR}"
        [held] = self.ask("GET", awaited, **whose).json()["awaiting"]
        body = {
            "reporting_year": YEAR,
            "official_id": held["official_id"],
            "digest": held["digest"],
            "reason": "Recorded late.",
            "order": ORDER,
        }
        self.ask("POST", f"{place}/correction-orders", body, **whose)


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader that runs as a program of its own, with a copy in a folder of its own."""

    scene: Scene
    environment: Path
    name: str
    authority_id: int | None

    def step(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Have the reader do a step, and return how it ended."""
        folder = str(self.scene.folder / self.name)
        return subprocess.run(
            [self.environment / "bin" / "python", "-m", "tests.reader.reader", *arguments, folder],
            cwd=CLONE,
            env={
                "PYTHONPATH": f"{self.environment}{os.pathsep}{CLONE}",
                "READER_SERVICE": self.scene.origin,
                "READER_TOKEN": self.scene.token(self.authority_id),
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def do(self, *arguments: str) -> None:
        """Have the reader do a step that must end well, and print what it says."""
        ended = self.step(*arguments)
        for line in (ended.stdout + ended.stderr).splitlines():
            print(f"   {self.name:9} {line}")
        if ended.returncode:
            raise SystemExit(f"the reader {self.name} could not {arguments[0]}")


@contextmanager
def served(address: str, folder: Path) -> Iterator[Scene]:
    """Run API and worker over a database, until the block ends."""
    port = free_port(0)
    origin = f"http://127.0.0.1:{port}"
    variables = {
        "DATABASE_URL": address,
        "KARMASETU_SIGNING_KEY_FILE": str(folder / "signing.pem"),
        "KARMASETU_PROOF_KEY_FILE": str(folder / "proof.pem"),
        "KARMASETU_PROOF_KEYS_DIRECTORY": str(folder / "proofs"),
        "KARMASETU_EXPORT_DIRECTORY": str(folder / "exports"),
    }
    settings = Settings(database_url=address, signing_key_file=folder / "signing.pem")
    with ExitStack() as stack:
        log = folder / "api.log"
        arguments = ["serve", "--port", str(port), "--no-access-log"]
        process = stack.enter_context(running(arguments, variables, log))
        wait_until_it_answers(process, f"{origin}/health/ready", log)
        stack.enter_context(running(["worker"], variables, folder / "worker.log"))
        yield Scene(origin, settings, folder)
