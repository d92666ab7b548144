"""Faults on demand: which road misbehaves, on which page or line, how, and how often."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

from app.integrations.igot.stand_in.answers import Answer

KINDS = frozenset(
    {
        "http500",
        "http429",
        "html502",
        "expired_token",
        "truncate",
        "reset",
        "hang",
        "slow_drip",
        "wrong_charset",
        "duplicate_page",
        "wrong_total",
    }
)
_FIELDS = {"route", "page", "line", "fault", "times"}
_TOTALS = ("count", "totalCount")
_LIE = 7
_OF_LINES = frozenset({"truncate", "duplicate_page", "wrong_charset"})
# A letter that, written in Latin-1, no reader of UTF-8 can take.
STRAY = "\xe9"


@dataclass(slots=True)
class Fault:
    """One line of the script; ``page`` None means whichever comes next.

    ``line`` says after how many rows it meets a report, which comes as a stream.
    """

    route: str
    page: int | None
    kind: str
    times: int
    line: int
    met: int = 0


class FaultScript:
    """The faults that are still to happen."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._calls: Counter[str] = Counter()

    def replace(self, lines: Any) -> None:
        """Start over with these lines; raise TypeError or ValueError if it can't be read."""
        if not isinstance(lines, list):
            raise TypeError("a fault script is a list")
        self._faults = [_read(line) for line in lines]
        self._calls.clear()

    def clear(self) -> None:
        """Misbehave no more."""
        self.replace([])

    def told(self) -> list[dict[str, Any]]:
        """Return the script as it stands: how often each fault is still to happen, and has."""
        return [asdict(fault) for fault in self._faults]

    def take(self, route: str, page: int | None) -> Fault | None:
        """Return the fault that this call meets, and use it up.

        Roads without pages count their calls instead: from the named call on.
        """
        self._calls[route] += 1
        for fault in self._faults:
            if fault.route == route and fault.times > 0 and self._met(fault, page):
                fault.times -= 1
                fault.met += 1
                return fault
        return None

    def _met(self, fault: Fault, page: int | None) -> bool:
        if fault.page is None:
            return True
        return self._calls[fault.route] >= fault.page if page is None else page == fault.page


def _read(line: Any) -> Fault:
    if not isinstance(line, dict) or set(line) - _FIELDS:
        raise ValueError(f"a fault has the fields {', '.join(sorted(_FIELDS))}")
    fault = Fault(
        route=str(line.get("route")),
        page=line.get("page"),
        kind=str(line.get("fault")),
        times=line.get("times", 1),
        line=line.get("line", 0),
    )
    if fault.kind not in KINDS:
        raise ValueError(f"a fault is one of {', '.join(sorted(KINDS))}")
    if not all(isinstance(number, int) for number in (fault.page or 1, fault.times, fault.line)):
        raise ValueError("page, line and times are whole numbers")
    return fault


def bend(answer: Answer, fault: Fault) -> None:
    """Change an answer so that it is complete on its face and wrong inside."""
    if fault.kind == "wrong_total" and answer.payload is not None:
        _raise_totals(answer.payload)
    elif fault.kind in _OF_LINES and answer.chunks is not None:
        answer.chunks = _bent(answer.chunks, fault)


def rows_before(chunks: Iterator[str], line: int) -> Iterator[str]:
    """Yield a report's header and so many of its rows."""
    for number, row in enumerate(_lines(chunks)):
        if number > line:
            return
        yield row


def _bent(chunks: Iterator[str], fault: Fault) -> Iterator[str]:
    for number, row in enumerate(_lines(chunks)):
        if number != fault.line + 1:
            yield row
        elif fault.kind == "truncate":
            yield row[: len(row) // 2].removesuffix("\n")
            return
        else:
            yield from [row, row] if fault.kind == "duplicate_page" else [STRAY + row]


def _lines(chunks: Iterator[str]) -> Iterator[str]:
    return chain.from_iterable(chunk.splitlines(keepends=True) for chunk in chunks)


def _raise_totals(value: dict[str, Any]) -> None:
    for key, inner in value.items():
        if key in _TOTALS and isinstance(inner, int):
            value[key] = inner + _LIE
        elif isinstance(inner, dict):
            _raise_totals(inner)
