"""Declarations that an officer works with no MDO: recorded by an order, listed, withdrawn."""

from functools import partial
from typing import Annotated, Any

from fastapi import Body

from app.api.models.declarations import (
    DECLARATION,
    DECLARATION_PAGE,
    DECLARATION_REQUESTS,
    DeclarationPage,
    DeclarationRequest,
    DeclarationTold,
    declaration_told,
)
from app.api.registers.access import RecordId
from app.api.registers.desk import AtDesk
from app.api.registers.listing import Listed
from app.api.registers.routes import listed, recorded, router_at, withdrawn
from app.policy.orders import Validity
from app.services.registers import declarations
from app.services.registers.declarations import DECLARATIONS, Declared

router = router_at("/no-mdo-declarations")


@router.post(
    "",
    operation_id="recordDeclaration",
    summary="Declare by an order that an officer works with no MDO",
    status_code=201,
    response_model=DeclarationTold,
    responses=recorded(DECLARATION, "The declaration is recorded."),
)
async def record_declaration(
    asked: Annotated[DeclarationRequest, Body(openapi_examples=DECLARATION_REQUESTS)],
    desk: AtDesk,
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
    access = desk.access("registers.declaration")
    return declaration_told(await desk.has(declarations.record, ordered, access))


@router.get(
    "",
    operation_id="listDeclarations",
    summary="Officers declared to work with no MDO",
    response_model=DeclarationPage,
    responses=listed(DECLARATION_PAGE),
)
async def list_declarations(listing: Listed, desk: AtDesk) -> Any:
    """Return the declarations in force, with `history` those withdrawn as well."""
    read = partial(DECLARATIONS.noted, access=desk.access("registers.declarations"))
    return await listing.page(desk.session, read, declaration_told, "declarations")


@router.post(
    "/{record_id}/withdrawal",
    operation_id="withdrawDeclaration",
    summary="Withdraw a declaration",
    response_model=DeclarationTold,
    responses=withdrawn(DECLARATION, 815, "The declaration, withdrawn."),
)
async def withdraw_declaration(record_id: RecordId, desk: AtDesk) -> Any:
    """Withdraw a declaration; the record stays, and says as of which position it holds no more."""
    access = desk.access("registers.declaration")
    return declaration_told(await desk.has(DECLARATIONS.withdraw, record_id, access))
