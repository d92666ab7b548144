"""Whom plans reach otherwise than levels would have it, as findings on an authority's officials."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.policy.finding import FindingRule
from app.policy.plans import levels as plan_levels
from app.policy.plans.levels import Scale
from app.policy.reporting_year import ReportingYear
from app.policy.rules.ruleset import Ruleset
from app.services.registers import overrides
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.mandate import level_findings, outcomes
from app.store.mandate.level_findings import Differing, NamedPlan


@dataclass(frozen=True, slots=True)
class Found:
    """One difference of one official: the rule, and the plans that it is about."""

    rule: FindingRule
    plans: tuple[NamedPlan, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """An official, the level and designation that count, and what differs."""

    official_id: int
    level: str
    designation: str | None
    findings: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Some officials with findings; ``untold`` are plans of which nobody can say whom they mean."""

    officials: tuple[Official, ...]
    untold: tuple[NamedPlan, ...]
    more: bool


async def page(
    session: Writing,
    year: ReportingYear,
    authority_id: int,
    access: Access,
    *,
    after: int,
    limit: int,
) -> Page:
    """Return up to ``limit`` officials of an authority with findings, and note who was shown.

    Raises NotFoundError for a year without rules.
    """
    rules = await overrides.of_authority(session, year, authority_id)
    scale = await _scale(session, rules, authority_id)
    found = await level_findings.plans(session, rules, authority_id, scale.keys)
    plans = {one.plan_id: one for one in found}
    told = {
        plan_id: levels
        for plan_id, one in plans.items()
        if (levels := plan_levels.meant_for(one.groups, scale.level_of)) is not None
    }
    differing = await level_findings.page(
        session,
        year=year.start,
        authority_id=authority_id,
        meant=told,
        after=after,
        limit=limit + 1,
    )
    officials = tuple(_official(one, plans) for one in differing[:limit])
    await audit.append_page(session, access, (one.official_id for one in officials))
    untold = tuple(one for plan_id, one in plans.items() if plan_id not in told)
    return Page(officials, untold, len(differing) > limit)


async def _scale(session: Reading, rules: Ruleset, authority_id: int) -> Scale:
    """Return by what an authority's plans name levels: whom a CCA prescribes for goes by bands."""
    if any(one.kind == "cca" for one in await outcomes.authorities(session, authority_id)):
        return plan_levels.of_service(rules.year, rules)
    own = await level_findings.own_levels(session, authority_id)
    return plan_levels.of_posts({**rules.level_map, **own})


def _official(one: Differing, plans: Mapping[int, NamedPlan]) -> Official:
    return Official(one.official_id, one.level, one.designation, tuple(_found(one, plans)))


def _found(one: Differing, plans: Mapping[int, NamedPlan]) -> Iterator[Found]:
    kinds = ((plan_levels.REACHED_ASTRAY, one.astray), (plan_levels.NOT_REACHED, one.missed))
    for rule, numbers in kinds:
        if numbers:
            yield Found(rule, tuple(plans[number] for number in numbers))
