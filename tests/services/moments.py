"""The moments at which the tests' worlds are read."""

from collections.abc import Callable
from datetime import UTC, datetime

EARLY = datetime(2026, 1, 5, 18, 30, tzinfo=UTC)
LATER = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)


def clock_at(moment: datetime) -> Callable[[], datetime]:
    """Return a clock that stands still."""
    return lambda: moment
