"""What is told of each request once it is over: by its route, never by its address."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import Scope

from app.logs import REQUESTS

requests = logging.getLogger(REQUESTS)
# nginx's: the reader has gone before there was an answer.
GONE = 499


@dataclass(frozen=True, slots=True)
class Served:
    """A request that is over: its method, route (with the names of its places), status, time."""

    method: str
    route: str
    status: int
    seconds: float
    client: str | None

    @classmethod
    def of(cls, scope: Scope, status: int | None, begun: float) -> "Served":
        """Return what there is to tell of a request that began at a reading of the clock."""
        route = getattr(scope.get("route"), "path_format", "unmatched")
        caller = scope["state"].get("caller")
        client = None if caller is None else caller.client_id
        return cls(scope["method"], route, status or GONE, time.perf_counter() - begun, client)


Observer = Callable[[Served], None]


def log(served: Served) -> None:
    """Log a request: what was done, not on whom, since an address may say that."""
    if requests.isEnabledFor(logging.INFO):
        beside = {
            "method": served.method,
            "route": served.route,
            "status": served.status,
            "milliseconds": round(served.seconds * 1000, 1),
            "client": served.client,
        }
        requests.info("request", extra=beside)
