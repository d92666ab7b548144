"""When something that another system did not answer for is tried again, and when no more."""

from datetime import timedelta

# House value: how long is waited after each try that got no answer; after the last none follows.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=15),
    timedelta(hours=24),
)


def wait_after(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries without an answer; None to give up."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None
