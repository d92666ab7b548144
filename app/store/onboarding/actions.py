"""Onboarding actions as they were asked for, how far each has come, and what it came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from app.policy.onboarding.action import Kind, State
from app.store.database import Reading, Writing
from app.store.tables.action import onboarding_action
from app.store.tables.official import official, official_identifier
from app.store.tables.roster import roster_finding


@dataclass(frozen=True, slots=True)
class Action:
    """One action: on whom, of which kind, its state, its tries, and the receipt once it is done."""

    id: int
    authority_id: int
    official_id: int
    kind: Kind
    state: State
    holder_id: int | None
    digest: bytes
    requested_by: str
    requested_at: datetime
    attempts: int
    due_at: datetime | None
    failure: str | None
    receipt: Mapping[str, Any] | None
    ended_at: datetime | None


_COLUMNS = [onboarding_action.c[name] for name in Action.__slots__]


async def enter(session: Writing, row: Mapping[str, Any]) -> int | None:
    """Enter an action and return its number; None where its key was used before."""
    entered = await session.run(
        insert(onboarding_action)
        .values(**row, state="pending", attempts=0)
        .on_conflict_do_nothing(index_elements=["authority_id", "requested_by", "idempotency_key"])
        .returning(onboarding_action.c.id)
    )
    number = entered.scalar_one_or_none()
    return None if number is None else int(number)


async def one(session: Reading, *conditions: Any) -> Action | None:
    """Return the action that meets some conditions, or None where the caller sees none."""
    row = (await session.run(select(*_COLUMNS).where(*conditions))).mappings().one_or_none()
    return None if row is None else Action(**row)


async def of_key(session: Reading, authority_id: int, client_id: str, key: str) -> Action | None:
    """Return the action that a client asked for under a key."""
    held = onboarding_action.c
    return await one(
        session,
        held.authority_id == authority_id,
        held.requested_by == client_id,
        held.idempotency_key == key,
    )


async def of_number(session: Reading, action_id: int, **whose: int) -> Action | None:
    """Return an action by its number: of an authority, or of the holder of the official."""
    held = onboarding_action.c
    conditions = [held[name] == value for name, value in whose.items()]
    return await one(session, held.id == action_id, *conditions)


async def page(session: Reading, after: int, limit: int, **whose: int) -> list[Action]:
    """Return up to ``limit`` actions that follow a number: of an authority, or of a holder."""
    held = onboarding_action.c
    found = await session.run(
        select(*_COLUMNS)
        .where(held.id > after, *(held[name] == value for name, value in whose.items()))
        .order_by(held.id)
        .limit(limit)
    )
    return [Action(**row) for row in found.mappings()]


async def progress(session: Writing, action_id: int, **values: Any) -> None:
    """Record how far an action has come."""
    held = onboarding_action
    await session.run(update(held).where(held.c.id == action_id).values(**values))


async def answer(session: Writing, held: Action, state: State, now: datetime) -> bool:
    """Record what the holder answers to a claim that awaits it; say whether it still did."""
    table = onboarding_action
    answered = await session.run(
        update(table)
        .where(table.c.id == held.id, table.c.state == "awaiting")
        .values(state=state, ended_at=now)
    )
    return answered.rowcount == 1


async def settle_claims(session: Writing, now: datetime) -> int:
    """End the claims whose officials stand under the claimant by now; return how many."""
    held = onboarding_action
    settled = await session.run(
        update(held)
        .where(
            held.c.kind == "claim",
            held.c.state.in_(["awaiting", "agreed", "declined"]),
            official.c.id == held.c.official_id,
            official.c.authority_id == held.c.authority_id,
        )
        .values(state="done", ended_at=now)
    )
    return settled.rowcount


async def tally(session: Reading, authority_id: int) -> dict[str, int]:
    """Return how many of an authority's actions are in each state."""
    held = onboarding_action.c
    found = await session.run(
        select(held.state, func.count().label("actions"))
        .where(held.authority_id == authority_id)
        .group_by(held.state)
        .order_by(held.state)
    )
    return {row.state: row.actions for row in found}


async def is_own(session: Reading, authority_id: int, official_id: int) -> bool:
    """Say whether an official stands under an authority."""
    found = await session.run(
        select(official.c.id).where(
            official.c.id == official_id, official.c.authority_id == authority_id
        )
    )
    return found.first() is not None


async def found_elsewhere(
    session: Reading, authority_id: int, roster_id: int, place: int
) -> int | None:
    """Return whom a finding of a roster says to stand under another authority, or None."""
    finding = roster_finding.c
    found = await session.run(
        select(finding.official_id).where(
            finding.roster_id == roster_id,
            finding.authority_id == authority_id,
            finding.place == place,
            finding.rule_id == "OB-002",
        )
    )
    number = found.scalar_one_or_none()
    return None if number is None else int(number)


async def standing(session: Reading, official_id: int) -> tuple[int, str | None]:
    """Return the authority that an official stands under, and the iGOT user."""
    held = official_identifier.c
    found = await session.run(
        select(official.c.authority_id, held.value)
        .outerjoin(
            official_identifier,
            (held.official_id == official.c.id)
            & (held.kind == "igot_user")
            & held.withdrawn_position.is_(None),
        )
        .where(official.c.id == official_id)
    )
    row = found.one()
    return int(row.authority_id), row.value
