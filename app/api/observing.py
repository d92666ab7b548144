"""What is told of each request once it is over: by its route, never by its address."""

import logging
import time
from collections.abc import Callable
from typing import NamedTuple

from starlette.types import Scope

from app.errors import ServiceError
from app.logs import REQUESTS

logger = logging.getLogger(__name__)
requests = logging.getLogger(REQUESTS)
# nginx's: the reader has gone before there was an answer.
GONE = 499


class Served(NamedTuple):
    """A request that is over: its method, route (with the names of its places), status, time."""

    method: str
    route: str
    status: int
    seconds: float
    client: str | None

    @classmethod
    def of(cls, scope: Scope, status: int | None, begun: float) -> "Served":
        """Return what there is to tell of a request that began at a reading of the clock."""
        seconds = time.perf_counter() - begun
        return cls(scope["method"], _route(scope), status or GONE, seconds, _client(scope))


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


def refused(scope: Scope, why: ServiceError) -> None:
    """Log a token or a function that was refused, also where requests are not logged."""
    beside = {
        "method": scope["method"],
        "route": _route(scope),
        "client": _client(scope),
        "why": why.sentence,
    }
    logger.warning("refused", extra=beside)


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path_format", "unmatched")


def _client(scope: Scope) -> str | None:
    caller = scope["state"].get("caller")
    return None if caller is None else caller.client_id
