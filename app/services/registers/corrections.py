"""Corrections of sealed years: listed as they await an order, released by one, withdrawn unused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.errors import ConflictError, InvalidError
from app.policy import orders
from app.policy.orders import Order
from app.policy.reporting_year import IST, ReportingYear
from app.services.registers.kept import Kept, Row
from app.store.apar import corrections
from app.store.apar.corrections import Awaiting
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Writing
from app.store.registers import exemptions, rows

KEPT = Kept(corrections.REGISTER, "correction order")


@dataclass(frozen=True, slots=True)
class CorrectionOrdered:
    """An order that lets one entry, by its digest, be published in a sealed year."""

    year: ReportingYear
    official_id: int
    digest: str
    reason: str
    order: Order


async def awaiting(
    session: Writing,
    year: ReportingYear,
    authority_id: int,
    *,
    after: int,
    limit: int,
    access: Access,
) -> Sequence[Awaiting]:
    """Return what awaits an order, in order of official, and note whose was shown.

    The last of ``limit`` says only that more follow, and is not shown.
    """
    found = await corrections.awaiting(session, year.start, authority_id, after, limit)
    await audit.append_page(session, access, (one.official_id for one in found[: limit - 1]))
    return found


async def record(
    session: Writing, authority_id: int, asked: CorrectionOrdered, access: Access, now: datetime
) -> Row:
    """Record an order; the entry is published with the next evaluation. Return the row.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    await rows.hold(session, authority_id)
    year, official = asked.year.start, asked.official_id
    faults = [*orders.faults_of_order(asked.order, now.astimezone(IST).date())]
    tenant = await exemptions.tenant_of(session, official)
    held = await corrections.awaited(session, year, official)
    if tenant is None or tenant["authority_id"] != authority_id:
        faults.append(("/official_id", "unknown-official"))
    elif held is None or held.digest.hex() != asked.digest:
        # The order is for the difference that was looked at, not for another one.
        faults.append(("/digest", "not-awaited"))
    elif await corrections.is_ordered(session, year, official, held.digest):
        faults.append(("/digest", "already-ordered"))
    if faults or tenant is None:
        raise InvalidError("the correction can't be ordered", faults)
    row = {
        **tenant,
        **rows.of_order(asked.order),
        "reporting_year": year,
        "official_id": official,
        "digest": bytes.fromhex(asked.digest),
        "reason": asked.reason,
    }
    entered = await KEPT.enter(session, authority_id, row, access, now)
    await corrections.mark_due(session, year, official, entered["learned_position"])
    return entered


async def withdraw(
    session: Writing, authority_id: int, row_id: int, access: Access, now: datetime
) -> Row:
    """Withdraw an order that nothing rests on yet; the row stays.

    Raises NotFoundError where there is none, ConflictError for one that is withdrawn or used.
    """
    held = await KEPT.find(session, authority_id, row_id)
    if await corrections.is_used(session, held["reporting_year"], held["official_id"], row_id):
        raise ConflictError("an entry rests on the order; another order corrects it")
    return await KEPT.withdraw(session, authority_id, row_id, access, now)
