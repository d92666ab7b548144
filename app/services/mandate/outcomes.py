"""Outcomes: of an authority in pages and in sum, and of one official explained."""

import logging
from dataclasses import dataclass
from datetime import datetime

from app.errors import NotedError, ServiceError
from app.policy import mandate, transfer
from app.policy.mandate import Evaluation
from app.policy.outcome import Outcome
from app.policy.reporting_year import IST, ReportingYear
from app.policy.telling import explanation
from app.policy.telling.explanation import Explanation
from app.services import freshness
from app.services.freshness import Freshness
from app.services.mandate import past
from app.services.mandate.past import Asked, Known
from app.services.registers import overrides
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.mandate import official_facts, outcomes
from app.store.mandate.official_facts import LoadedFacts, StoredEvaluation
from app.store.mandate.outcomes import HeldOutcome, Question, VisibleAuthority

logger = logging.getLogger(__name__)
NOW_AS_KNOWN = Asked()


class EnginesDisagreeError(ServiceError, NotedError):
    """The set-based engine and the pure core came to different outcomes over the same facts."""

    code = "engines-disagree"


@dataclass(frozen=True, slots=True)
class Explained:
    """One official's outcome, its explanation, and how fresh it is.

    ``reevaluation_due`` says that facts or rules came in since the outcome was written: what is
    told here is already evaluated from them, and the published entry will follow.
    """

    evaluation: Evaluation
    explanation: Explanation
    authority_id: int
    ruleset_digest: str
    freshness: Freshness
    reevaluation_due: bool
    known_at: int | None = None


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """Some of an authority's outcomes, each as fresh as it is, and whether more follow."""

    outcomes: tuple["DatedOutcome", ...]
    more: bool
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class DatedOutcome:
    """The outcome held for one official, and through when his facts are confirmed."""

    held: HeldOutcome
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class Summary:
    """An authority's officials by outcome, all outcomes named."""

    authority: VisibleAuthority
    officials: int
    by_outcome: dict[str, int]
    freshness: Freshness


async def explain(
    session: Writing,
    year: ReportingYear,
    official_id: int,
    access: Access,
    now: datetime,
    asked: Asked = NOW_AS_KNOWN,
) -> Explained | None:
    """Explain an official's outcome by the pure core; None where the caller sees none.

    Of ``asked``, ``as_of`` alone is answered from the facts that are known now. Raises InvalidError
    for a moment yet to come, EnginesDisagreeError when the outcome held differs and nothing new
    explains it, and what ``known`` raises.
    """
    if asked.pinned():
        found = await known(session, year, official_id, access, now, asked)
        return None if found is None else _explained(found, year, now)
    as_of = past.happened(asked.as_of, now)
    book = await overrides.rulebook(session, year)
    held = await official_facts.stored(session, year.start, official_id)
    loaded = await official_facts.load(session, official_id, book.general, as_of)
    if held is None or loaded is None:
        await audit.append(session, access, "not_found", (official_id,))
        return None
    facts, rules = transfer.placed(loaded.facts, book)
    evaluation = mandate.evaluate(facts, year, rules, as_of)
    due = as_of is None and not _agree(evaluation, held)
    if due and not _overtaken(held, loaded, rules.digest):
        await audit.append(session, access, "unconfirmed", (official_id,))
        # On whom, the event of this request says: the log names nobody.
        logger.error("engines disagree for %s", year.label)
        raise EnginesDisagreeError("the outcome could not be confirmed; it is being looked into")
    await audit.append(session, access, "served", (official_id,))
    today = (as_of or now).astimezone(IST).date()
    fresh = await freshness.of_authority(session, held.authority_id, year.start, now)
    return Explained(
        evaluation=evaluation,
        explanation=explanation.explain(evaluation, facts, year, rules, today),
        authority_id=held.authority_id,
        ruleset_digest=rules.digest,
        freshness=fresh.of_official(held.confirmed_through, now),
        reevaluation_due=due,
    )


async def known(
    session: Writing,
    year: ReportingYear,
    official_id: int,
    access: Access,
    now: datetime,
    asked: Asked,
) -> Known | None:
    """Return an official's outcome from what was known at a position; None where none is seen.

    Raises InvalidError for a moment yet to come, and what ``past.tell`` raises.
    """
    past.happened(asked.as_of, now)
    told = await past.tell(session, year, official_id, asked)
    await audit.append(session, access, "not_found" if told is None else "served", (official_id,))
    return told


def _explained(told: Known, year: ReportingYear, now: datetime) -> Explained:
    today = (told.question.as_of or now).astimezone(IST).date()
    return Explained(
        evaluation=told.evaluation,
        explanation=explanation.explain(told.evaluation, told.facts, year, told.rules, today),
        authority_id=told.facts.profile.authority_id,
        ruleset_digest=told.rules.digest,
        freshness=freshness.held_through(told.read_through, year.start, now),
        reevaluation_due=False,
        known_at=told.question.known_at,
    )


def _agree(evaluation: Evaluation, held: StoredEvaluation) -> bool:
    names = (
        "outcome",
        "level",
        "prescriber_id",
        "prescribed",
        "required",
        "completed",
        "assessment",
        "reasons",
        "plan_ids",
    )
    return all(getattr(evaluation, name) == getattr(held, name) for name in names)


def _overtaken(held: StoredEvaluation, loaded: LoadedFacts, digest: str) -> bool:
    """Say whether facts or rules are newer than the outcome held, which then may well differ."""
    return loaded.newest_position > held.facts_position or held.ruleset_digest != digest


async def visible(session: Reading) -> list[VisibleAuthority]:
    """Return the authorities that the caller may see."""
    return await outcomes.authorities(session)


async def page(
    session: Writing, question: Question, bounds: tuple[int, int], access: Access, now: datetime
) -> OutcomePage:
    """Return outcomes of an authority, and note whose: of ``bounds``, after whom and how many."""
    after, limit = bounds
    found = await outcomes.page(session, question, after, limit + 1)
    fresh = await freshness.of_authority(session, question.authority_id, question.year, now)
    shown = [
        DatedOutcome(held, fresh.of_official(held.confirmed_through, now)) for held in found[:limit]
    ]
    await audit.append_page(session, access, (one.held.official_id for one in shown))
    return OutcomePage(tuple(shown), len(found) > limit, fresh)


async def summary(
    session: Reading, year: ReportingYear, authority_id: int, now: datetime
) -> Summary | None:
    """Return an authority's officials by outcome; None where the caller sees no such authority."""
    authority = next(iter(await outcomes.authorities(session, authority_id)), None)
    if authority is None:
        return None
    held = await outcomes.tally(session, year.start, authority_id)
    return Summary(
        authority=authority,
        officials=sum(held.values()),
        by_outcome={outcome.value: held.get(outcome.value, 0) for outcome in Outcome},
        freshness=await freshness.of_authority(session, authority_id, year.start, now),
    )


async def epoch(session: Reading) -> str:
    """Return which store the session reads, for cursors that must not outlive it."""
    return await outcomes.epoch(session)


async def count(session: Reading, question: Question) -> int:
    """Return how many outcomes a question has."""
    return await outcomes.count(session, question)
