"""The rules of each reporting year."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.api import contract
from app.api.dependencies import AUTHENTICATED, INTEGER_MAX, PlainNumber, ReadingSession, Year
from app.api.guard import GuardedRoute
from app.api.mandate.past import KnownAt
from app.api.models import examples
from app.api.models.rulesets import Ruleset, Rulesets
from app.policy.rules import overrides, ruleset
from app.policy.telling.fixed_rules import SENTENCES
from app.services.mandate import rulesets

router = APIRouter(
    prefix="/v1/rulesets", tags=["rules"], route_class=GuardedRoute, dependencies=[AUTHENTICATED]
)
WhoseRules = Annotated[
    int | None,
    Query(ge=1, le=INTEGER_MAX, description="The rules of this authority.", examples=[3]),
    PlainNumber,
]


@router.get(
    "",
    operation_id="listRulesets",
    summary="The years that have rules",
    response_model=Rulesets,
    responses={
        200: contract.answers(examples.RULESETS, "Each year with the digest of its rules."),
        **contract.refusals(),
    },
)
async def list_rulesets() -> Any:
    """Return each year that has rules, with the digest that entries name."""
    return {"rulesets": [_named(one) for one in rulesets.every()]}


@router.get(
    "/{reporting_year}",  # noqa: FAST003 - Year takes it
    operation_id="getRuleset",
    summary="One year's rules",
    response_model=Ruleset,
    responses={
        200: contract.answers(examples.RULESET, "The rules, in the order of their ids."),
        **contract.refusals("not-found", "conflict"),
    },
)
async def read_ruleset(
    year: Year, session: ReadingSession, authority_id: WhoseRules = None, known_at: KnownAt = None
) -> Any:
    """Return a year's rules, each with its value, its standing and its source.

    With `authority_id` those of the authority: what it has overridden names its order; with
    `known_at` those that were in force then. Of a rule that no authority may override, `fixed` says
    why. The rules on `liaison` officers have a digest of their own: no outcome rests on them.
    """
    found = await rulesets.one(session, year, authority_id, known_at)
    return {
        **_named(found.courses),
        "rules": [_told(rule) for rule in found.courses.rules],
        "liaison": {
            "digest": found.liaison.digest,
            "rules": [_told(rule) for rule in found.liaison.rules],
        },
    }


def _told(rule: ruleset.Rule) -> dict[str, Any]:
    shown = {name: getattr(rule, name) for name in rule.__slots__}
    why = overrides.fixed(rule)
    return {**shown, "fixed": why and {"code": why, "sentence": SENTENCES[why]}}


def _named(rules: ruleset.Ruleset) -> dict[str, str]:
    return {"reporting_year": rules.year.label, "digest": rules.digest}
