"""Courses and training plans as a feed shows them; a changed plan is a new version of it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from app.policy.facts import Criterion
from app.store import positions
from app.store.database import Writing
from app.store.statements import statement
from app.store.tables.plan import (
    course,
    plan_criterion,
    plan_group,
    prescribed_course,
    training_plan,
    training_plan_history,
)


@dataclass(frozen=True, slots=True)
class StatedPlan:
    """A plan as the feed states it: ids are the feed's, but for the authority.

    ``vanished`` are those of the courses that the feed no longer shows in a plan which was not
    published anew.
    """

    authority_id: int
    feed_id: str
    generation: str
    name: str
    reporting_year: int
    status: str
    apar: bool | None
    due_at: datetime | None
    published_at: datetime | None
    assessment: str | None
    groups: tuple[tuple[Criterion, ...], ...]
    courses: tuple[tuple[str, bool], ...]
    vanished: tuple[str, ...] = ()

    def content(self) -> dict[str, Any]:
        """Return the plan as plain values, for its history; what vanished where anything did."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), default=str))
        return plain if self.vanished else {k: v for k, v in plain.items() if k != "vanished"}

    def digest(self) -> bytes:
        """Return a digest over everything that the plan states."""
        return hashlib.sha256(json.dumps(self.content(), sort_keys=True).encode()).digest()


async def name_courses(session: Writing, rows: Sequence[Mapping[str, Any]]) -> int:
    """Take up the catalogue's courses; return how many are new or changed.

    Whose entries go by another name of a course is due.
    """
    unique = {row["feed_id"]: row for row in rows}.values()
    stated = {
        "feed_ids": [row["feed_id"] for row in unique],
        "names": [row["name"] for row in unique],
    }
    position = await positions.next_ingest(session)
    await session.run(statement("ingest/due_by_course_name"), {**stated, "position": position})
    named = await session.run(
        statement("ingest/named_courses"),
        {
            **stated,
            "categories": [row["category"] for row in unique],
            "statuses": [row["status"] for row in unique],
            "durations": [row["duration_seconds"] for row in unique],
            "competencies": [json.dumps(row.get("competencies", [])) for row in unique],
        },
    )
    return named.rowcount


async def mention_courses(session: Writing, feed_ids: Sequence[str]) -> None:
    """Make sure that courses exist which something mentions before the catalogue names them."""
    await session.run(statement("ingest/mentioned_courses"), {"feed_ids": list(feed_ids)})


async def merge(session: Writing, plan: StatedPlan, position: int) -> str:
    """Take up one plan: ``same``, ``new`` or ``changed``.

    What vanishes from a plan which was not published anew stays prescribed, course or assessment:
    the first generation lists only live content, and a demand must not shrink in silence. A plan
    that moves to another year by its due date leaves the old year's as it was.
    """
    held = await _held(session, plan)
    if held is not None and held["published_at"] == plan.published_at:
        plan = await _with_vanished(session, plan, held)
    if held is not None and held["digest"] == plan.digest():
        return "same"
    await mention_courses(
        session, [c for c, _ in plan.courses] + ([plan.assessment] if plan.assessment else [])
    )
    version = 1 if held is None else held["version"] + 1
    plan_id = await _write(session, plan, version, position, held)
    for authority_id in {plan.authority_id, held["authority_id"] if held else plan.authority_id}:
        await session.run(
            statement("ingest/due_by_plan"),
            {"authority_id": authority_id, "year": plan.reporting_year, "position": position},
        )
    await session.run(
        insert(training_plan_history).values(
            plan_id=plan_id,
            version=version,
            authority_id=plan.authority_id,
            content=plan.content(),
            learned_position=position,
        )
    )
    await _write_parts(session, plan, plan_id)
    return "new" if held is None else "changed"


async def _held(session: Writing, plan: StatedPlan) -> RowMapping | None:
    found = await session.run(
        select(training_plan).where(
            training_plan.c.generation == plan.generation,
            training_plan.c.feed_id == plan.feed_id,
            training_plan.c.reporting_year == plan.reporting_year,
        )
    )
    return found.mappings().one_or_none()


async def _with_vanished(session: Writing, plan: StatedPlan, held: RowMapping) -> StatedPlan:
    found = await session.run(
        select(course.c.feed_id, prescribed_course.c.gate)
        .join(course, course.c.id == prescribed_course.c.course_id)
        .where(prescribed_course.c.plan_id == held["id"])
    )
    stated = {feed_id for feed_id, _ in plan.courses}
    vanished = tuple(sorted((row.feed_id, row.gate) for row in found if row.feed_id not in stated))
    linked = await session.run(select(course.c.feed_id).where(course.c.id == held["assessment_id"]))
    return replace(
        plan,
        courses=plan.courses + vanished,
        vanished=tuple(feed_id for feed_id, _ in vanished),
        assessment=plan.assessment or linked.scalar_one_or_none(),
    )


async def _write(
    session: Writing, plan: StatedPlan, version: int, position: int, held: RowMapping | None
) -> int:
    assessment = select(course.c.id).where(course.c.feed_id == plan.assessment).scalar_subquery()
    row = {
        "authority_id": plan.authority_id,
        "feed_id": plan.feed_id,
        "generation": plan.generation,
        "version": version,
        "name": plan.name,
        "reporting_year": plan.reporting_year,
        "status": plan.status,
        "apar": plan.apar,
        "due_at": plan.due_at,
        "published_at": plan.published_at,
        "assessment_id": assessment,
        "digest": plan.digest(),
        "learned_position": position,
        "retired_position": _retired(plan, position, held),
    }
    written = await session.run(
        upsert(training_plan)
        .values(row)
        .on_conflict_do_update(index_elements=["generation", "feed_id", "reporting_year"], set_=row)
        .returning(training_plan.c.id)
    )
    return int(written.scalar_one())


def _retired(plan: StatedPlan, position: int, held: RowMapping | None) -> int | None:
    """Return when the plan was seen to retire; None for one that was never seen live."""
    if plan.status == "live" or held is None:
        return None
    known: int | None = held["retired_position"]
    return position if known is None and held["status"] == "live" else known


async def _write_parts(session: Writing, plan: StatedPlan, plan_id: int) -> None:
    for table in (plan_criterion, plan_group, prescribed_course):
        await session.run(delete(table).where(table.c.plan_id == plan_id))
    groups = [{"plan_id": plan_id, "group_no": number} for number, _ in enumerate(plan.groups)]
    criteria = [
        {
            "plan_id": plan_id,
            "group_no": group_no,
            "criterion_no": criterion_no,
            "key": criterion.key,
            "values": list(criterion.values),
        }
        for group_no, group in enumerate(plan.groups)
        for criterion_no, criterion in enumerate(group)
    ]
    for table, rows in ((plan_group, groups), (plan_criterion, criteria)):
        if rows:
            await session.run(insert(table).values(rows))
    # A course that is stated twice stands once, as it is stated last.
    gates = dict(plan.courses)
    await session.run(
        statement("ingest/listed_courses"),
        {
            "plan_id": plan_id,
            "feed_ids": list(gates),
            "gates": list(gates.values()),
            "vanished": [feed_id in plan.vanished for feed_id in gates],
        },
    )


async def count_live(session: Writing, year: int) -> int:
    """Return how many live plans are held for a year."""
    held = await session.run(
        select(func.count())
        .select_from(training_plan)
        .where(training_plan.c.reporting_year == year, training_plan.c.status == "live")
    )
    return int(held.scalar_one())
