"""What an authority does about officials on iGOT: marks, verifications, claims and answers."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

from app.api import contract
from app.api.dependencies import (
    AUTHENTICATED,
    Now,
    Parts,
    Purpose,
    WritingSession,
)
from app.api.guard import GuardedRoute
from app.api.models.onboarding_actions import (
    ACCEPTED,
    ACTION,
    ACTION_PAGE,
    ACTION_REQUESTS,
    ANSWER_REQUESTS,
    CLAIM,
    CLAIM_PAGE,
    ActionPage,
    ActionRequest,
    ActionTold,
    AnswerRequest,
    MarkRequest,
    action_told,
)
from app.api.once import KEY
from app.api.pages import Paged
from app.api.registers.access import OwnAuthority, RecordId
from app.services.onboarding import actions as onboarding_actions
from app.services.onboarding.actions import Wanted

RETRY_SECONDS = "5"

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/onboarding",
    tags=["onboarding"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "/actions",
    operation_id="askForAction",
    summary="Mark, verify or claim an official",
    status_code=202,
    response_model=ActionTold,
    responses=contract.queued(
        ACCEPTED,
        "The action is kept, and handed to the workers.",
        "forbidden",
        "not-found",
        "conflict",
    ),
)
async def ask_for_action(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    response: Response,
    asked: Annotated[ActionRequest, Body(openapi_examples=ACTION_REQUESTS)],
    authority_id: OwnAuthority,
    idempotency_key: Annotated[str, KEY],
    session: WritingSession,
    parts: Parts,
    asking: Purpose,
    now: Now,
) -> Any:
    """Take up one action; it is written to iGOT by a worker, and read again to see that it took.

    While iGOT gives no answer it stays `pending`, at most two days, and is `given_up` then. A claim
    asks the authority that holds the official, which is not named; the transfer is done on iGOT.
    """
    if isinstance(asked, MarkRequest):
        wanted = Wanted(asked.kind, asked.official_id, None, None)
    else:
        wanted = Wanted(asked.kind, None, asked.roster_id, asked.place)
    access = asking.access("onboarding.action", authority_id=authority_id)
    held = await onboarding_actions.ask(
        session, authority_id, wanted, idempotency_key, (access, parts.enqueue_action, now)
    )
    response.headers["Location"] = f"{request.url.path}/{held.id}"
    response.headers["Retry-After"] = RETRY_SECONDS
    return action_told(held)


@router.get(
    "/actions",
    operation_id="listActions",
    summary="What an authority has asked for",
    response_model=ActionPage,
    responses=contract.paged(ACTION_PAGE, "forbidden", "not-found"),
)
async def list_actions(
    authority_id: OwnAuthority, session: WritingSession, asking: Purpose, paging: Paged
) -> Any:
    """Return the authority's actions, ended ones as well, in order of their numbers."""
    turn = await paging.open(session, ("actions", authority_id))
    access = asking.access("onboarding.actions", authority_id=authority_id)
    found = await onboarding_actions.page(
        session, turn.after, turn.enough, access, authority_id=authority_id
    )
    page = turn.cut(found, lambda one: one.id)
    told = [action_told(one) for one in page.rows]
    return {"authority_id": authority_id, "actions": told, "next_cursor": page.next_cursor}


@router.get(
    "/actions/{record_id}",
    operation_id="getAction",
    summary="How far an action has come",
    response_model=ActionTold,
    responses={
        200: contract.answers(ACTION, "The action, with its receipt once it is done."),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_action(
    record_id: RecordId, authority_id: OwnAuthority, session: WritingSession, asking: Purpose
) -> Any:
    """Return an action's state: `pending` has a next try, every other state is its last."""
    access = asking.access("onboarding.actions", authority_id=authority_id)
    held = await onboarding_actions.shown(session, record_id, access, authority_id=authority_id)
    return action_told(held)


@router.get(
    "/claims",
    operation_id="listClaims",
    summary="Claims of others on an authority's officials",
    response_model=ActionPage,
    responses=contract.paged(CLAIM_PAGE, "forbidden", "not-found"),
)
async def list_claims(
    authority_id: OwnAuthority, session: WritingSession, asking: Purpose, paging: Paged
) -> Any:
    """Return what other authorities claim of this one's officials, answered claims as well."""
    turn = await paging.open(session, ("claims", authority_id))
    access = asking.access("onboarding.claims", authority_id=authority_id)
    found = await onboarding_actions.page(
        session, turn.after, turn.enough, access, holder_id=authority_id
    )
    page = turn.cut(found, lambda one: one.id)
    told = [action_told(one, by_holder=True) for one in page.rows]
    return {"authority_id": authority_id, "actions": told, "next_cursor": page.next_cursor}


@router.post(
    "/claims/{record_id}/answer",
    operation_id="answerClaim",
    summary="Say yes or no to a claim",
    response_model=ActionTold,
    responses={
        200: contract.answers(CLAIM, "The claim, answered."),
        **contract.refusals(
            "forbidden",
            "not-found",
            "conflict",
            "malformed",
            "too-large",
            "unsupported-media-type",
        ),
    },
)
async def answer_claim(
    record_id: RecordId,
    authority_id: OwnAuthority,
    asked: Annotated[AnswerRequest, Body(openapi_examples=ANSWER_REQUESTS)],
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Answer once. Agreed, the transfer is approved on iGOT by the claimant, as iGOT has it."""
    access = asking.access("onboarding.claim", authority_id=authority_id)
    held = await onboarding_actions.answer(
        session, authority_id, record_id, asked.answer, access, now
    )
    return action_told(held, by_holder=True)
