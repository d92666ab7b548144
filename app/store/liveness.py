"""Whether a pooled connection still leads to a server, told without asking at each request.

The driver notices a connection that was closed, since the loop reads from it all the while. One
that was cut without a word shows only when it is used; so after some rest it is asked.
"""

import time
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio.engine import AsyncEngine

# House value: a connection that rested for less is used as it is. Asking takes three round trips.
REST_SECONDS = 5.0
_RESTED = "resting_since"


def watch(engine: AsyncEngine) -> None:
    """Have the engine's pool lend no connection whose server has gone; it opens another then."""
    pool, dialect = engine.sync_engine, engine.sync_engine.dialect

    def rest(_: Any, record: Any) -> None:
        record.info[_RESTED] = time.monotonic()

    def lend(connection: Any, record: Any, _: Any) -> None:
        if connection.driver_connection.is_closed():
            raise DisconnectionError("the server closed the connection")
        since = record.info.get(_RESTED)
        if since is None or time.monotonic() - since < REST_SECONDS:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as failure:
            raise DisconnectionError("the server does not answer") from failure

    event.listen(pool, "checkin", rest)
    event.listen(pool, "checkout", lend)
