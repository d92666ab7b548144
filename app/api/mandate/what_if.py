"""What would change under other rules or plans, over a real population."""

import json
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Body

from app.api import contract
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    Cursor,
    Limit,
    Now,
    Parts,
    Purpose,
    WritingSession,
    parse_year,
)
from app.api.guard import GuardedRoute
from app.api.models.examples_what_if import WHAT_IF, WHAT_IF_REQUESTS
from app.api.models.what_if import SupposedPlan, WhatIfAnswer, WhatIfRequest
from app.api.pages import Pager
from app.policy.what_if import Share, Summary
from app.services.mandate import what_if
from app.services.mandate.what_if import Draft, Hypothesis

router = APIRouter(
    prefix="/v1/evaluations",
    tags=["evaluations"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "/what-if",
    operation_id="supposeOtherwise",
    summary="What would change under other rules or plans",
    response_model=WhatIfAnswer,
    responses={
        200: contract.answers(WHAT_IF, "How many outcomes flip, and whose."),
        **contract.refusals(
            "forbidden",
            "not-found",
            "malformed",
            "too-large",
            "unsupported-media-type",
            "cursor-invalid",
            "cursor-expired",
        ),
    },
)
async def suppose_otherwise(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    asked: Annotated[WhatIfRequest, Body(openapi_examples=WHAT_IF_REQUESTS)],
    session: WritingSession,
    parts: Parts,
    caller: Calling,
    asking: Purpose,
    now: Now,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Any:
    """Decide for a real population as if rules or plans were others; no outcome is written.

    Any rule may be supposed otherwise, also one that a memorandum states: nothing comes of it but
    the answer. What is supposed holds for all who are asked about, over any authority's override.
    A long list of flips comes in pages: send the same body again with `next_cursor`.
    """
    hypothesis = _hypothesis(asked)
    # With escapes: half a surrogate pair, which a value may hold until it is refused, has no bytes.
    question = ("what-if", json.dumps(asked.model_dump(mode="json")))
    pager = await Pager.of(session, parts.cursors, question, now)
    access = asking.access("evaluations.what-if", hypothesis.year, asked.authority_id)
    after = pager.after(cursor)
    found = await what_if.suppose(session, hypothesis, caller, access, after, limit)
    return {
        "reporting_year": hypothesis.year.label,
        "authority_id": asked.authority_id,
        "ruleset": found.digest,
        "summary": None if found.summary is None else _summary(found.summary),
        "flips": [asdict(one) for one in found.flips],
        "next_cursor": pager.next(found.following),
        "unready": found.unready,
    }


def _hypothesis(asked: WhatIfRequest) -> Hypothesis:
    return Hypothesis(
        year=parse_year(asked.reporting_year, "/reporting_year"),
        authority_id=asked.authority_id,
        rules=asked.rules,
        without_plans=tuple(asked.without_plans),
        plans=tuple(_draft(one) for one in asked.plans),
    )


def _draft(plan: SupposedPlan) -> Draft:
    return Draft(
        authority_id=plan.authority_id,
        name=plan.name,
        apar=plan.apar,
        due_on=plan.due_on,
        groups=plan.criteria(),
        courses=tuple((course.course_id, course.gate) for course in plan.courses),
        assessment=plan.assessment_id,
        replaces=plan.replaces,
    )


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        **asdict(summary),
        "by_level": [_share(one, "level") for one in summary.by_level],
        "by_authority": [_share(one, "authority_id") for one in summary.by_authority],
    }


def _share(share: Share, name: str) -> dict[str, Any]:
    members = asdict(share)
    return {name: members.pop("key"), **members}
