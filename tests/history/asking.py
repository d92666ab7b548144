"""One authority and one official in a real database, whose facts come, change and go."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, text

from app.integrations.igot.feed import FeedIncompleteError
from app.policy.designation import key
from app.services.mandate import past
from app.services.mandate.past import Asked, Known
from app.services.registers import overrides
from app.store import positions
from app.store.database import Writing
from app.store.feed import facts, feed_runs, plans, withdrawals
from app.store.feed.withdrawals import WholeReading
from app.store.mandate import evaluations
from app.store.registers import equivalences, exemptions, levels, rows
from app.store.tables.register import rule_override
from app.store.tables.staging import staged_completion
from tests.harness.arranged import (
    NOW,
    YEAR,
    a_plan,
    an_authority,
    an_official,
    official_id,
    take_completions,
    take_staff,
)
from tests.harness.reading import read_reports
from tests.history.remembered import ASSESSMENT, COURSES, JOINED, THERE

ORDER = {"order_number": "A-1", "ordered_on": date(2025, 4, 1), "ordered_by": "Secretary"}


class Held:
    """What is held; each change is learned at a position of its own, which is returned."""

    def __init__(self, session: Writing, here: int, there: int, who: int) -> None:
        self.session = session
        self.authorities = (here, there)
        self.authority_id = here
        self.who = who
        self.published = 0
        self.joined_on = JOINED

    @classmethod
    async def begun(cls, session: Writing) -> "Held":
        """Take up two authorities and one official of the first, of whom nothing is read yet."""
        here, there = await an_authority(session), await an_authority(session, "org-2")
        await take_staff(session, here, an_official(joined_on=JOINED))
        await plans.merge(session, a_plan(there, *THERE), 1)
        await plans.mention_courses(session, list(COURSES))
        return cls(session, here, there, await official_id(session))

    async def read(self) -> int:
        """Say that all reports were read to their end."""
        position = await positions.close(self.session, 1, NOW)
        await read_reports(self.session, self.authority_id)
        return position

    async def hold_designation(self, designation: str) -> int:
        """Take up the roster with another designation."""
        shown = an_official(designation=designation, joined_on=self.joined_on)
        position, _ = await take_staff(self.session, self.authority_id, shown)
        return position

    async def move(self, designation: str, joined_on: date) -> int:
        """Take him up in the second authority, whose reports say nothing of him yet."""
        self.authority_id, self.joined_on = self.authorities[1], joined_on
        return await self.hold_designation(designation)

    async def publish(self, courses: tuple[str, ...], status: str, *, assessment: bool) -> int:
        """Publish the plan anew."""
        self.published += 1
        moment = datetime(2025, 5, 1, 0, 0, self.published % 60, tzinfo=NOW.tzinfo)
        linked = ASSESSMENT if assessment else None
        plan = a_plan(
            self.authorities[0], *courses, assessment=linked, status=status, published_at=moment
        )
        position = await positions.close(self.session, 1, NOW)
        await plans.merge(self.session, plan, position)
        return position

    async def complete(self, course: str, moment: datetime) -> int:
        """Learn of a completion, or of another moment of one that is held."""
        position, _ = await take_completions(self.session, ("user-1", course, moment))
        await self._shown_by_report(position)
        return position

    async def _shown_by_report(self, position: int) -> None:
        merged = feed_runs.Merged(1, NOW, position)
        await feed_runs.move_watermark(
            self.session,
            road="completions",
            authority_id=self.authority_id,
            year=YEAR.start,
            merged=merged,
        )

    async def reconcile(self, completed: Mapping[str, datetime], *, stated: int) -> int:
        """Read the whole report; what it no longer shows the own list denies, if all is read."""
        began = await positions.last(self.session, "ingest")
        position = await positions.close(self.session, 1, NOW)
        rows_read = [
            (position, "user-1", course, moment, "completed_on", None, None)
            for course, moment in completed.items()
        ]
        await facts.pour_completions(self.session, rows_read)
        await facts.merge_completions(self.session, position, position)
        reading = WholeReading(position, YEAR.start, self.authority_id, began)
        _, missing = await withdrawals.missing(self.session, reading, officials=1)
        if len(completed) != stated:
            raise FeedIncompleteError("the report was cut short")
        await withdrawals.withdraw(self.session, missing, YEAR.start, position)
        await facts.empty_staging(self.session, staged_completion, position)
        await self._shown_by_report(position)
        return position

    async def cut_short(self) -> None:
        """Read a report that holds less than it counts, as its run does: all or nothing."""
        async with self.session.connection.begin_nested():
            await self.reconcile({}, stated=3)

    async def take_result(self, state: str) -> int:
        """Learn of the assessment's result, or of its correction."""
        position = await positions.close(self.session, 1, NOW)
        await plans.mention_courses(self.session, [ASSESSMENT])
        await facts.pour_assessments(
            self.session, [(position, "user-1", ASSESSMENT, state, None, None, False)]
        )
        await facts.merge_assessments(self.session, position, position, YEAR.start)
        return position

    async def doubt(self, *, doubted: bool) -> int:
        """State that the report leaves the official in doubt, or no longer does."""
        position = await positions.close(self.session, 1, NOW)
        users = ["user-1"] if doubted else []
        await facts.state_doubts(self.session, self.authority_id, users, position, YEAR.start)
        return position

    async def exempt(self, first: date) -> tuple[int, int]:
        """Record an exemption from a day on; return the position and the row."""
        tenant = {"authority_id": self.authority_id, "official_id": self.who}
        whole = {**tenant, "kind": "other", "reason": "By order", "valid_from": first, **ORDER}
        return await self._record(exemptions.REGISTER, whole)

    async def map_level(self, designation: str, level: str) -> tuple[int, int]:
        """Record the authority's own level of a designation; return the position and the row."""
        mapped = {"authority_id": self.authority_id, "designation_key": key(designation)}
        return await self._record(levels.REGISTER, {**mapped, "level": level, **ORDER})

    async def count_for(self, course: str, prescribed: str) -> tuple[int, int]:
        """Order in the first authority that a course counts for another."""
        found = await equivalences.numbers_of(self.session, (course, prescribed))
        ordered = {"course_id": found[course], "counts_for_id": found[prescribed]}
        whole = {"authority_id": self.authorities[0], "valid_from": YEAR.first_day, **ORDER}
        return await self._record(equivalences.REGISTER, {**whole, **ordered})

    async def override(self, rule_id: str, value: object) -> tuple[int, int]:
        """Order a value of its own for the authority in which he stands."""
        whole = {"authority_id": self.authority_id, "reporting_year": YEAR.start, **ORDER}
        return await self._record(rule_override, {**whole, "rule_id": rule_id, "value": value})

    async def _record(self, register: Any, row: dict[str, Any]) -> tuple[int, int]:
        position = await positions.register(self.session, NOW)
        async with self._as_owner():
            row_id = await rows.enter(self.session, register, {**row, "learned_position": position})
        return position, row_id

    async def withdraw(self, register: Any, row_id: int, authority_id: int | None = None) -> int:
        """Withdraw what an authority, or that in which he stands, recorded in a register."""
        position = await positions.register(self.session, NOW)
        whose = authority_id or self.authority_id
        async with self._as_owner():
            await rows.withdraw(self.session, register, whose, row_id, position)
        return position

    @asynccontextmanager
    async def _as_owner(self) -> AsyncIterator[None]:
        """The worker records and withdraws nothing; whoever owns the database may."""
        await self.session.run(text("SET LOCAL ROLE NONE"))
        yield
        await self.session.run(text("SET LOCAL ROLE karmasetu_worker"))

    async def ask(self, known_at: int, as_of: datetime | None = None) -> Known | None:
        """Ask what was known of the official at a position."""
        return await past.tell(self.session, YEAR, self.who, Asked(as_of, str(known_at)))

    async def decide(self, known_at: int, as_of: datetime | None) -> RowMapping:
        """Let the set-based engine decide from what was known at a position."""
        [decided] = await evaluations.answer(
            self.session,
            year=YEAR,
            rulebook=await overrides.rulebook(self.session, YEAR, known_at),
            authority_ids=list(self.authorities),
            as_of=as_of,
            known_at=known_at,
        )
        return decided
