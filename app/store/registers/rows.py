"""Rows of a register: entered once, withdrawn once, never erased."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, insert, select, update

from app.policy.orders import Order, Validity
from app.store.database import Reading, Writing
from app.store.statements import statement

# What services call the table that a register is kept in.
Register = Table


def of_order(order: Order) -> dict[str, Any]:
    """Return the columns that say on whose order a row stands."""
    return {
        "order_number": order.number,
        "ordered_on": order.dated,
        "ordered_by": order.issued_by,
    }


def of_validity(validity: Validity) -> dict[str, Any]:
    """Return the columns that say on which days a row holds."""
    return {"valid_from": validity.valid_from, "valid_until": validity.valid_until}


async def hold(session: Writing, authority_id: int) -> None:
    """Let nobody else record for an authority until the transaction ends.

    So what was looked for, and is not recorded yet, is not recorded meanwhile.
    """
    await session.run(statement("register/hold"), {"authority_id": authority_id})


async def enter(session: Writing, register: Table, row: Mapping[str, Any]) -> int:
    """Enter one row and return its number."""
    entered = await session.run(insert(register).values(dict(row)).returning(register.c.id))
    return int(entered.scalar_one())


async def page(
    session: Reading,
    register: Table,
    authority_id: int,
    *,
    withdrawn: bool,
    after: int,
    limit: int,
) -> list[dict[str, Any]]:
    """Return up to ``limit`` rows of an authority that follow a number; withdrawn ones if asked."""
    wanted = select(register).where(register.c.authority_id == authority_id, register.c.id > after)
    if not withdrawn:
        wanted = wanted.where(register.c.withdrawn_position.is_(None))
    found = await session.run(wanted.order_by(register.c.id).limit(limit))
    return [dict(row) for row in found.mappings()]


async def one(
    session: Reading, register: Table, authority_id: int, row_id: int
) -> dict[str, Any] | None:
    """Return one row of an authority, or None."""
    found = await session.run(
        select(register).where(register.c.authority_id == authority_id, register.c.id == row_id)
    )
    row = found.mappings().one_or_none()
    return None if row is None else dict(row)


async def withdraw(
    session: Writing, register: Table, authority_id: int, row_id: int, position: int
) -> bool:
    """Withdraw a row as of an ingest position; say whether there was one to withdraw."""
    withdrawn = await session.run(
        update(register)
        .where(
            register.c.authority_id == authority_id,
            register.c.id == row_id,
            register.c.withdrawn_position.is_(None),
        )
        .values(withdrawn_position=position)
    )
    return withdrawn.rowcount == 1
