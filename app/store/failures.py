"""Which failures mean that the database can't be asked just now, rather than that we are wrong."""

from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

# Connection lost, out of resources, ended by an operator, lock not available: PostgreSQL's classes.
_PASSING = ("08", "53", "57", "55P03")


def is_unavailability(error: BaseException) -> bool:
    """Say whether a failure may pass by itself: no connection, none free, or a lock held long."""
    if isinstance(error, (OSError, PoolTimeoutError, InterfaceError)):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None) or ""
    return error.connection_invalidated or state.startswith(_PASSING)
