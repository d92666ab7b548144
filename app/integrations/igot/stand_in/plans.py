"""The invented training plans of both live generations, in three reporting years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from app.integrations.igot.stand_in import organisations as org
from app.integrations.igot.stand_in.catalogue import (
    ASSESSMENTS,
    COURSES,
    RETIRED_COURSE,
    SECURE_COURSE,
)
from app.integrations.igot.stand_in.hashing import invented_uuid, scramble
from app.integrations.igot.stand_in.vocabulary import (
    AIS_NAMES,
    BANDS,
    CADRE,
    LEVELS,
    batches_of,
    designations_of,
)
from app.policy.reporting_year import ReportingYear

SHARED_COURSE = 8
_SIZES = (5, 6, 7, 8, 7)
_PLAN_KIND, _GROUP_KIND = 1, 2
CURRENT = ReportingYear(2025)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A plan as written down below; ``levels`` are whom it is for, none for everybody."""

    authority: int
    generation: str
    levels: tuple[str, ...] = ()
    year: ReportingYear = CURRENT
    status: str = "Live"
    apar: bool | None = True
    linked: bool = True
    groups: str = "inline"
    assignment: str = "AllUser"
    extra: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A training plan; ``courses`` and ``assessment`` are numbers of the catalogue."""

    number: int
    plan_id: str
    group_id: str
    org_id: str
    sketch: Sketch
    name: str
    courses: tuple[int, ...]
    assessment: int | None

    @property
    def due_at(self) -> datetime:
        """The end of the last day of the reporting year, as plans write their due date."""
        return self.sketch.year.closes - timedelta(seconds=1)

    @property
    def published_at(self) -> datetime:
        """When it was published: in the first weeks of its year."""
        day = self.sketch.year.opens + timedelta(days=3 + self.number % 25, hours=11)
        return day.astimezone(UTC)

    @property
    def counts(self) -> bool:
        """Whether it is a live plan of the year that learning is invented for."""
        return self.sketch.status == "Live" and self.sketch.year == CURRENT


def _per_level(authority: int, generation: str, **more: Any) -> Iterator[Sketch]:
    bands = BANDS if authority == org.STATE else LEVELS
    return (Sketch(authority, generation, (level,), **more) for level in bands)


def _sketches() -> Iterator[Sketch]:
    earlier, later = ReportingYear(2024), ReportingYear(2026)
    yield from _per_level(org.RURAL_ROADS, "v4", groups="by_id")
    yield from _per_level(org.RIVERS, "v4", groups="text")
    yield from _per_level(org.GRANARIES, "v1", assignment="Designation", linked=False)
    yield Sketch(org.CRAFTS, "v1", linked=False, extra=(RETIRED_COURSE, SECURE_COURSE))
    yield Sketch(org.COASTS, "v4", LEVELS[:2], extra=(SHARED_COURSE,))
    yield Sketch(org.COASTS, "v4", LEVELS[1:], extra=(SHARED_COURSE,))
    yield from _per_level(org.LAND, "v4", linked=False)
    yield Sketch(org.LAND, "v4", LEVELS, apar=None)
    yield Sketch(org.MINERALS, "v1", linked=False, apar=False)
    yield Sketch(org.HILLS, "v1", linked=False)
    yield Sketch(org.HILLS, "v1", linked=False, assignment="CustomUser")
    yield Sketch(org.LIGHTHOUSES, "v4", LEVELS, groups="text")
    yield Sketch(org.LIGHTHOUSES, "v4", LEVELS, status="RETIRE")
    yield Sketch(org.LIBRARIES, "v4", LEVELS, groups="by_id")
    yield Sketch(org.LIBRARIES, "v4", LEVELS, status="draft")
    yield Sketch(org.MANUSCRIPTS, "v4", LEVELS)
    yield from _per_level(org.STATE, "v4")
    for year in (earlier, later):
        yield from _per_level(org.RURAL_ROADS, "v4", year=year, groups="by_id")
        yield Sketch(org.CRAFTS, "v1", year=year, linked=False)
        yield from _per_level(org.STATE, "v4", year=year)


def _courses(number: int, sketch: Sketch) -> tuple[int, ...]:
    size = _SIZES[number % len(_SIZES)] - len(sketch.extra)
    start = 20 + number * 8 % 360  # after the special courses
    regular = [course for course in range(start, start + 2 * size) if course % 40 != RETIRED_COURSE]
    return (*sketch.extra, *regular[:size])


def _plan(number: int, sketch: Sketch, org_id: str, seed: int) -> Plan:
    audience = ", ".join(sketch.levels) or "all officials"
    linked = sketch.linked and sketch.generation == "v4"
    return Plan(
        number=number,
        plan_id=invented_uuid(_PLAN_KIND, number, seed),
        group_id=invented_uuid(_GROUP_KIND, number, seed),
        org_id=org_id,
        sketch=sketch,
        name=f"Annual capacity building {sketch.year}: {audience}",
        courses=_courses(number, sketch),
        assessment=COURSES + number % ASSESSMENTS if linked else None,
    )


def build_plans(organisations: tuple[org.Organisation, ...], seed: int) -> tuple[Plan, ...]:
    """Return every plan of every generation, status and year."""
    return tuple(
        _plan(number, sketch, organisations[sketch.authority].org_id, seed)
        for number, sketch in enumerate(_sketches())
    )


def criteria_of(plan: Plan) -> list[tuple[str, list[str]]]:
    """Return the conditions of the plan's criteria group, as their authors wrote them."""
    if plan.sketch.authority == org.STATE:
        batches = [str(batch) for band in plan.sketch.levels for batch in batches_of(band)]
        return [("service", list(AIS_NAMES)), ("cadre", [CADRE]), ("batch", batches)]
    wanted = [text for level in plan.sketch.levels for text in designations_of(level)]
    return [("rootOrgId", [plan.org_id]), ("designation", wanted)]


def custom_officials(organisation: org.Organisation) -> list[int]:
    """Return the numbers of the officials whom the plan of the hill transport names one by one."""
    return list(range(organisation.first, min(organisation.end, organisation.first + 90), 3))


def is_gate(course: int, seed: int) -> bool:
    """Whether a course of a plan of the fourth generation unlocks its assessment."""
    return scramble(course, seed + 5) % 2 == 0
