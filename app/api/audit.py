"""The audit trail: who looked at what, who looked at one official's record, and the chain's end."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AwareDatetime

from app.api import conditional, contract, problems
from app.api.conditional import IfNoneMatch
from app.api.dependencies import (
    AUTHENTICATED,
    MomentInTime,
    OfficialId,
    PlainMoment,
    PlainNumber,
    Purpose,
    ReadingSession,
    WritingSession,
)
from app.api.guard import GuardedRoute
from app.api.models import audit as models
from app.api.models.shapes import NO_NUL
from app.api.pages import Paged, Turn
from app.api.signing import SIGNED, Signed
from app.services.auditing import telling
from app.store.auditing.audit_chain import Asked, Linked

INTEGER_MAX = 2**31 - 1
Word = Annotated[str | None, Query(max_length=120, pattern=NO_NUL)]
Moment = Annotated[
    Annotated[AwareDatetime, MomentInTime] | None, Query(description="With its zone."), PlainMoment
]

router = APIRouter(
    prefix="/v1",
    tags=["audit"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


async def _asked(
    client_id: Word = None,
    action: Word = None,
    authority_id: Annotated[int | None, Query(ge=1, le=INTEGER_MAX), PlainNumber] = None,
    since: Moment = None,
    until: Moment = None,
) -> Asked:
    return Asked(client_id, action, authority_id, since, until)


@router.get(
    "/audit",
    operation_id="listAuditEvents",
    summary="Who looked at what, what for, and when",
    response_model=models.AuditPage,
    responses=contract.paged(models.AUDIT_PAGE, "forbidden"),
)
async def list_events(
    asked: Annotated[Asked, Depends(_asked)],
    session: WritingSession,
    asking: Purpose,
    paging: Paged,
) -> Any:
    """Return the audit events of your own authorities, the last first; all to who sees everything.

    `since` is the first moment of the events, `until` the first one after them.
    """
    given = {name: _written(getattr(asked, name)) for name in asked.__slots__}
    turn = await paging.open(session, ("audit", *given.values()), given)
    access = asking.access("audit.events", None, asked.authority_id)
    return _page(turn, await telling.page(session, asked, turn.after, turn.enough, access))


@router.get(
    "/officials/{official_id}/accesses",
    operation_id="listAccessesToOfficial",
    summary="Who looked at one official's record",
    response_model=models.AuditPage,
    responses=contract.paged(models.AUDIT_PAGE, "forbidden", "not-found"),
)
async def list_accesses(
    request: Request,
    official_id: OfficialId,
    session: WritingSession,
    asking: Purpose,
    paging: Paged,
) -> Any:
    """Return the events in which the official's record was looked at or changed, the last first.

    A bulk read is one event: it stands here if it went through an entry of the official.
    """
    turn = await paging.open(session, ("accesses", official_id))
    access = asking.access("audit.accesses")
    found = await telling.on_official(session, official_id, turn.after, turn.enough, access)
    return problems.not_found(request) if found is None else _page(turn, found)


@router.get(
    "/audit/checkpoint",
    operation_id="getAuditCheckpoint",
    summary="The last link of the audit trail's chain",
    response_model=models.Checkpoint,
    responses={
        200: contract.answers(
            models.CHECKPOINT, "The last link.", {"ETag": contract.header("Its tag."), **SIGNED}
        ),
        304: {
            "description": "The caller holds the current one.",
            "headers": {**contract.REPLY_HEADERS, "ETag": contract.header("Its tag.")},
        },
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_checkpoint(
    request: Request,
    session: ReadingSession,
    signing: Signed,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return the number and the hash of the last link, signed if asked for; keep it elsewhere.

    `karmasetu verify-audit --checkpoint LINK:HASH` then tells whether the chain still holds it.
    """
    last = await telling.checkpoint(session)
    if last is None:
        return problems.not_found(request)
    told = models.Checkpoint(link=last.link, hash=last.hash.hex())
    return signing.of(
        conditional.answer(request, told.model_dump_json().encode(), None, if_none_match)
    )


def _page(turn: Turn, found: Sequence[Linked]) -> dict[str, Any]:
    page = turn.cut(found, lambda one: one.event.id)
    events = [models.event(one) for one in page.rows]
    return {"events": events, "next_cursor": page.next_cursor}


def _written(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
