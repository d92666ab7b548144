"""Who completed courses much faster than they last: shown to the authority, and never blocking."""

from dataclasses import dataclass

from app.policy.reporting_year import ReportingYear
from app.policy.rules.ruleset import Rule
from app.services.registers import overrides
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.mandate import fast_completions
from app.store.mandate.fast_completions import Official

RULE = "completion.implausibly_fast"


@dataclass(frozen=True, slots=True)
class Page:
    """Some officials with such completions, and the rule by which they are told."""

    rule: Rule
    officials: tuple[Official, ...]
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
    """Return up to ``limit`` officials of an authority who follow one, and note who was shown.

    Raises NotFoundError for a year without rules.
    """
    rules = await overrides.of_authority(session, year, authority_id)
    found = await fast_completions.page(session, rules, authority_id, after, limit + 1)
    shown = tuple(found[:limit])
    await audit.append_page(session, access, (one.official_id for one in shown))
    return Page(rules.rule(RULE), shown, len(found) > limit)
