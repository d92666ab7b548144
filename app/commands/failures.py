"""What may go wrong around a command's work, told in our own words instead of a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from app.errors import InvalidError
from app.store.failures import DRIVER_FAILURES, told


@contextmanager
def failures_told() -> Iterator[None]:
    """Let a failure of the settings or the database be one clear line.

    Raises InvalidError for settings or an address that can't be right, and OverloadedError for a
    database that can't be reached, is behind, or does not know our roles.
    """
    try:
        yield
    except ValidationError as fault:
        raise _unreadable(fault) from fault
    except DRIVER_FAILURES as failure:
        meant = told(failure)
        if meant is None:
            raise
        raise meant from failure


def _unreadable(fault: ValidationError) -> InvalidError:
    faults = [
        (".".join(f"KARMASETU_{part}".upper() for part in error["loc"]), error["msg"])
        for error in fault.errors(include_input=False, include_url=False)
    ]
    return InvalidError("the settings can't be read", faults)
