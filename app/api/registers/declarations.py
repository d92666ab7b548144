"""Declarations that an officer works with no MDO: recorded by an order, listed, withdrawn."""

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
    WritingSession,
    needs,
)
from app.api.guard import GuardedRoute
from app.api.models.declarations import (
    DECLARATION,
    DECLARATION_PAGE,
    DECLARATION_REQUESTS,
    DeclarationPage,
    DeclarationRequest,
    DeclarationTold,
    declaration_told,
)
from app.api.pages import Pager
from app.api.registers.access import OwnAuthority, RecordId, WithdrawnToo
from app.policy.orders import Validity
from app.services.registers import declarations
from app.services.registers.declarations import Declared

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/no-mdo-declarations",
    tags=["registers"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.post(
    "",
    operation_id="recordDeclaration",
    summary="Declare by an order that an officer works with no MDO",
    status_code=201,
    response_model=DeclarationTold,
    dependencies=[needs("registers:write")],
    responses={
        201: contract.answers(DECLARATION, "The declaration is recorded."),
        **contract.refusals(
            "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
        ),
    },
)
async def record_declaration(
    asked: Annotated[DeclarationRequest, Body(openapi_examples=DECLARATION_REQUESTS)],
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Record that an officer of the Central Civil Services works with no MDO (para 3(ii)).

    On the days named the CCA prescribes for him, and his level goes by years of service. It is
    refused for All India Services officers: for them the deputation flag decides.
    """
    ordered = Declared(
        official_id=asked.official_id,
        controlling_authority_id=asked.controlling_authority_id,
        validity=Validity(asked.valid_from, asked.valid_until),
        order=asked.order.order(),
    )
    access = asking.access("registers.declaration", authority_id=authority_id)
    return declaration_told(await declarations.record(session, authority_id, ordered, access, now))


@router.get(
    "",
    operation_id="listDeclarations",
    summary="Officers declared to work with no MDO",
    response_model=DeclarationPage,
    dependencies=[needs("registers:read")],
    responses={
        200: contract.answers(
            DECLARATION_PAGE, "One page.", {"Link": contract.header("The next page.")}
        ),
        **contract.refusals("forbidden", "not-found", "cursor-invalid", "cursor-expired"),
    },
)
async def list_declarations(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    response: Response,
    authority_id: OwnAuthority,
    session: WritingSession,
    parts: Parts,
    asking: Purpose,
    now: Now,
    history: WithdrawnToo = False,  # noqa: FBT002 - a query parameter, given by name
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Any:
    """Return the declarations in force, with `history` those withdrawn as well."""
    question = ("declarations", authority_id, history)
    pager = await Pager.of(session, parts.cursors, question, now)
    access = asking.access("registers.declarations", authority_id=authority_id)
    found = await declarations.page(
        session,
        authority_id,
        withdrawn=history,
        after=pager.after(cursor),
        limit=limit + 1,
        access=access,
    )
    shown = found[:limit]
    following = pager.next(shown[-1]["id"] if len(found) > limit else None)
    parameters = {"history": str(history).lower(), "limit": limit}
    response.headers.update(pages.link_headers(request, parameters, following))
    return {
        "authority_id": authority_id,
        "declarations": [declaration_told(row) for row in shown],
        "next_cursor": following,
    }


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawDeclaration",
    summary="Withdraw a declaration",
    response_model=DeclarationTold,
    dependencies=[needs("registers:write")],
    responses={
        200: contract.answers(
            {**DECLARATION, "withdrawn_position": 815}, "The declaration, withdrawn."
        ),
        **contract.refusals("forbidden", "not-found", "conflict"),
    },
)
async def withdraw_declaration(
    record_id: RecordId,
    authority_id: OwnAuthority,
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Any:
    """Withdraw a declaration; the record stays, and says as of which position it holds no more."""
    access = asking.access("registers.declaration", authority_id=authority_id)
    return declaration_told(
        await declarations.withdraw(session, authority_id, record_id, access, now)
    )
