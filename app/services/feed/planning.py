"""How many calls a run is going to send on each road: reckoned before its first, from what is held.

A report is one call, a list one for each page. A road is reckoned by the pages that what is held
fills, and never for less than it took when a run of the same kind last read it to its end: so what
nobody can reckon, as the tree's depth or slices of a large list, is known from the second run on.
Calls that are sent again after a failure are not in it.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.integrations.igot import roads as wire
from app.services.feed import (
    fresh_look,
    hierarchy,
    results_taken_back,
    silent_reports,
    staff_details,
)
from app.services.feed.limits import OLDER
from app.services.feed.roads import Roads
from app.store import authorities
from app.store.authorities import Authority
from app.store.feed import call_plans, looks
from app.store.feed.feed_runs import NATIONAL

Calls = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked for: its kind, its windows, and how many older ones it may read."""

    kind: str
    windows: int
    older: int
    read_before: Collection[tuple[str, int]]


async def plan(roads: Roads, asked: Asked) -> dict[str, int]:
    """Return how many calls each road takes, those of all authorities together."""
    year = roads.year.start
    left = await fresh_look.left(roads.database, roads.limits.looks_an_hour, roads.clock())
    async with roads.database.reading() as session:
        held = await authorities.every(session)
        sizes = await authorities.sizes(session)
        last = await call_plans.last(session, asked.kind, year)
        counts = await call_plans.counts(session, year)
        silent = sorted(await looks.silent(session, year))
        waiting = len(await looks.waiting(session, silent, roads.began, left)) if silent else 0
    reckoned: dict[tuple[str, int], int] = {
        ("organisations", NATIONAL): pages(len(held), wire.ORGANISATION_PAGE),
        ("courses", NATIONAL): pages(counts.courses, wire.COURSE_PAGE),
        ("plans", NATIONAL): len(held) * len(wire.PLAN_STATUSES) + counts.plans_one_by_one,
        ("assessments", NATIONAL): 1,
        **{("officials", a.id): pages(sizes.get(a.id, 0), wire.USER_PAGE) for a in held},
        **_by_kind(asked, held),
    }
    whole = {one: max(calls, last.get(one, 0)) for one, calls in reckoned.items()}
    if asked.kind != "incremental":
        doubted = max(counts.doubted, last.get(("fresh looks", NATIONAL), 0))
        whole["fresh looks", NATIONAL] = min(left - (left // 2 if silent else 0), doubted)
    if silent:
        whole[silent_reports.ROAD, NATIONAL] = waiting
    return summed(whole, asked)


def pages(rows: int, a_page: int) -> int:
    """Return how many pages some rows fill; an empty list is asked for all the same."""
    return max(-(-rows // a_page), 1)


def summed(calls: Calls, asked: Asked) -> dict[str, int]:
    """Return the calls of each road, without what a killed run had read."""
    roads = Counter[str]()
    for (road, authority_id), count in calls.items():
        if (road, authority_id) not in asked.read_before:
            roads[road] += count
    if asked.older:
        roads[OLDER] = asked.older
    return dict(roads)


def listed(planned: Mapping[str, int]) -> str:
    """Say in one line how many calls are planned, and on which roads."""
    return f"{sum(planned.values())}: " + ", ".join(f"{one} {n}" for one, n in planned.items())


def too_large(planned: Mapping[str, int], allowed: int | None) -> str | None:
    """Return why a plan does not fit into what may be sent, with its numbers; None if it does."""
    if allowed is None or sum(planned.values()) <= allowed:
        return None
    return f"plan-too-large: {allowed} calls may be sent, and planned are {listed(planned)}"


def told(planned: Mapping[str, int], used: Mapping[str, int]) -> str:
    """Say in one line what each road used of what was planned for it."""
    roads = [*planned, *(one for one in used if one not in planned)]
    return ", ".join(f"{one} {used.get(one, 0)} of {planned.get(one, 0)}" for one in roads)


def _by_kind(asked: Asked, held: Sequence[Authority]) -> dict[tuple[str, int], int]:
    if asked.kind == "incremental":
        return {("latest enrolments", a.id): 1 for a in held}
    reports = {("completions", a.id): asked.windows for a in held}
    details = {(staff_details.ROAD, a.id): 1 for a in held}
    extract = {("reconciliation", NATIONAL): 1, (results_taken_back.ROAD, NATIONAL): 0}
    tree = {(hierarchy.ROAD, NATIONAL): len(wire.TREE_TOPS)}
    return {**reports, **details, **tree, **(extract if asked.kind == "reconciling" else {})}
