"""An authority's liaison officers in a year: who is designated, how the four stand, what is amiss.

One engine decides: ADR 0023 says why.
"""

from dataclasses import dataclass
from datetime import datetime

from app.policy.liaison import findings, items
from app.policy.liaison.facts import LiaisonFacts
from app.policy.liaison.findings import LiaisonFinding
from app.policy.liaison.items import OfficerOutcome
from app.policy.liaison.ruleset import LiaisonRules
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules import ruleset as course_rules
from app.services import freshness
from app.services.freshness import Freshness
from app.services.registers import overrides
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import liaison
from app.store.registers.liaison import Asked


@dataclass(frozen=True, slots=True)
class Picture:
    """An authority's year: its officers with their outcomes, the findings, and by which rules."""

    authority_id: int
    rules: LiaisonRules
    officers: tuple[OfficerOutcome, ...]
    findings: tuple[LiaisonFinding, ...]
    freshness: Freshness


async def picture(
    session: Writing, year: ReportingYear, authority_id: int, access: Access, now: datetime
) -> Picture:
    """Return how an authority's liaison officers stand, and note who was shown.

    Raises NotFoundError for a year without rules.
    """
    found = await _decided(session, Asked(authority_id, year), now)
    await audit.append_page(session, access, (each.official_id for each in found.officers))
    return found


async def explain(
    session: Writing,
    year: ReportingYear,
    authority_id: int,
    official_id: int,
    access: Access,
    now: datetime,
) -> tuple[Picture, OfficerOutcome] | None:
    """Return how one liaison officer stands, within the picture that it belongs to.

    None for whom the authority has not designated in the year; that is noted as well.
    """
    found = await _decided(session, Asked(authority_id, year), now)
    own = next((each for each in found.officers if each.official_id == official_id), None)
    await audit.append(session, access, "not_found" if own is None else "served", (official_id,))
    return None if own is None else (found, own)


async def _decided(session: Reading, asked: Asked, now: datetime) -> Picture:
    rules = await overrides.of_liaison(session, asked.year, asked.authority_id)
    today = now.astimezone(IST).date()
    fresh = await freshness.of_authority(session, asked.authority_id, asked.year.start, now)
    directions = await liaison.directions(session, asked)
    named = {course for each in directions for ids in each.courses.values() for course in ids}
    general = {course for ids in rules.programme_courses.values() for course in ids}
    levels = course_rules.load(asked.year).level_map
    facts = LiaisonFacts(
        officers=await liaison.officers(session, asked, sorted(named | general), levels),
        directions=directions,
        completions_held=fresh.confirmed_through is not None,
    )
    decided = (items.decide(each, facts, rules, today) for each in facts.officers)
    outcomes = tuple(each for each in decided if each is not None)
    found = findings.check(facts, outcomes, rules, today)
    return Picture(asked.authority_id, rules, outcomes, found, fresh)
