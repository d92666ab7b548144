"""What a failure of the database means, in our own words: the driver's may quote a row."""

import socket

import asyncpg
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.errors import InvalidError, OverloadedError, ServiceError

DRIVER_FAILURES = (
    ArgumentError,
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    FileNotFoundError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    DBAPIError,
)

# Connection lost, out of resources, ended by an operator, lock not available: PostgreSQL's classes.
_PASSING = ("08", "53", "57", "55P03")
# An address that can't be right: no such login, no such database.
_WRONG_ADDRESS = ("28", "3D")
# No such table, column or schema: this version's migrations did not run.
_WRONG_SCHEMA = frozenset({"42P01", "42703", "3F000"})
# The login may not act as our roles, or the roles may not do what they should.
_NOT_GRANTED = "42501"
_ADDRESS = "DATABASE_URL"


def is_unavailability(error: BaseException) -> bool:
    """Say whether a failure may pass by itself: no connection, none free, or a lock held long."""
    if isinstance(error, (OSError, PoolTimeoutError, InterfaceError, asyncpg.InterfaceError)):
        return True
    cause = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(cause, "sqlstate", None) or ""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or state.startswith(_PASSING)


def told(failure: BaseException) -> ServiceError | None:
    """Return what a driver's failure means to whoever runs the service; None where we can't tell.

    The answer quotes nothing of the driver's: that may hold an address, a statement or a row.
    """
    if isinstance(failure, ArgumentError):
        faults = [(_ADDRESS, "not like postgresql://name@host/database")]
        return InvalidError("the database's address can't be read", faults)
    cause = failure.orig if isinstance(failure, DBAPIError) else failure
    state = str(getattr(cause, "sqlstate", None) or "")
    if state.startswith(_WRONG_ADDRESS):
        return InvalidError("the database refuses us", [(_ADDRESS, "no such login or database")])
    if state in _WRONG_SCHEMA:
        return OverloadedError("the database lacks our tables: run karmasetu migrate first")
    if state == _NOT_GRANTED:
        return OverloadedError(
            "the database's login may not act as karmasetu_api or karmasetu_worker: grant it both"
        )
    passing = state.startswith(_PASSING) or isinstance(failure, asyncpg.InterfaceError)
    # The socket that a stopped PostgreSQL took with it has no name here; a file of ours has.
    ours = isinstance(failure, FileNotFoundError) and failure.filename is not None
    if passing or (is_unavailability(failure) and not ours):
        return OverloadedError("the database can't be reached, or can't answer just now")
    return None
