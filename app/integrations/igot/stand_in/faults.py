"""Faults on demand: which road misbehaves, on which page, how, and how often."""

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.integrations.igot.stand_in.answers import Answer

KINDS = frozenset(
    {"http500", "http429", "html502", "truncate", "reset", "hang", "duplicate_page", "wrong_total"}
)
_FIELDS = {"route", "page", "fault", "times"}
_TOTALS = ("count", "totalCount")
_LIE = 7


@dataclass(slots=True)
class Fault:
    """One line of the script; ``page`` None means whichever comes next."""

    route: str
    page: int | None
    kind: str
    times: int


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

    def take(self, route: str, page: int | None) -> str | None:
        """Return the kind of fault that this call meets, and use it up.

        Roads without pages count their calls instead: from the named call on.
        """
        self._calls[route] += 1
        for fault in self._faults:
            if fault.route == route and fault.times > 0 and self._met(fault, page):
                fault.times -= 1
                return fault.kind
        return None

    def _met(self, fault: Fault, page: int | None) -> bool:
        if fault.page is None:
            return True
        return self._calls[fault.route] >= fault.page if page is None else page == fault.page


def _read(line: Any) -> Fault:
    if not isinstance(line, dict) or set(line) - _FIELDS:
        raise ValueError(f"a fault has the fields {', '.join(sorted(_FIELDS))}")
    fault = Fault(str(line.get("route")), line.get("page"), str(line.get("fault")), 1)
    fault.times = line.get("times", 1)
    if fault.kind not in KINDS:
        raise ValueError(f"a fault is one of {', '.join(sorted(KINDS))}")
    if not all(isinstance(number, int) for number in (fault.page or 1, fault.times)):
        raise ValueError("page and times are whole numbers")
    return fault


def bend(answer: Answer, kind: str) -> None:
    """Change an answer so that it is complete on its face and wrong inside."""
    if kind == "wrong_total" and answer.payload is not None:
        _raise_totals(answer.payload)
    elif kind == "duplicate_page" and answer.chunks is not None:
        header, body = next(answer.chunks), next(answer.chunks, "")
        answer.chunks = iter([header, body, body, *answer.chunks])
    elif kind == "truncate" and answer.chunks is not None:
        header, body = next(answer.chunks), next(answer.chunks, "")
        answer.chunks = islice((header, _half_line(body)), 2)


def _half_line(body: str) -> str:
    cut = body[: len(body) // 2]
    return cut.removesuffix("\n")


def _raise_totals(value: dict[str, Any]) -> None:
    for key, inner in value.items():
        if key in _TOTALS and isinstance(inner, int):
            value[key] = inner + _LIE
        elif isinstance(inner, dict):
            _raise_totals(inner)
