"""Which authorities were late with their training plan, for those who may see all of them."""

from dataclasses import dataclass
from datetime import datetime

from app.policy.finding import FindingRule
from app.policy.plans import delay as plan_delay
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules import ruleset
from app.policy.rules.ruleset import Ruleset
from app.store.database import Reading
from app.store.mandate import late_plans
from app.store.mandate.late_plans import Prescribing, Sought


@dataclass(frozen=True, slots=True)
class Late:
    """An authority that was late, and how."""

    authority: Prescribing
    rule: FindingRule


@dataclass(frozen=True, slots=True)
class LatePage:
    """Some authorities that were late, and the rules of the year."""

    rules: Ruleset
    late: tuple[Late, ...]
    more: bool


async def page(
    session: Reading, year: ReportingYear, now: datetime, *, after: int, limit: int
) -> LatePage:
    """Return up to ``limit`` late authorities that follow one; raise NotFoundError without rules.

    Which plans count and what is late goes by the general rules, whatever an authority has ordered.
    """
    rules = ruleset.load(year)
    sought = Sought(year.start, rules.apar_flag_required, plan_delay.late_from(rules))
    today = now.astimezone(IST).date()
    found = await late_plans.page(session, sought, after, limit + 1)
    judged = (
        (one, plan_delay.delay(one.plans, one.first_published, today, rules))
        for one in found[:limit]
    )
    late = tuple(Late(one, rule) for one, rule in judged if rule is not None)
    return LatePage(rules, late, len(found) > limit and bool(late))
