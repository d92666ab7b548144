"""Overrides: an authority's own values for rules that no memorandum states, by its orders."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

from app.api import contract, pages
from app.api.dependencies import (
    AUTHENTICATED,
    Cursor,
    Limit,
    Now,
    Parts,
    Purpose,
    ReadingSession,
    WritingSession,
    needs,
    parse_year,
)
from app.api.guard import GuardedRoute
from app.api.models.overrides import (
    OVERRIDE,
    OVERRIDE_PAGE,
    OVERRIDE_REQUESTS,
    OverridePage,
    OverrideRequest,
    OverrideTold,
    override_told,
)
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.policy.overrides import Overriding
from app.services.registers import overrides
from app.services.registers.overrides import OverrideOrdered

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/rule-overrides",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="recordOverride",
    summary="Order an own value for a rule",
    status_code=201,
    response_model=OverrideTold,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(OVERRIDE, "The override is recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_override(
    asked: Annotated[OverrideRequest, Body(openapi_examples=OVERRIDE_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Record an own value for a rule that is `house` or `illustrative`; it replaces the one before.

    Never for what a memorandum states. It governs the officials for whom the authority prescribes,
    and those who stand in it and for whom no prescriber is known; they are decided anew with the
    next evaluation.
    """
    year = parse_year(asked.reporting_year, "/reporting_year")
    wanted = Overriding(asked.rule_id, asked.value, asked.order.order())
    access = asking.access("registers.overrides", year, authority_id)
    ordered = OverrideOrdered(year, wanted)
    return override_told(await overrides.record(session, authority_id, ordered, access, now))


@router.get(
    "",
    operation_id="listOverrides",
    summary="An authority's own values for rules",
    response_model=OverridePage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(
            OVERRIDE_PAGE, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_overrides(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    response: Response,
    authority_id: OwnAuthority,
    session: ReadingSession,
    parts: Parts,
    now: Now,
    history: WithdrawnToo = False,  # noqa: FBT002 - a query parameter, given by name
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Any:
    """Return the overrides in force, with `history` those withdrawn or replaced as well."""
    pager = await Pager.of(session, parts.cursors, ("overrides", authority_id, history), now)
    found = await overrides.page(
        session, authority_id, withdrawn=history, after=pager.after(cursor), limit=limit + 1
    )
    shown = found[:limit]
    following = pager.next(shown[-1]["id"] if len(found) > limit else None)
    parameters = {"history": str(history).lower(), "limit": limit}
    response.headers.update(pages.link_headers(request, parameters, following))
    return {
        "authority_id": authority_id,
        "overrides": [override_told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawOverride",
    summary="Withdraw an own value",
    response_model=OverrideTold,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers({**OVERRIDE, "withdrawn_position": 815}, "The override, withdrawn."),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_override(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw an override: the general value takes its place."""
    access = asking.access("registers.overrides", authority_id=authority_id)
    return override_told(await overrides.withdraw(session, authority_id, record_id, access, now))
