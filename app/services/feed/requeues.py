"""Asking that records which were kept aside are read again, after what was wrong was put right."""

from datetime import datetime

from app.errors import ForbiddenError, NotFoundError
from app.policy.reporting_year import ReportingYear
from app.services.tokens import Caller
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.feed import feed_requests
from app.store.feed.feed_requests import FeedRequest
from app.store.mandate import outcomes


async def ask(
    session: Writing,
    year: ReportingYear,
    authority_id: int | None,
    caller: Caller,
    access: Access,
    now: datetime,
) -> FeedRequest:
    """Record that an authority's records are to be read again; one that waits already is returned.

    Raises NotFoundError for an unseen authority, ForbiddenError for all of them without the right
    to see all.
    """
    if authority_id is None:
        if not caller.tenant.everything:
            raise ForbiddenError("only a caller who may see everything may ask for all")
    else:
        own = caller.tenant.everything or authority_id in caller.tenant.authorities
        if not own or not await outcomes.authorities(session, authority_id):
            raise NotFoundError("there is no such authority")
    await audit.append(session, access, "accepted")
    return await feed_requests.ask(session, year.start, authority_id, caller.client_id, now)


async def find(session: Reading, request_id: int) -> FeedRequest:
    """Return a request; raise NotFoundError where the caller sees none."""
    found = await feed_requests.one(session, request_id)
    if found is None:
        raise NotFoundError("there is no such request")
    return found
