"""The readers that a sync uses, each with what marks a row or a report as its own."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.integrations.igot.catalogue import read_course, read_organisation
from app.integrations.igot.enrolments import read_enrolment
from app.integrations.igot.extract import EXTRACT_COLUMNS, read_assessment
from app.integrations.igot.extract_courses import COURSE_COLUMNS, read_course_row
from app.integrations.igot.feed import Fault
from app.integrations.igot.people import read_official
from app.integrations.igot.plans import read_plan_v1, read_plan_v4
from app.integrations.igot.reports import ENROLMENT_COLUMNS, read_completion
from app.integrations.igot.staff import read_staff_position
from app.integrations.igot.wire import QuirkError, required, sort_out
from app.policy import designation
from app.policy.prescriber import in_all_india_service
from app.policy.rules.ruleset import Ruleset

Row = Mapping[str, Any]
Outcome = tuple[int, list[Fault]]
ReadAll = Callable[[Sequence[Any], Ruleset], Outcome]


@dataclass(frozen=True, slots=True)
class RowReader:
    """A reader of JSON rows: what it is called, which keys mark its rows, and how it reads them."""

    name: str
    marks: tuple[frozenset[str], ...]
    read: ReadAll

    def knows(self, row: Row) -> bool:
        """Say whether a row looks like one of its own: it has a key out of each set."""
        keys = set(row)
        return all(keys & mark for mark in self.marks)


@dataclass(frozen=True, slots=True)
class ReportReader:
    """A reader of a pipe report's rows: its columns, and how one row of them is read."""

    name: str
    columns: tuple[str, ...]
    read: Callable[[tuple[str, ...]], object]


def _plain(
    read: Callable[[Row], object], *keys: str
) -> Callable[[Sequence[Any], Ruleset], Outcome]:
    def take(rows: Sequence[Any], _: Ruleset) -> Outcome:
        records, faults = sort_out(rows, read, "row", *keys)
        return len(records), faults

    return take


def _officials(rows: Sequence[Any], rules: Ruleset) -> Outcome:
    def read(row: Row) -> object:
        return read_official(row, required(row, "rootOrgId"), rules.missing_group.value)

    return _plain(read, "userId")(rows, rules)


def _organisations(rows: Sequence[Any], rules: Ruleset) -> Outcome:
    return _plain(lambda row: read_organisation(row, rules.authority_kinds), "identifier")(
        rows, rules
    )


def _enrolment(row: Row) -> object:
    return read_enrolment(row, required(row, "userId", "userid")).completion


async def _stored(group_id: str) -> dict[str, Any]:
    del group_id
    raise QuirkError("user-group-missing", "a sample holds no stored groups")


def _plans(rows: Sequence[Any], _: Ruleset) -> Outcome:
    taken, faults = 0, list[Fault]()
    for row in rows:
        if not isinstance(row, dict):
            faults.append(Fault("element-null", "plan", "an element of the list is no object"))
            continue
        newer = "planYear" in row or "contextData" in row
        plan, found = (
            asyncio.run(read_plan_v4(row, _stored)) if newer else read_plan_v1(row, _owner(row))
        )
        taken += plan is not None
        faults += found
    return taken, faults


def _owner(row: Row) -> str:
    return str(row.get("orgId") or "unknown")


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


ROWS = (
    RowReader(
        "plans",
        (_set("contentList"), _set("userType", "assignmentType", "planYear", "contextData")),
        _plans,
    ),
    RowReader(
        "enrolments",
        (_set("courseId", "courseid"), _set("userId", "userid"), _set("status", "completedOn")),
        _plain(_enrolment, "courseId", "courseid"),
    ),
    RowReader(
        "officials",
        (_set("userId", "profileDetails", "profiledetails"), _set("rootOrgId")),
        _officials,
    ),
    RowReader("organisations", (_set("orgName"), _set("sbOrgType", "mapId")), _organisations),
    RowReader("staff details", (_set("totalPositionsFilled"),), _plain(read_staff_position, "id")),
    RowReader(
        "courses",
        (_set("identifier"), _set("primaryCategory", "courseCategory")),
        _plain(read_course, "identifier"),
    ),
)
REPORTS = (
    ReportReader("enrolment report", ENROLMENT_COLUMNS, read_completion),
    ReportReader("APAR extract, assessments", EXTRACT_COLUMNS, read_assessment),
    ReportReader("APAR extract, courses", COURSE_COLUMNS, read_course_row),
)


def names_read(kind: str, names: Sequence[str], rules: Ruleset) -> Iterator[tuple[str, int]]:
    """Yield what the rules make of designations or services, with how many came to it."""
    if kind == "services":
        found = sum(in_all_india_service(name, rules) for name in names)
        yield "All India Services", found
        yield "other services", len(names) - found
        return
    keys = [designation.key(name) for name in names]
    found = sum(key in rules.level_map for key in keys)
    yield "with a level by the house map", found
    yield "without one: an authority maps them", len(keys) - found
