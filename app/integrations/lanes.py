"""What keeps a route from being overrun: calls at a time, a pause after failures, few repeats."""

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LaneLimits:
    """How much of a route is used at a time, and when it is left in peace. All values are ours."""

    calls_at_a_time: int = 4
    failures_in_a_row: int = 10
    pause_seconds: float = 30.0


class Lane:
    """One route: whoever calls takes a turn; after too many failures in a row it is paused.

    A failure is a call that came to nothing for good, its repeats included. When the pause is over
    one call tries the route, and the others stay refused until that one succeeded.
    """

    def __init__(self, limits: LaneLimits) -> None:
        self.turns = asyncio.Semaphore(limits.calls_at_a_time)
        self._limits = limits
        self._failures = 0
        self._paused_until = 0.0

    def admits(self, now: float) -> bool:
        """Say whether a call may be sent now, in seconds of a clock that never goes back."""
        if now < self._paused_until:
            return False
        if self._failures >= self._limits.failures_in_a_row:
            self._paused_until = now + self._limits.pause_seconds
        return True

    def failed(self, now: float, asked: float | None) -> None:
        """Count a failure; pause at once for as long as the other side asked for, if it did."""
        self._failures += 1
        if self._failures >= self._limits.failures_in_a_row:
            self._paused_until = now + self._limits.pause_seconds
        if asked is not None:
            self._paused_until = max(self._paused_until, now + asked)

    def succeeded(self) -> None:
        """Forget the failures."""
        self._failures = 0
        self._paused_until = 0.0


class RepeatBudget:
    """How many calls may still be sent again: each first attempt earns a share of one.

    Without it a platform in trouble would get four times its load at its worst hour.
    """

    def __init__(self, saved: float, per_call: float) -> None:
        self._most = saved
        self._left = saved
        self._per_call = per_call

    def earn(self) -> None:
        """Add what a first attempt earns."""
        self._left = min(self._left + self._per_call, self._most)

    def spend(self) -> bool:
        """Take one repeat, if there is one left."""
        if self._left < 1:
            return False
        self._left -= 1
        return True
