"""Filings as a caller may see them: pages with receipts, and how far an instance is behind."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.policy.apar.filing import Filing, Kind, State
from app.policy.reporting_year import ReportingYear
from app.store.database import Reading
from app.store.filings.instances import Instance
from app.store.statements import statement


@dataclass(frozen=True, slots=True)
class Sought:
    """Which filings are asked for; None leaves open."""

    instance_id: str | None = None
    year: ReportingYear | None = None
    state: State | None = None
    official_id: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an instance last said of a filing, and by which reference of its own."""

    status: str
    code: str | None
    reference: str | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class FilingTold:
    """A filing with its id, its state, and the last receipt for it."""

    filing_id: str
    instance_id: str
    reporting_year: str
    official_id: int
    position: int
    kind: Kind
    version: int | None
    digest: str | None
    published_at: datetime
    state: State
    attempts: int
    due_at: datetime | None
    sent_at: datetime | None
    failure: str | None
    ended_at: datetime | None
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class YearStatus:
    """How far an instance is in a year: positions, filings by state, and since when it waits.

    ``first_waiting`` is the position of the first filing that it has not answered for good;
    ``behind_since`` when the first of what it lacks was published.
    """

    reporting_year: int
    planned_through: int
    published_position: int
    pending: int
    unanswered: int
    accepted: int
    dead: int
    superseded: int
    first_waiting: int | None
    behind_since: datetime | None


async def page(session: Reading, sought: Sought, after: int, limit: int) -> list[FilingTold]:
    """Return up to ``limit`` filings that follow a position."""
    found = await session.run(
        statement("filing/page"),
        {
            "instance": sought.instance_id,
            "year": None if sought.year is None else sought.year.start,
            "state": sought.state,
            "official_id": sought.official_id,
            "after": after,
            "limit": limit,
        },
    )
    return [_told(row) for row in found]


async def years(session: Reading, instance: Instance) -> list[YearStatus]:
    """Return how far an instance is, year by year, in telling of whom it serves by now."""
    asked = {"instance": instance.id, "scope": instance.scope.digest()}
    found = await session.run(statement("filing/status"), asked)
    return [YearStatus(**row) for row in found.mappings()]


def _told(row: Any) -> FilingTold:
    year, digest = ReportingYear(row.reporting_year), row.digest
    digest = None if digest is None else digest.hex()
    named = Filing(
        row.instance_id, year, row.official_id, row.position, row.kind, digest, row.published_at
    )
    said = row.status is not None
    receipt = Receipt(row.status, row.code, row.reference, row.received_at) if said else None
    own = {name: getattr(row, name) for name in FilingTold.__slots__ if hasattr(row, name)}
    return FilingTold(
        **{**own, "filing_id": named.id(), "reporting_year": year.label, "digest": digest},
        receipt=receipt,
    )
