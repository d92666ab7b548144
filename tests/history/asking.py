"""One authority and one official in a real database, whose facts come, change and go."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, text

from app.integrations.igot.feed import FeedIncompleteError
from app.policy.designation import key
from app.policy.rulebook import Rulebook
from app.services.mandate import past
from app.services.mandate.past import Asked, Known
from app.store import evaluations, facts, feed_runs, plans, positions, withdrawals
from app.store.database import Writing
from app.store.registers import exemptions, levels, rows
from app.store.tables.staging import staged_completion
from app.store.withdrawals import WholeReading
from tests.harness.arranged import (
    NOW,
    RULES,
    YEAR,
    a_plan,
    an_authority,
    an_official,
    official_id,
    take_completions,
    take_staff,
)
from tests.harness.reading import read_reports
from tests.history.remembered import ASSESSMENT

ORDER = {"order_number": "A-1", "ordered_on": date(2025, 4, 1), "ordered_by": "Secretary"}


class Held:
    """What is held; each change is learned at a position of its own, which is returned."""

    def __init__(self, session: Writing, authority_id: int, who: int) -> None:
        self.session = session
        self.authority_id = authority_id
        self.who = who
        self.published = 0

    @classmethod
    async def begun(cls, session: Writing) -> "Held":
        """Take up an authority with one official, of whom nothing is read yet."""
        number = await an_authority(session)
        await take_staff(session, number, an_official())
        return cls(session, number, await official_id(session))

    async def read(self) -> int:
        """Say that all reports were read to their end."""
        position = await positions.close(self.session, 1, NOW)
        await read_reports(self.session, self.authority_id)
        return position

    async def hold_designation(self, designation: str) -> int:
        """Take up the roster with another designation."""
        shown = an_official(designation=designation)
        position, _ = await take_staff(self.session, self.authority_id, shown)
        return position

    async def publish(self, courses: tuple[str, ...], status: str, *, assessment: bool) -> int:
        """Publish the plan anew."""
        self.published += 1
        moment = datetime(2025, 5, 1, 0, 0, self.published % 60, tzinfo=NOW.tzinfo)
        linked = ASSESSMENT if assessment else None
        plan = a_plan(
            self.authority_id, *courses, assessment=linked, status=status, published_at=moment
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

    async def _record(self, register: Any, row: dict[str, Any]) -> tuple[int, int]:
        position = await positions.register(self.session, NOW)
        row_id = await rows.enter(self.session, register, {**row, "learned_position": position})
        return position, row_id

    async def withdraw(self, register: Any, row_id: int) -> int:
        """Withdraw what was recorded in a register."""
        position = await positions.register(self.session, NOW)
        # The worker records and withdraws nothing; whoever owns the database may.
        await self.session.run(text("SET LOCAL ROLE NONE"))
        await rows.withdraw(self.session, register, self.authority_id, row_id, position)
        await self.session.run(text("SET LOCAL ROLE karmasetu_worker"))
        return position

    async def ask(self, known_at: int, as_of: datetime | None = None) -> Known | None:
        """Ask what was known of the official at a position."""
        return await past.tell(self.session, YEAR, self.who, Asked(as_of, str(known_at)))

    async def decide(self, known_at: int, as_of: datetime | None) -> RowMapping:
        """Let the set-based engine decide from what was known at a position."""
        [decided] = await evaluations.answer(
            self.session,
            year=YEAR,
            rulebook=Rulebook(RULES),
            authority_ids=[self.authority_id],
            as_of=as_of,
            known_at=known_at,
        )
        return decided
