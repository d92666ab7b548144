"""One PostgreSQL for all test processes: the one that DATABASE_URL names, or the embedded one."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.embedded.account import serving_account
from app.embedded.home import Home, default_home
from app.embedded.parameters import DISPOSABLE
from app.embedded.server import EmbeddedPostgres
from tests.harness.databases import drop_leftovers

PURPOSE = "tests"
# The suite runs in several processes that each hold a few pools.
PARAMETERS = {**DISPOSABLE, "max_connections": "200", "shared_buffers": "128MB"}


@contextmanager
def lent_server(environment: Mapping[str, str], home: Path | None = None) -> Iterator[str]:
    """Lend the address of a server on which a superuser may create databases."""
    address = environment.get("DATABASE_URL")
    if address:
        yield address
        return
    home = home or default_home(PURPOSE)
    embedded = EmbeddedPostgres(home, parameters=PARAMETERS)
    Home(home, serving_account()).make()
    with _share(home / "users") as share:
        embedded.start()
        embedded.release()
        yield embedded.url("postgres")
        if _is_last(share):
            drop_leftovers(embedded.url("postgres"))
            embedded.stop(released=True)


@contextmanager
def _share(users: Path) -> Iterator[int]:
    """Hold a share in the server; a killed process gives its share back by dying."""
    share = os.open(users, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(share, fcntl.LOCK_SH)
        yield share
    finally:
        os.close(share)


def _is_last(share: int) -> bool:
    """Turn the share into the whole, unless another process still holds one."""
    try:
        fcntl.flock(share, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
