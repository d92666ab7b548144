"""Where a fault may fall: each route's first, middle and last page, or row of a report."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import httpx

from app.integrations.http import Call
from app.integrations.igot import roads as wire
from app.integrations.igot.stand_in.faults import KINDS
from app.services.feed import bulk, hierarchy, staff_details
from app.services.feed.looking import look_afresh
from app.services.feed.roads import Roads
from app.services.feed.sync import windows
from app.store.authorities import Authority
from tests.services.carried import YEAR
from tests.services.served import KEY, PATIENT, ServedIgot

# Few rows at a time, so that a small world has three pages of everything that comes in pages.
PAGES = {"USER_PAGE": 60, "ORGANISATION_PAGE": 5, "COURSE_PAGE": 140, "PLAN_PAGE": 10}
LOOKED_AT = 3
Travel = Callable[[Roads, list[Authority]], Awaitable[Any]]


class Stretch(NamedTuple):
    """A place on a route, and on which of our roads it lies."""

    road: str
    route: str
    place: str
    page: int
    line: int = 0

    def fault(self, kind: str, times: int) -> dict[str, Any]:
        """Return the line of a fault script that makes it happen here."""
        return {
            "route": self.route,
            "page": self.page,
            "line": self.line,
            "fault": kind,
            "times": times,
        }


async def in_bulk(roads: Roads, held: list[Authority]) -> None:
    """Take up reports as a run does: each read ahead into its bay, then merged."""
    async with bulk.reports(roads, held, windows(YEAR)) as reports:
        async for report in reports:
            await report.merge(roads)


TRAVELS: dict[str, Travel] = {
    "organisations": lambda roads, _: roads.organisations(),
    "hierarchy": lambda roads, _: hierarchy.read(roads),
    "courses": lambda roads, _: roads.courses(),
    "officials": lambda roads, held: roads.officials(held[0]),
    "plans": lambda roads, held: roads.plans(held[:3]),
    "completions": lambda roads, held: in_bulk(roads, held[:1]),
    "fresh looks": lambda roads, _: look_afresh(roads),
    "staff details": lambda roads, held: staff_details.read(roads, held[0]),
    "assessments": lambda roads, _: roads.assessments(),
}
_PAGED = (
    ("organisations", "org/v1/search"),
    ("courses", "composite/v4/search"),
    ("officials", "user/v1/search"),
    ("plans", "cbplan/v4/search"),
)
_CALLED = (
    ("hierarchy", "org/v1/list"),
    ("plans", "cbplan/v1/list"),
    ("plans", "cbplan/v4/admin/read"),
    ("plans", "usergroup/v1/read"),
    ("fresh looks", "course/v1/user/enrollment/list"),
    ("staff details", "staff/position"),
)
_STREAMED = (
    ("completions", "report/org/enrolment"),
    ("assessments", "report/apar/assigned/courses"),
)
PLACES = ("first", "middle", "last")
FIRSTS = [Stretch(road, route, "first", 1) for road, route in (*_PAGED, *_CALLED, *_STREAMED)]


def stretches(igot: ServedIgot, authority: str) -> list[Stretch]:
    """Return every place; how often a route is called, and how long a report is, was counted."""
    found = [
        Stretch(road, route, place, page)
        for road, route in _PAGED
        for page, place in enumerate(PLACES, start=1)
    ]
    for road, route in _CALLED:
        calls = igot.asked_on[route]
        pages = dict.fromkeys((1, (calls + 1) // 2, calls))
        found += [
            Stretch(road, route, place, page) for page, place in zip(pages, PLACES, strict=False)
        ]
    spans = windows(YEAR)
    reports = [wire.report_enrolments(authority, span) for span in spans]
    found += _in_rows(*_STREAMED[0], [_rows(igot, one) for one in reports])
    return found + _in_rows(*_STREAMED[1], [_rows(igot, wire.extract_apar(YEAR))])


def _in_rows(road: str, route: str, rows: list[int]) -> list[Stretch]:
    """Return places in one report or several: the first row, one midway, and the very last."""
    return [
        Stretch(road, route, "first", 1, 0),
        Stretch(road, route, "middle", 1, rows[0] // 2),
        Stretch(road, route, "last", len(rows), rows[-1] - 1),
    ]


def _rows(igot: ServedIgot, call: Call) -> int:
    headers = {"Authorization": f"Bearer {KEY}", **call.headers}
    address = f"{igot.origin}/api/{call.path}"
    answer = httpx.post(address, json=call.body, headers=headers, timeout=PATIENT)
    return len(answer.raise_for_status().text.splitlines()) - 1


def kinds() -> list[str]:
    """Return the kinds of faults in a fixed order."""
    return sorted(KINDS)
