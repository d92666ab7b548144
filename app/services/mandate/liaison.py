"""An authority's liaison officers in a year: who is designated, how the four stand, what is amiss.

One engine decides: ADR 0023 says why.
"""

from dataclasses import dataclass
from datetime import datetime

from app.errors import ConflictError
from app.policy.liaison import findings, items
from app.policy.liaison.facts import LiaisonFacts
from app.policy.liaison.findings import LiaisonFinding
from app.policy.liaison.items import OfficerOutcome
from app.policy.liaison.ruleset import LiaisonRules
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules import ruleset as course_rules
from app.services import freshness
from app.services.freshness import Freshness
from app.services.mandate import past
from app.services.registers import overrides
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.mandate import known
from app.store.registers import liaison
from app.store.registers.liaison import Asked


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an authority's year: as of which moment, and by what was known when.

    ``known_at`` is a closed ingest position or a moment, as a caller writes it. What is left out is
    now, and what has been learned by now.
    """

    authority_id: int
    year: ReportingYear
    as_of: datetime | None = None
    known_at: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An authority's year: its officers with their outcomes, the findings, and by which rules.

    ``known_at`` is the position by which all of it was known.
    """

    question: Question
    known_at: int
    rules: LiaisonRules
    officers: tuple[OfficerOutcome, ...]
    findings: tuple[LiaisonFinding, ...]
    freshness: Freshness


async def picture(session: Writing, question: Question, access: Access, now: datetime) -> Picture:
    """Return how an authority's liaison officers stand, and note who was shown.

    Raises NotFoundError for a year without rules, InvalidError for a moment yet to come or a
    position that is none, ConflictError for one that can't be asked about.
    """
    found = await _decided(session, question, now)
    await audit.append_page(session, access, (each.official_id for each in found.officers))
    return found


async def explain(
    session: Writing, question: Question, official_id: int, access: Access, now: datetime
) -> tuple[Picture, OfficerOutcome] | None:
    """Return how one liaison officer stands, within the picture that it belongs to.

    None for whom the authority has not designated in the year; that is noted as well.
    """
    found = await _decided(session, question, now)
    own = next((each for each in found.officers if each.official_id == official_id), None)
    await audit.append(session, access, "not_found" if own is None else "served", (official_id,))
    return None if own is None else (found, own)


async def _decided(session: Reading, question: Question, now: datetime) -> Picture:
    year, authority_id = question.year, question.authority_id
    past.happened(question.as_of, now)
    position = await past.position(session, question.known_at)
    moment = question.as_of or await _asked_on(session, question, position, now)
    rules = await overrides.of_liaison(session, year, authority_id, position)
    through = await known.held_through(session, authority_id, year.start, position)
    asked = Asked(authority_id, year, position)
    facts = await _facts(session, asked, rules, held=through is not None)
    if question.as_of is not None:
        facts = facts.by(question.as_of)
    today = moment.astimezone(IST).date()
    decided = (items.decide(each, facts, rules, today) for each in facts.officers)
    outcomes = tuple(each for each in decided if each is not None)
    found = findings.check(facts, outcomes, rules, today)
    fresh = freshness.held_through(through, year.start, moment)
    return Picture(question, position, rules, outcomes, found, fresh)


async def _asked_on(session: Reading, question: Question, position: int, now: datetime) -> datetime:
    """Return when a picture is looked at: a position as it closed, so that it stays the same."""
    if question.known_at is None:
        return now
    closed = await known.closed_at(session, position)
    if closed is None:
        raise ConflictError("nothing had been learned yet at this position")
    return closed


async def _facts(
    session: Reading, asked: Asked, rules: LiaisonRules, *, held: bool
) -> LiaisonFacts:
    directions = await liaison.directions(session, asked)
    named = {course for each in directions for ids in each.courses.values() for course in ids}
    general = {course for ids in rules.programme_courses.values() for course in ids}
    levels = course_rules.load(asked.year).level_map
    return LiaisonFacts(
        officers=await liaison.officers(session, asked, sorted(named | general), levels),
        directions=directions,
        completions_held=held,
    )
