"""Orders that a register refuses: nothing is learned by them, so no position stands for them."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any

import pytest

from app.errors import InvalidError
from app.policy.body import BodyOrdered
from app.policy.ladder import Level
from app.policy.orders import Order, Validity
from app.policy.rules.overrides import Overriding
from app.services.registers import (
    assessment_terms,
    bodies,
    corrections,
    declarations,
    equivalences,
    exemptions,
    levels,
    liaison_directions,
    liaison_officers,
    overrides,
    periods,
    workshop_attendances,
)
from app.services.registers.assessment_terms import TermsOrdered
from app.services.registers.corrections import CorrectionOrdered
from app.services.registers.declarations import Declared
from app.services.registers.equivalences import EquivalenceOrdered
from app.services.registers.exemptions import ExemptionOrdered
from app.services.registers.levels import LevelsOrdered
from app.services.registers.liaison_directions import Directed
from app.services.registers.liaison_officers import Designated
from app.services.registers.overrides import OverrideOrdered
from app.services.registers.periods import PeriodOrdered
from app.services.registers.workshop_attendances import Attended
from app.store import positions
from app.store.auditing.audit import Access
from app.store.database import Writing
from tests.harness.arranged import NOW, YEAR, an_authority, an_official, official_id, take_staff
from tests.services.small_world import ACCESS

TOMORROW = Order("A-1", date(2026, 1, 16), "Joint Secretary")
FROM, UNTIL = date(2025, 6, 2), date(2025, 6, 30)
DAYS = Validity(FROM, UNTIL)
Record = Callable[[Writing, int, Any, Access, datetime], Awaitable[Any]]


def asked_of(who: int, here: int) -> list[tuple[Record, Any]]:
    """Return an order for each register, all of them dated tomorrow."""
    value = Overriding("scope.exemption_covers", "whole_year", TOMORROW)
    return [
        (assessment_terms.record, TermsOrdered("X", FROM, UNTIL, 1, 50.0, TOMORROW)),
        (bodies.record, BodyOrdered("autonomous_body", here, None, None, TOMORROW)),
        (corrections.record, CorrectionOrdered(YEAR, who, "00", "A reason", TOMORROW)),
        (declarations.record, Declared(who, here, DAYS, TOMORROW)),
        (equivalences.record, EquivalenceOrdered("Z", "A", DAYS, TOMORROW)),
        (exemptions.record, ExemptionOrdered(who, "leave", "Leave", DAYS, TOMORROW)),
        (levels.record, LevelsOrdered((("Clerk", Level.MTS),), TOMORROW)),
        (liaison_directions.record, Directed(True, False, (), DAYS, TOMORROW)),
        (liaison_officers.record, Designated(who, "sc_st", "Director", DAYS, TOMORROW)),
        (overrides.record, OverrideOrdered(YEAR, value)),
        (periods.record, PeriodOrdered(who, None, FROM, UNTIL, TOMORROW)),
        (
            workshop_attendances.record,
            Attended(who, "reservation_in_services", FROM, UNTIL, None, TOMORROW),
        ),
    ]


async def test_a_refused_order_takes_no_position(undone: Writing) -> None:
    """Every register looks for faults first: the ingest position stays as it was."""
    here = await an_authority(undone)
    await take_staff(undone, here, an_official())
    before = await positions.last(undone, "ingest")

    for record, asked in asked_of(await official_id(undone), here):
        with pytest.raises(InvalidError) as refused:
            await record(undone, here, asked, ACCESS, NOW)
        assert ("/order/dated", "in-the-future") in refused.value.faults, record.__module__
        assert await positions.last(undone, "ingest") == before, record.__module__
