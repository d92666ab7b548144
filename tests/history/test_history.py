"""A history of facts, corrections, withdrawals and questions: the same question, the same bytes.

`make history` runs it longer (KARMASETU_HISTORY_EXAMPLES); in the suite it takes a few seconds.
"""

import asyncio
import os
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from app.errors import ConflictError, FeedFailedError
from app.policy.reporting_year import IST
from app.store.database import Database
from app.store.registers import equivalences, exemptions, levels
from app.store.tables.register import rule_override
from tests.harness.fixtures import rolled_back
from tests.history.asking import Held
from tests.history.remembered import COURSES, JOINED, Remembered, Stay

FEW = 12
EXAMPLES = int(os.environ.get("KARMASETU_HISTORY_EXAMPLES", FEW))
# Shrinking a long history takes minutes, only for who asked for more.
PHASES = (Phase.generate,) if EXAMPLES <= FEW else (Phase.generate, Phase.shrink)
STEPS = 25
# At a history's end so many of its last positions are asked about, whatever was asked before.
LOOKED_BACK = 5
Answer = TypeVar("Answer")
courses = st.sampled_from(COURSES)
chosen = st.lists(courses, min_size=1, unique=True).map(tuple)
moments = st.sampled_from(
    [
        datetime(2025, 4, 1, tzinfo=IST),
        datetime(2025, 9, 1, 12, tzinfo=IST),
        datetime(2026, 3, 31, 23, 59, 59, 999999, tzinfo=IST),
    ]
)
as_ofs = st.none() | moments
designations = st.sampled_from(["Under Secretary", "Keeper of Records"])
OWN_VALUES = (
    ("scope.exemption_covers", "any_day"),
    ("year.transfer", "longest"),
    ("year.transfer", "union"),
)
COMPARED = ("outcome", "level", "prescribed", "required", "completed", "assessment", "reasons")


class History(RuleBasedStateMachine):
    """Facts come and go in PostgreSQL and in a memory, and every answer is asked for again."""

    common_url: str

    @initialize(read=st.sampled_from([True, True, False]))
    def begin(self, *, read: bool) -> None:
        """Take up one official and his plan; his reports are read now, or in a later step."""
        self.memory = Remembered()
        self.told: dict[tuple[int, datetime | None], bytes] = {}
        self.stack = AsyncExitStack()
        self.runner = asyncio.Runner()
        self.held = self.run(self._begun())
        self.exemption: int | None = None
        self.level: tuple[int, int] | None = None
        self.value: tuple[int, int] | None = None
        self.equivalence: int | None = None
        self.a_plan_is_published(COURSES[:3], assessment=False)
        if read:
            self.reports_are_read()

    async def _begun(self) -> Held:
        database = Database.open(self.common_url, "karmasetu_worker", pool_size=1)
        self.stack.push_async_callback(database.close)
        session = await self.stack.enter_async_context(rolled_back(database))
        return await Held.begun(session)

    def run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Run one step in the machine's own loop."""
        return self.runner.run(work)

    def teardown(self) -> None:
        """Ask everything once more, then leave nothing."""
        if not hasattr(self, "runner"):
            return
        try:
            for position in sorted(self.memory.at)[-LOOKED_BACK:]:
                if self.memory.at[position].read:
                    self._is_told(position, None)
            for (position, as_of), bytes_then in self.told.items():
                assert self._ask(position, as_of) == bytes_then
        finally:
            self.run(self.stack.aclose())
            self.runner.close()

    @rule()
    def reports_are_read(self) -> None:
        """All reports are read to their end; only from then on anything can be said."""
        self.memory.now.read = True
        self.memory.closed(self.run(self.held.read()))

    @rule(stated=chosen, assessment=st.booleans())
    def a_plan_is_published(self, stated: tuple[str, ...], *, assessment: bool) -> None:
        """The plan is new, or has other courses."""
        self.memory.now.plan, self.memory.now.assessment = stated, assessment
        self.memory.closed(self.run(self.held.publish(stated, "live", assessment=assessment)))

    @precondition(lambda self: self.memory.now.plan is not None)
    @rule()
    def the_plan_retires(self) -> None:
        """The plan is retired within its year, and prescribes nothing any more."""
        stated = self.memory.now.plan or ()
        self.memory.now.plan = None
        self.memory.closed(self.run(self.held.publish(stated, "retired", assessment=False)))

    @rule(course=courses, moment=moments)
    def a_completion_is_learned(self, course: str, moment: datetime) -> None:
        """A completion comes, or its moment is corrected."""
        self.memory.now.completed[course] = moment
        self.memory.closed(self.run(self.held.complete(course, moment)))

    # Of what another authority's reports had shown, those of the second say nothing.
    @precondition(lambda self: self.memory.now.before is None)
    @rule(shown=chosen)
    def the_whole_report_is_read(self, shown: tuple[str, ...]) -> None:
        """Completions that a whole report no longer shows, and his own list denies, are gone."""
        now = self.memory.now
        read = {course: at for course, at in now.completed.items() if course in shown}
        if read:
            now.completed = read
        self.memory.closed(self.run(self.held.reconcile(read, stated=len(read))))

    @rule()
    def a_report_is_cut_short(self) -> None:
        """A report that holds less than it counts withdraws nothing, and says so."""
        with pytest.raises(FeedFailedError):
            self.run(self.held.cut_short())

    @rule(state=st.sampled_from(["passed", "failed", "not_established"]))
    def a_result_is_learned(self, state: str) -> None:
        """The assessment's result comes, or is corrected."""
        self.memory.now.result = state
        self.memory.closed(self.run(self.held.take_result(state)))

    @rule(doubted=st.booleans())
    def a_doubt_is_stated(self, *, doubted: bool) -> None:
        """The report leaves him in doubt, or a look has settled it."""
        self.memory.now.in_doubt = doubted
        self.memory.closed(self.run(self.held.doubt(doubted=doubted)))

    @rule(designation=designations)
    def he_is_shown_otherwise(self, designation: str) -> None:
        """The roster shows another designation."""
        self.memory.now.designation = designation
        self.memory.closed(self.run(self.held.hold_designation(designation)))

    @precondition(lambda self: self.exemption is None)
    @rule(first=st.sampled_from([date(2025, 6, 1), date(2026, 4, 1)]))
    def an_exemption_is_recorded(self, first: date) -> None:
        """An order exempts him from a day on."""
        position, self.exemption = self.run(self.held.exempt(first))
        self.memory.now.exempt_from = first
        self.memory.closed(position)

    @precondition(lambda self: self.exemption is not None)
    @rule()
    def the_exemption_is_withdrawn(self) -> None:
        """The order is withdrawn."""
        row, self.exemption = self.exemption, None
        self.memory.now.exempt_from = None
        self.memory.closed(self.run(self.held.withdraw(exemptions.REGISTER, row or 0)))

    @precondition(lambda self: self.level is None)
    @rule()
    def a_level_is_recorded(self) -> None:
        """The authority maps the designation that he has now to a level of its own."""
        designation = self.memory.now.designation
        place = self.memory.now.authority_id
        where = self.held.authority_id
        position, row = self.run(self.held.map_level(designation, "so_aso"))
        self.level = (where, row)
        self.memory.now.own_level = (place, "so_aso", designation)
        self.memory.closed(position)

    @precondition(lambda self: self.level is not None)
    @rule()
    def the_level_is_withdrawn(self) -> None:
        """The mapping is withdrawn."""
        (where, row), self.level = self.level or (0, 0), None
        self.memory.now.own_level = None
        self.memory.closed(self.run(self.held.withdraw(levels.REGISTER, row, where)))

    @precondition(lambda self: self.memory.now.before is None)
    @rule(joined_on=st.sampled_from([date(2025, 9, 1), date(2025, 12, 1), date(2026, 4, 1)]))
    def he_moves(self, joined_on: date) -> None:
        """He joins the second authority; until its reports are read nothing can be said of him."""
        now = self.memory.now
        now.before = Stay(1, now.designation, JOINED, joined_on)
        now.authority_id, now.joined_on, now.read = 2, joined_on, False
        self.memory.closed(self.run(self.held.move(now.designation, joined_on)))

    @precondition(lambda self: self.value is None)
    @rule(own=st.sampled_from(OWN_VALUES))
    def a_value_is_ordered(self, own: tuple[str, str]) -> None:
        """The authority in which he stands orders a value of its own for a rule."""
        where = self.held.authority_id
        position, row = self.run(self.held.override(*own))
        self.value = (where, row)
        self.memory.now.own_value = (self.memory.now.authority_id, *own)
        self.memory.closed(position)

    @precondition(lambda self: self.value is not None)
    @rule()
    def the_value_is_withdrawn(self) -> None:
        """The general value holds again."""
        (where, row), self.value = self.value or (0, 0), None
        self.memory.now.own_value = None
        self.memory.closed(self.run(self.held.withdraw(rule_override, row, where)))

    @precondition(lambda self: self.equivalence is None)
    @rule(pair=st.sampled_from([("D", "A"), ("A", "C")]))
    def a_course_counts_for_another(self, pair: tuple[str, str]) -> None:
        """By order of the first authority a course counts for one that it prescribes."""
        position, self.equivalence = self.run(self.held.count_for(*pair))
        self.memory.now.equivalent = pair
        self.memory.closed(position)

    @precondition(lambda self: self.equivalence is not None)
    @rule()
    def it_counts_no_longer(self) -> None:
        """The order is withdrawn."""
        row, self.equivalence = self.equivalence or 0, None
        self.memory.now.equivalent = None
        register, first = equivalences.REGISTER, self.held.authorities[0]
        self.memory.closed(self.run(self.held.withdraw(register, row, first)))

    @precondition(lambda self: self.memory.at)
    @rule(data=st.data(), as_of=as_ofs)
    def the_past_is_asked(self, data: st.DataObject, as_of: datetime | None) -> None:
        """What the memory predicts is what is told, and what was told stays."""
        position = data.draw(st.sampled_from(sorted(self.memory.at)))
        if self.memory.at[position].read:
            self._is_told(position, as_of)
            return
        with pytest.raises(ConflictError):
            self._ask(position, as_of)

    def _is_told(self, position: int, as_of: datetime | None) -> None:
        known = self.memory.at[position]
        answered = self.run(self.held.ask(position, as_of))
        expected = known.evaluation(as_of)
        assert answered is not None
        decided = self.run(self.held.decide(position, as_of))
        for name in COMPARED:
            assert getattr(answered.evaluation, name) == getattr(expected, name), name
            assert _plain(decided[name]) == _plain(getattr(expected, name)), name
        before = self.told.setdefault((position, as_of), answered.canonical())
        assert answered.canonical() == before

    def _ask(self, position: int, as_of: datetime | None) -> bytes:
        answered = self.run(self.held.ask(position, as_of))
        assert answered is not None
        return answered.canonical()

    @invariant()
    def a_later_position_is_refused(self) -> None:
        """What is not closed yet can't be asked about."""
        if hasattr(self, "held") and self.memory.at:
            with pytest.raises(ConflictError):
                self.run(self.held.ask(max(self.memory.at) + 1))


def _plain(value: object) -> object:
    return list(value) if isinstance(value, list | tuple) else value


def test_the_same_question_gets_the_same_bytes(common_url: str) -> None:
    """Whatever comes, is corrected or withdrawn, an answer about the past stays what it was."""
    machine = type("Here", (History,), {"common_url": common_url})
    run_machine(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            phases=PHASES,
            stateful_step_count=STEPS,
            deadline=timedelta(seconds=5),
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
