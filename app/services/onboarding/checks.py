"""Checks officials whom an authority submits against what is held of them."""

from collections.abc import Sequence
from datetime import datetime

from app.errors import InvalidError, NotFoundError
from app.policy.nearness import Designations
from app.policy.onboarding import findings as onboarding
from app.policy.onboarding.facts import SubmittedOfficial
from app.policy.onboarding.findings import Finding, Ground
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules import ruleset
from app.services.registers import overrides
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.mandate import outcomes
from app.store.onboarding import onboarding as held


async def validate(
    session: Writing,
    year: ReportingYear,
    authority_id: int,
    submitted: Sequence[SubmittedOfficial],
    access: Access,
    now: datetime,
) -> tuple[Finding, ...]:
    """Return the findings on submitted officials, and note the access.

    Raises NotFoundError for an unseen authority, InvalidError for a year without rules.
    """
    if year not in ruleset.available_years():
        fault = ("/reporting_year", "no-rules")
        raise InvalidError("there are no rules for this reporting year", [fault])
    if not await outcomes.authorities(session, authority_id):
        raise NotFoundError("there is no such authority")
    rules = await overrides.of_authority(session, year, authority_id)
    matches = await held.matches(session, submitted, year.start, rules.level_map)
    known = await held.designations(session, authority_id)
    ground = Ground(
        authority_id=authority_id,
        ruleset=rules,
        designations=Designations.of((*rules.level_map, *known)),
        today=now.astimezone(IST).date(),
    )
    found = onboarding.check(submitted, matches, ground)
    seen = sorted({one.official_id for each in matches for one in (*each.by_email, *each.by_code)})
    await audit.append(session, access, "served", seen or (None,))
    return found
