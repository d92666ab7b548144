"""A small population that stands where the rules meet: transfers, cadres, bodies, equivalents."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from app.policy.orders import Order, Validity
from app.services.registers import overrides
from app.store import authorities, positions
from app.store.apar import publishing
from app.store.auditing.audit import Access
from app.store.database import SET_TENANT, Tenant, Writing
from app.store.feed import facts, plans
from app.store.mandate import evaluations, rulesets
from tests.harness.arranged import (
    IN_YEAR,
    NOW,
    YEAR,
    a_plan,
    an_authority,
    an_official,
    rows,
    take_completions,
    take_staff,
)

ACCESS = Access("tests", "tests", "tests", "register")
ORDER = Order("A-1", date(2025, 6, 2), "Joint Secretary")
WHOLE_YEAR = Validity(YEAR.first_day, None)
AIS = {
    "service": "Indian Administrative Service",
    "batch": 2010,
    "on_central_deputation": False,
    "controlling_authority": "Authority cca",
}
OUTCOMES = """
    SELECT official_id, authority_id, prescriber_id, level, outcome, prescribed, required,
        completed, assessment, reasons, plan_ids, ruleset_id
    FROM evaluation WHERE reporting_year = :year ORDER BY official_id"""
HEADS = """
    SELECT official_id, encode(digest, 'hex'), authority_id, service_id, cadre_id, prescriber_id
    FROM apar_head WHERE reporting_year = :year ORDER BY official_id"""
Held = tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class World:
    """The authorities of the world by their numbers: two ministries and a cadre's authority."""

    here: int
    there: int
    cca: int


async def small_world(session: Writing) -> World:
    """Take up the world and decide for everybody in it."""
    here, there = await an_authority(session, "here"), await an_authority(session, "there")
    world = World(here, there, await an_authority(session, "cca", "cca"))
    await take_staff(session, here, an_official("mover"))
    await take_staff(session, there, an_official("staying"), an_official("ais", **AIS))
    await take_staff(session, there, *staff_there())
    await take_staff(session, here, *staff_here())
    for plan in (
        a_plan(here, assessment="X"),
        a_plan(there, "A", "B", "E"),
        a_plan(world.cca, "E", "F", "G", apar=None),
    ):
        await plans.merge(session, plan, 1)
    await plans.mention_courses(session, ["Y", "Z"])
    await take_completions(
        session,
        *((user, course, IN_YEAR) for user in ("mover", "plain", "ais") for course in "ABE"),
        ("staying", "Z", IN_YEAR),
        ("contract", "A", IN_YEAR),
    )
    await settle(session)
    return world


def staff_here(**changes: Any) -> list[dict[str, Any]]:
    """Return the roster of the first ministry, with changes to one of its officials."""
    return [
        an_official("plain", **changes),
        an_official("clerk", designation="Clerk"),
        an_official("contract", employment="contractual"),
        an_official("civil", service="Indian Information Service", batch=2000),
    ]


def staff_there() -> list[dict[str, Any]]:
    """Return the roster of the second ministry, once its newest official has come."""
    newest = an_official("mover", joined_on=date(2026, 1, 5))
    return [an_official("staying"), an_official("ais", **AIS), newest]


async def take_results(
    session: Writing,
    *results: tuple[str, str, str, datetime | None],
    score: float | None = None,
) -> None:
    """Take up assessment results: user, assessment, state, moment, all with one score or none."""
    position = await positions.close(session, 1, NOW)
    await facts.pour_assessments(
        session, [(position, user, of, state, score, at, False) for user, of, state, at in results]
    )
    await facts.merge_assessments(session, position, position, YEAR.start)


async def settle(session: Writing, *, only_due: bool = False) -> Held:
    """Decide and publish as a run does, for all or for who is due; return what is held then."""
    position = await positions.hold_facts(session)
    book = await overrides.rulebook(session, YEAR)
    everywhere = [each.id for each in await authorities.every(session)]
    await evaluations.evaluate(
        session,
        year=YEAR,
        rulebook=book,
        ruleset_ids={one.digest: await rulesets.keep(session, one) for one in book.every()},
        facts_position=position,
        authority_ids=everywhere,
        only_due=only_due,
    )
    await publishing.publish(
        session,
        year=YEAR,
        load_id=0,
        facts_through=dict.fromkeys(everywhere, NOW),
        now=NOW,
        only_due=only_due,
    )
    await publishing.clear_due(session, YEAR, dict.fromkeys(everywhere, 2**62), position)
    return await held(session)


async def held(session: Writing) -> Held:
    """Return the outcomes and the entries that stand."""
    year = {"year": YEAR.start}
    return await rows(session, OUTCOMES, **year), await rows(session, HEADS, **year)


async def answered(session: Writing, position: int) -> dict[int, tuple[Any, ...]]:
    """Return what is told of each official, as known at a position; his columns as in OUTCOMES."""
    told = await evaluations.answer(
        session,
        year=YEAR,
        rulebook=await overrides.rulebook(session, YEAR, position),
        authority_ids=[each.id for each in await authorities.every(session)],
        known_at=position,
    )
    names = "prescriber_id level outcome prescribed required completed assessment reasons plan_ids"
    return {row["official_id"]: tuple(row[name] for name in names.split()) for row in told}


@asynccontextmanager
async def acting_as(session: Writing, authority_id: int) -> AsyncIterator[Writing]:
    """Act for a while in the API's role, as somebody who sees what one authority may see."""
    tenant = Tenant(authorities=frozenset({authority_id}))
    await session.run(text("SET LOCAL ROLE karmasetu_api"))
    await session.run(SET_TENANT, tenant.settings())
    yield session
    await session.run(text("SET LOCAL ROLE karmasetu_worker"))
