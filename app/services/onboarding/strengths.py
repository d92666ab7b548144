"""Staff strength as an authority states it, beside what iGOT's staff details have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.errors import InvalidError, NotFoundError
from app.policy.onboarding import strength
from app.policy.onboarding.strength import Difference, StrengthLine
from app.policy.reporting_year import IST
from app.store import positions
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.mandate import outcomes
from app.store.onboarding import strengths
from app.store.onboarding.strengths import Statement


@dataclass(frozen=True, slots=True)
class Stated:
    """What an authority has stated for a day, when that changes next, and the last change to it."""

    on: date
    version: int
    in_force: Statement | None
    following: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The two statements in force on a day, and where they differ; none if one is missing."""

    on: date
    stated: Statement | None
    igot: Statement | None
    differences: tuple[Difference, ...]


def today(now: datetime) -> date:
    """Return the day in India."""
    return now.astimezone(IST).date()


async def find(session: Reading, authority_id: int, on: date) -> Stated:
    """Return what an authority has stated for a day; raise NotFoundError for an unseen one."""
    if not await outcomes.authorities(session, authority_id):
        raise NotFoundError("there is no such authority")
    return Stated(
        on=on,
        version=await strengths.version(session, authority_id),
        in_force=await strengths.in_force(session, authority_id, "authority", on),
        following=tuple(await strengths.following(session, authority_id, "authority", on)),
    )


async def state(
    session: Writing,
    authority_id: int,
    asked: tuple[date, Sequence[StrengthLine]],
    check: Callable[[Stated], None],
    access: Access,
    now: datetime,
) -> Stated:
    """State the strength from a day on; what was stated for the same day is kept as history.

    ``check`` is shown what is stated, while nobody else can change it, and may raise. Raises
    InvalidError that names every fault at once.
    """
    valid_from, lines = asked
    # Held to the commit: two who saw the same statement can't both replace it.
    position = await positions.register(session, now)
    check(await find(session, authority_id, today(now)))
    if faults := list(strength.faults(lines)):
        raise InvalidError("the strength can't be so", faults)
    statement = {
        "source": "authority",
        "valid_from": valid_from,
        "stated_by": access.client_id,
        "stated_at": now,
    }
    await strengths.enter(session, authority_id, statement, lines, position)
    await audit.append(session, access, "recorded")
    return await find(session, authority_id, today(now))


async def compare(session: Reading, authority_id: int, on: date) -> Compared:
    """Hold what an authority has stated for a day against what iGOT's staff details had by then."""
    stated = await strengths.in_force(session, authority_id, "authority", on)
    igot = await strengths.in_force(session, authority_id, "igot", on)
    found: tuple[Difference, ...] = ()
    if stated is not None and igot is not None:
        found = strength.differences(stated.lines, igot.lines)
    return Compared(on, stated, igot, found)


async def page(session: Reading, authority_id: int, after: int, limit: int) -> Sequence[Statement]:
    """Return statements of both sources in order of their numbers, replaced ones as well."""
    return await strengths.page(session, authority_id, after, limit)
