"""Draws the picture of an authority's onboarding, and keeps one of each day."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.errors import InvalidError, NotFoundError
from app.integrations.igot.people import employment_of
from app.integrations.igot.wire import QuirkError
from app.policy.facts import Employment
from app.policy.finding import FindingRule
from app.policy.onboarding import picture as onboarding_picture
from app.policy.onboarding.picture import Cell, Kinds, Picture, Reason
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules import ruleset
from app.services import freshness
from app.services.freshness import Freshness
from app.store.database import Reading, Writing
from app.store.mandate import outcomes
from app.store.mandate.outcomes import VisibleAuthority
from app.store.onboarding import actions, pictures, strengths
from app.store.onboarding.pictures import CheckedRoster
from app.store.onboarding.strengths import Statement

# House value: so many days are told at a time.
SPAN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Whose picture, what it rests on, what is amiss, the days, and the actions by their state."""

    authority: VisibleAuthority
    on: date
    picture: Picture
    stated: Statement | None
    roster: CheckedRoster | None
    excess: tuple[Reason, ...]
    findings: tuple[FindingRule, ...]
    series: Sequence[Mapping[str, Any]]
    actions: Mapping[str, int]
    freshness: Freshness


async def draw(
    session: Reading, year: ReportingYear, authority_id: int, now: datetime, span: tuple[Any, Any]
) -> Drawn:
    """Draw the picture as it is held now, with the days of a span, both included.

    Raises NotFoundError for an unseen authority, InvalidError for a year without rules or a span
    of no day or of more than a year.
    """
    if year not in ruleset.available_years():
        fault = ("reporting_year", "no-rules")
        raise InvalidError("there are no rules for this reporting year", [fault])
    seen = await outcomes.authorities(session, authority_id)
    if not seen:
        raise NotFoundError("there is no such authority")
    today = now.astimezone(IST).date()
    last = span[1] or today
    first = span[0] or _before(last)
    if not timedelta(0) <= last - first <= SPAN:
        raise InvalidError("the days are at most a year, first to last", [("first", "span")])
    picture, stated, roster = await _counted(session, year, authority_id, today)
    igot = await strengths.in_force(session, authority_id, "igot", today)
    amiss = onboarding_picture.findings(
        picture,
        None if stated is None else stated.lines,
        None if igot is None else igot.lines,
    )
    days = await pictures.series(session, authority_id, year.start, first, last)
    why = onboarding_picture.excess(picture)
    done = await actions.tally(session, authority_id)
    fresh = await freshness.of_authority(session, authority_id, year.start, now)
    return Drawn(seen[0], today, picture, stated, roster, why, amiss, days, done, fresh)


async def keep(session: Writing, year: ReportingYear, authority_id: int, now: datetime) -> None:
    """Keep the picture of the day, in the place of an earlier one of it."""
    today = now.astimezone(IST).date()
    picture, _, _ = await _counted(session, year, authority_id, today)
    counts = asdict(picture.total)
    await pictures.keep(session, authority_id, year.start, (today, now), counts)


async def _counted(
    session: Reading, year: ReportingYear, authority_id: int, today: date
) -> tuple[Picture, Statement | None, CheckedRoster | None]:
    stated = await strengths.in_force(session, authority_id, "authority", today)
    roster = await pictures.last_roster(session, authority_id, year.start)
    roster_id = None if roster is None else roster.id
    kinds = Kinds(
        None if stated is None else onboarding_picture.of_strength(stated.lines),
        None if roster is None else _rostered(roster),
        await pictures.onboarded(session, authority_id, year.start, roster_id),
    )
    return onboarding_picture.draw(kinds), stated, roster


def _rostered(roster: CheckedRoster) -> tuple[Cell, ...]:
    return tuple(
        Cell(_employment(group), group, None, counts) for group, counts in roster.by_group.items()
    )


def _employment(group: str | None) -> Employment | None:
    """Return the employment that iGOT's own groups stand for; None for any other, and for none."""
    if group is None:
        return None
    try:
        return Employment(employment_of(group, "regular")[1])
    except QuirkError:
        return None


def _before(last: date) -> date:
    return last - SPAN if last > date.min + SPAN else date.min
