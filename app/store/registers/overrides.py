"""Rules that authorities have overridden for themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from app.policy.liaison.rules_file import APART
from app.policy.orders import Order
from app.policy.rules.overrides import Overriding
from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.register import rule_override

REGISTER = rule_override


@dataclass(frozen=True, slots=True)
class HeldOverride:
    """One override in force: whose it is, and the number of its row."""

    id: int
    authority_id: int
    overriding: Overriding


async def live(
    session: Reading, year: int, authority_id: int | None = None, known_at: int | None = None
) -> Sequence[HeldOverride]:
    """Return the overrides in force for a year, of all authorities or of one.

    With ``known_at`` those that were in force at an ingest position.
    """
    withdrawn = rule_override.c.withdrawn_position
    in_force: list[ColumnElement[bool]] = [withdrawn.is_(None)]
    if known_at is not None:
        in_force = [
            rule_override.c.learned_position <= known_at,
            or_(withdrawn.is_(None), withdrawn > known_at),
        ]
    wanted = select(rule_override).where(rule_override.c.reporting_year == year, *in_force)
    if authority_id is not None:
        wanted = wanted.where(rule_override.c.authority_id == authority_id)
    found = await session.run(wanted.order_by(rule_override.c.id))
    return [
        HeldOverride(
            row.id,
            row.authority_id,
            Overriding(
                row.rule_id, row.value, Order(row.order_number, row.ordered_on, row.ordered_by)
            ),
        )
        for row in found
    ]


async def mark_due(
    session: Writing, row_ids: Sequence[int], _years: Sequence[int], position: int
) -> None:
    """Have everybody whom some overrides govern decided anew, each for its own year.

    Rules on liaison officers decide no outcome that is stored.
    """
    asked = {"ids": list(row_ids), "position": position, "apart": APART}
    await session.run(statement("register/due_by_rule_override"), asked)
