"""Faults on demand: which call misbehaves, or about whom, how, and how often."""

import asyncio
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

# What each does: refuse and later answer so of each filing; partial takes half and is silent of the
# rest; omit takes all and tells half; delay takes late, after so many seconds or as soon as the
# script is another one, and answers then; duplicate takes twice and tells twice; reset takes all
# and breaks off; garble takes all and answers no JSON; hang, http400, http429 and http500 take
# nothing.
KINDS = frozenset(
    {
        "refuse",
        "later",
        "partial",
        "omit",
        "delay",
        "duplicate",
        "reset",
        "garble",
        "hang",
        "http400",
        "http429",
        "http500",
    }
)
_FIELDS = {"fault", "call", "times", "official_id", "seconds", "code"}


@dataclass(slots=True)
class Fault:
    """One line of the script: ``call`` counts from one, 0 is whichever comes next.

    With ``official_id`` it meets only calls about that official, and refuses only that filing.
    """

    kind: str
    call: int
    times: int
    official_id: int
    seconds: float
    code: str
    met: int = 0

    def concerns(self, filing: dict[str, Any]) -> bool:
        """Say whether a filing is one that the fault is about."""
        return self.official_id in {0, filing.get("official_id")}


class FaultScript:
    """The faults that are still to happen, and how many calls there were."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._calls = 0
        self._replaced = asyncio.Event()

    def replace(self, lines: Any) -> None:
        """Start over with these lines; raise TypeError or ValueError if they can't be read."""
        if not isinstance(lines, list):
            raise TypeError("a fault script is a list")
        self._faults = [_read(line) for line in lines]
        self._calls = 0
        self._replaced.set()
        self._replaced = asyncio.Event()

    async def delay(self, fault: Fault) -> None:
        """Wait as long as a fault says, or until the script is another one."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._replaced.wait(), fault.seconds)

    def told(self) -> list[dict[str, Any]]:
        """Return the script as it stands: how often each fault is still to happen, and has."""
        return [asdict(fault) for fault in self._faults]

    def take(self, filings: list[dict[str, Any]]) -> Fault | None:
        """Return the fault that a call about these filings meets, and use it up."""
        self._calls += 1
        for fault in self._faults:
            meant = fault.call in {0, self._calls} and any(map(fault.concerns, filings))
            if meant and fault.times > 0:
                fault.times -= 1
                fault.met += 1
                return fault
        return None


def _read(line: Any) -> Fault:
    if not isinstance(line, dict) or set(line) - _FIELDS:
        raise ValueError(f"a fault has the fields {', '.join(sorted(_FIELDS))}")
    fault = Fault(
        kind=str(line.get("fault")),
        call=line.get("call", 0),
        times=line.get("times", 1),
        official_id=line.get("official_id", 0),
        seconds=float(line.get("seconds", 0)),
        code=str(line.get("code", "planted")),
    )
    if fault.kind not in KINDS:
        raise ValueError(f"a fault is one of {', '.join(sorted(KINDS))}")
    if not all(isinstance(one, int) for one in (fault.call, fault.times, fault.official_id)):
        raise ValueError("call, times and official_id are whole numbers")
    return fault
