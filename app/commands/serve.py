"""karmasetu serve: the API, one uvicorn process."""

import ctypes
import gc
import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Annotated

import typer
import uvicorn

from app import logs
from app.commands.failures import failures_told
from app.settings import Settings

# Named, not imported: the other commands start in half the time without it.
APPLICATION = "app.main:create_app"
PROTOCOL = "app.api.listening:PatientProtocol"
# FastAPI asks of each type whether it is of pydantic's first version. None of ours is, and where
# that isn't found FastAPI says so itself: 2 MB less for each process.
NOT_FOUND: dict[str, ModuleType | None] = {"pydantic.v1": None}
# Its own file loads, beside the engines that are taken from it, all of SQLAlchemy's mapping of
# objects, of which nothing is used: 7 MB for each process.
ENGINES_PACKAGE = "sqlalchemy.ext.asyncio"
# glibc's M_MMAP_THRESHOLD, and house value: memory from this size on is given back once it is free,
# as what streams pass through is; left alone, glibc begins to keep it after the first.
MMAP_THRESHOLD = -3
GIVEN_BACK_FROM = 128 * 1024
# House value: so many objects are made before Python looks for those that only hold each other, of
# which a request leaves few. By its own value, 700, it looked at each second request: 7 % of all.
LOOKED_AFTER = 10_000


@failures_told()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    access_log: Annotated[bool, typer.Option(help="Log a line a request.")] = True,
) -> None:
    """Serve the API until interrupted; it holds no state, so run as many as are needed."""
    _be_lean()
    settings = Settings()  # What is set wrongly is told before anything is started.
    logs.configure(requests=access_log)
    uvicorn.run(
        APPLICATION,
        factory=True,
        host=host,
        port=port,
        # Its lines hold addresses, and so officials and what is asked of them; ours don't.
        access_log=False,
        log_config=None,
        server_header=False,
        loop="uvloop",
        http=PROTOCOL,
        ws="none",
        # Quotas and metrics are a process's own; left out, WEB_CONCURRENCY would make several.
        workers=1,
        timeout_keep_alive=settings.receive_seconds,
        timeout_graceful_shutdown=10,
    )


def _be_lean() -> None:
    """Have the process hold in memory only what it needs, as there may be many, and look seldom."""
    sys.modules.update(NOT_FOUND)  # type: ignore[arg-type] # None is how Python is told of it
    if ENGINES_PACKAGE not in sys.modules and (package := find_spec(ENGINES_PACKAGE)) is not None:
        sys.modules[ENGINES_PACKAGE] = module_from_spec(package)  # Its file is not run.
    settle = getattr(ctypes.CDLL(None), "mallopt", None)
    if settle is not None:
        settle(MMAP_THRESHOLD, GIVEN_BACK_FROM)
    gc.set_threshold(LOOKED_AFTER)
