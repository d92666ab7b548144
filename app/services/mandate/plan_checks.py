"""Checks a training plan before it is published: nothing is stored."""

from dataclasses import dataclass

from app.errors import InvalidError, NotFoundError
from app.policy.finding import Severity
from app.policy.plans import checks as plan_checks
from app.policy.plans.checks import DraftedPlan, PlanFinding, PlanReach
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.services.mandate.what_if import Draft
from app.services.registers import overrides
from app.store import authorities
from app.store.database import Reading
from app.store.mandate import outcomes
from app.store.mandate import what_if as store
from app.store.mandate.what_if import Plans, ProposedPlan


@dataclass(frozen=True, slots=True)
class Checked:
    """What a draft comes to: its findings, and whom it would reach."""

    findings: tuple[PlanFinding, ...]
    reach: PlanReach


async def check(session: Reading, year: ReportingYear, draft: Draft) -> Checked:
    """Check a draft against catalogue, rules and officials of the authority that drafts it.

    Raises NotFoundError for an unseen authority, InvalidError for a year without rules and for a
    plan to replace that is none of the year's, which names what else is an error in the draft.
    """
    if year not in ruleset.available_years():
        fault = ("/reporting_year", "no-rules")
        raise InvalidError("there are no rules for this reporting year", [fault])
    if not await outcomes.authorities(session, draft.authority_id):
        raise NotFoundError("there is no such authority")
    without = () if draft.replaces is None else (draft.replaces,)
    unknown = set(without) - await store.plans_of_year(session, year.start, without)
    named = [course for course, _ in draft.courses]
    named += [] if draft.assessment is None else [draft.assessment]
    book = await overrides.rulebook(session, year)
    reach = await store.reach(
        session,
        year=year,
        rulebook=book,
        plans=Plans(without, (_proposed(draft),)),
        authority_ids=[held.id for held in await authorities.every(session)],
    )
    plan = DraftedPlan(
        tuple(course for course, _ in draft.courses), draft.assessment, draft.apar, draft.due_on
    )
    statuses = await store.statuses(session, named)
    rules = book.of(draft.authority_id)
    findings = plan_checks.check(plan, statuses, reach, rules)
    if unknown:
        errors = [one for one in findings if one.severity is Severity.ERROR]
        faults = [(f"/plan{one.pointer}", one.rule.id) for one in errors]
        raise InvalidError("there is no such plan", [("/replaces", "unknown-plan"), *faults])
    return Checked(findings, reach)


def _proposed(draft: Draft) -> ProposedPlan:
    """Return the draft as a plan that counts: reach is told also of one that lacks its flag."""
    return ProposedPlan(
        authority_id=draft.authority_id,
        name=draft.name,
        apar=True,
        due_at=None,
        groups=draft.groups,
        courses=(),
        assessment_id=None,
    )
