"""Measures the loop that an ORM invites: each official loaded, decided by the core, and stored."""

import statistics
from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import joinedload, selectinload

from app.policy import mandate, transfer
from app.policy.mandate import Evaluation
from bench.core import DRAWN
from bench.evaluating import DisagreementError
from bench.figures import timed
from bench.ground import Ground
from bench.objects.mapping import (
    Authority,
    Equivalence,
    Group,
    Look,
    Official,
    Outcome,
    Plan,
    Position,
    Posting,
    Terms,
)
from bench.objects.telling import earlier, place, told
from bench.population import YEAR

SAMPLE, ROUNDS = 200, 3
DECIDED = (
    *("official_id", "authority_id", "service_id", "cadre_id", "prescriber_id", "level"),
    *("outcome", "prescribed", "required", "completed", "assessment", "reasons", "plan_ids"),
    "ruleset_id",
)
_AUTHORITY = (selectinload(Authority.levels), selectinload(Authority.bodies))
# A join for what is one, a query for what are many: as SQLAlchemy's guide has it.
WHOLE = (
    joinedload(Official.profile).joinedload(Look.authority).options(*_AUTHORITY),
    selectinload(Official.postings)
    .joinedload(Posting.profile)
    .joinedload(Look.authority)
    .options(*_AUTHORITY),
    *(
        selectinload(one)
        for one in (
            Official.identifiers,
            Official.completions,
            Official.results,
            Official.exemptions,
            Official.doubts,
            Official.declarations,
        )
    ),
)


async def by_objects(ground: Ground, full_seconds: float) -> None:
    """Measure a sample of officials, scaled: each in a session and a transaction of his own.

    Raises DisagreementError unless the loop stores what the statement had.
    """
    sessions = async_sessionmaker(ground.worker.engine, expire_on_commit=False)
    async with ground.worker.reading() as session:
        drawn = [row.id for row in await session.run(DRAWN, {"sample": SAMPLE})]
    before = await _stored(sessions, drawn)
    spent = []
    for _ in range(ROUNDS):
        async with sessions.begin() as session:
            await session.execute(delete(Outcome).where(_theirs(drawn)))
        with timed() as watch:
            for number in drawn:
                async with sessions.begin() as session:
                    await _decide(session, number, ground)
        spent.append(watch.seconds)
    if await _stored(sessions, drawn) != before:
        raise DisagreementError("the loop over objects and the statement decide differently")
    rate = len(drawn) / statistics.median(spent)
    ground.ledger.note(
        "a loop over officials by the ORM: all rules, his outcome stored",
        rate,
        "officials/s",
        against="the full evaluation",
        ratio=rate * full_seconds / ground.population.officials,
        n=ROUNDS,
    )


def _theirs(drawn: list[int]) -> Any:
    return Outcome.official_id.in_(drawn) & (Outcome.reporting_year == YEAR.start)


async def _stored(
    sessions: async_sessionmaker[AsyncSession], drawn: list[int]
) -> list[tuple[Any, ...]]:
    async with sessions() as session:
        found = await session.scalars(
            select(Outcome).where(_theirs(drawn)).order_by(Outcome.official_id)
        )
        return [tuple(getattr(one, name) for name in DECIDED) for one in found]


async def _decide(session: AsyncSession, number: int, ground: Ground) -> None:
    who = (await session.scalars(select(Official).filter_by(id=number).options(*WHOLE))).one()
    look, declared = place(who)
    stood = [look, *(one.profile for one in earlier(who))]
    controlling = await _controlling(session, (one.controlling_authority for one in stood))
    may = {declared, *controlling.values(), *(one.authority_id for one in stood)}
    prescribing = [one for one in may if one is not None]
    terms = await _orders(session, Terms, prescribing)
    facts = told(
        who,
        controlling,
        plans=await _plans(session, prescribing),
        equivalences=await _orders(session, Equivalence, prescribing),
        terms=[one for one in terms if one.reporting_year == YEAR.start],
        rules=ground.ruleset,
    )
    placed, rules = transfer.placed(facts, ground.book)
    decided = mandate.evaluate(placed, YEAR, rules)
    await session.merge(_outcome(who, decided, ground.ruleset_ids[rules.digest]))


async def _controlling(session: AsyncSession, names: Iterable[str | None]) -> dict[str, int]:
    """Return the CCAs that profiles name; a name that two go by is nobody's."""
    found: dict[str, int] = {}
    for name in {one for one in names if one is not None}:
        called = func.lower(func.btrim(Authority.name)) == name.strip().lower()
        asked = select(Authority).where(and_(Authority.kind == "cca", called))
        if len(named := (await session.scalars(asked)).all()) == 1:
            found[name] = named[0].id
    return found


async def _plans(session: AsyncSession, prescribing: list[int]) -> list[Any]:
    """Return the plans of the year: those that are live, or were retired after it had ended."""
    asked = (
        select(Plan)
        .outerjoin(Plan.retiring)
        .where(
            Plan.reporting_year == YEAR.start,
            Plan.authority_id.in_(prescribing),
            or_(Plan.status == "live", Position.closed_at >= YEAR.closes),
        )
        .order_by(Plan.id)
        .options(selectinload(Plan.groups).selectinload(Group.criteria), selectinload(Plan.courses))
    )
    return list(await session.scalars(asked))


async def _orders(session: AsyncSession, kind: Any, prescribing: list[int]) -> list[Any]:
    asked = select(kind).where(
        kind.authority_id.in_(prescribing), kind.withdrawn_position.is_(None)
    )
    return list(await session.scalars(asked.order_by(kind.id)))


def _outcome(who: Any, decided: Evaluation, ruleset_id: int) -> Any:
    return Outcome(
        reporting_year=YEAR.start,
        official_id=who.id,
        authority_id=who.authority_id,
        service_id=who.service_id,
        cadre_id=who.cadre_id,
        prescriber_id=decided.prescriber_id,
        level=decided.level,
        outcome=decided.outcome.value,
        prescribed=decided.prescribed,
        required=decided.required,
        completed=decided.completed,
        assessment=decided.assessment.value,
        reasons=[one.value for one in decided.reasons],
        plan_ids=list(decided.plan_ids),
        ruleset_id=ruleset_id,
        facts_position=1,
    )
