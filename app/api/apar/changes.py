"""What changed in a year's entries since a cursor: for a reader who keeps a copy."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from app.api import conditional, contract, freshness_headers, pages
from app.api.apar import rendering
from app.api.conditional import IfNoneMatch
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    Cursor,
    Limit,
    Now,
    Parts,
    Purpose,
    WritingSession,
    Year,
)
from app.api.guard import GuardedRoute
from app.api.models.changes import ChangePage
from app.api.models.examples_changes import CHANGE_PAGE
from app.api.pages import Pager
from app.api.signing import SIGNED, Signed
from app.services import freshness
from app.services.apar import changes
from app.services.freshness import Freshness
from app.store.apar.changes import Change

# House value: within so long a reader asks again; what is published itself is kept for good.
GOOD_FOR = timedelta(days=90)
KINDS = {"upsert": "upsert", "departed": "tombstone", "rekeyed": "key_change"}

router = APIRouter(
    prefix="/v1/apar/{reporting_year}",
    tags=["apar"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


async def _pager(
    year: Year, session: WritingSession, parts: Parts, caller: Calling, now: Now
) -> Pager:
    epoch = await changes.epoch(session, caller.tenant)
    return Pager(parts.cursors, ("changes", year.label), epoch, now, GOOD_FOR)


# Seals and opens cursors of a year's changes, as the caller may see them.
ChangesPager = Annotated[Pager, Depends(_pager, scope="function")]


@router.get(
    "/changes",
    operation_id="listAparChanges",
    summary="What changed since a cursor",
    response_model=ChangePage,
    responses={
        200: contract.answers(
            CHANGE_PAGE,
            "Changes in order of position.",
            {
                "ETag": contract.header("Its tag."),
                "Link": contract.header("Where to go on, now or later (RFC 8288)."),
                **freshness_headers.DECLARED,
                **SIGNED,
            },
        ),
        304: {
            "description": "Nothing is new.",
            "headers": {**contract.REPLY_HEADERS, "ETag": contract.header("Its tag.")},
        },
        **contract.refusals("forbidden", "cursor-invalid", "cursor-expired"),
    },
)
async def list_changes(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    year: Year,
    session: WritingSession,
    pager: ChangesPager,
    asking: Purpose,
    signing: Signed,
    now: Now,
    limit: Limit = 100,
    cursor: Cursor = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return what was published after the cursor that you may see, every version of an entry.

    Without a cursor, from the beginning; with an export's `changes_cursor`, from where its files
    end. Apply the changes in their order and keep `next_cursor`
    once they are applied: then you may be told a change twice, and never miss one. Through
    `consistent_through` you have been told everything; `more` says that later changes are held
    already. Beside an entry stands how fresh the facts of its official are now; the headers say it
    of the stalest among them. A cursor is good for 90 days in the store that gave it, for the reach
    it was given to; otherwise it is 410, and the way back is to read all entries, or all changes,
    anew.
    """
    access = asking.access("apar.changes", year)
    found = await changes.follow(session, year, pager.after(cursor), limit, access, now)
    following = pager.next(found.consistent_through)
    members = {
        "reporting_year": year.label,
        "consistent_through": found.consistent_through,
        "more": found.more,
        "next_cursor": following,
    }
    told = zip(found.changes, found.freshness, strict=True)
    raw = rendering.array(_told(one, fresh) for one, fresh in told)
    body = rendering.with_raw(members, "changes", raw)
    stalest = freshness.oldest(one for one in found.freshness if one is not None)
    beside = {} if stalest is None else freshness_headers.of(stalest)
    beside |= pages.link_headers(request, {"limit": limit}, following)
    return signing.of(conditional.answer(request, body, None, if_none_match, beside))


def _told(change: Change, fresh: Freshness | None) -> bytes:
    corrects = change.entry is not None and change.entry.correction is not None
    members: dict[str, Any] = {
        "kind": "correction" if corrects else KINDS[change.kind],
        "position": change.position,
        "official_id": change.official_id,
        "published_at": change.published_at,
        "keys": change.keys,
        "keys_before": change.keys_before,
        # How long ago it was is no part of the body: its tag would change by the second.
        "freshness": fresh and {"confirmed_through": fresh.confirmed_through, "stale": fresh.stale},
    }
    entry = b"null" if change.entry is None else rendering.published(change.entry)
    return rendering.with_raw(members, "published", entry)
