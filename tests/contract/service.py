"""The service as it is run, in a process of its own over two small authorities, and its tokens."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.demo.processes import free_port, running, wait_until_it_answers
from app.policy.access.roles import ROLES, Role
from app.policy.access.scopes import SCOPES
from app.services.tokens import Caller
from app.settings import Settings
from app.store.database import Database, Tenant
from app.wiring.keys import signer
from tests.api.population import populate
from tests.harness.logged import named_in

OWN_AUTHORITY = OWN_OFFICIAL = 1
LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Served:
    """Where the service answers, the log that it writes, and its settings."""

    origin: str
    log: Path
    settings: Settings

    def token(self, role: Role) -> str:
        """Return a token of a role with every scope, for a person: one who sees what he may."""
        keys = ROLES[role].keys
        tenant = Tenant(authorities=frozenset({OWN_AUTHORITY}))
        if "everything" in keys:
            tenant = Tenant(everything=True)
        elif "official" in keys:
            tenant = Tenant(official=OWN_OFFICIAL)
        caller = Caller(f"fuzz-{role}", role, frozenset(SCOPES), tenant, person=f"p-{role}")
        return signer(self.settings).issue(caller, datetime.now(UTC), LIFETIME)


@contextmanager
def served(
    address: str, folder: Path, *, worker: bool = False, a_minute: int = 0
) -> Iterator[Served]:
    """Fill the migrated database at an address, and serve it; with ``worker`` jobs are done too.

    ``a_minute`` is how many requests a client may send, 0 for as many as it likes.
    """
    asyncio.run(_fill(address))
    keys = folder / "keys"
    settings = Settings(
        database_url=address,
        signing_key_file=keys / "signing.pem",
        proof_key_file=keys / "proof.pem",
        proof_keys_directory=keys / "proofs",
        export_directory=folder / "exports",
    )
    variables = {
        "DATABASE_URL": address,
        "KARMASETU_REQUESTS_A_MINUTE": str(a_minute),
        "KARMASETU_REQUESTS_A_MINUTE_OF": "{}",
        "KARMASETU_SIGNING_KEY_FILE": str(settings.signing_key_file),
        "KARMASETU_PROOF_KEY_FILE": str(settings.proof_key_file),
        "KARMASETU_PROOF_KEYS_DIRECTORY": str(settings.proof_keys_directory),
        "KARMASETU_EXPORT_DIRECTORY": str(settings.export_directory),
    }
    port, log = free_port(0), folder / "api.log"
    origin = f"http://127.0.0.1:{port}"
    with running(["serve", "--port", str(port)], variables, log) as api, ExitStack() as beside:
        wait_until_it_answers(api, f"{origin}/health/ready", log)
        if worker:
            beside.enter_context(running(["worker"], variables, folder / "worker.log"))
        yield Served(origin, log, settings)
    for one in folder.glob("*.log"):
        assert not named_in(one.read_text("utf-8", errors="replace"))


async def _fill(address: str) -> None:
    database = Database.open(address, "karmasetu_worker")
    await populate(database)
    await database.close()
