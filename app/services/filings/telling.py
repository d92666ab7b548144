"""How far SPARROW instances are, and what became of each filing: as pages, and as a table."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Literal

from app.policy.reporting_year import ReportingYear
from app.services.filings.registering import find
from app.services.tabular import harmless, written
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.filings import told
from app.store.filings.instances import Instance
from app.store.filings.told import FilingTold, Receipt, Sought, YearStatus

CHUNK = 1_000
AT_ONCE = 1_000
COLUMNS = [one.name for one in fields(FilingTold) if one.name != "receipt"]
RECEIPT = [one.name for one in fields(Receipt)]
State = Literal["off", "halted", "resting", "behind", "level"]


@dataclass(frozen=True, slots=True)
class YearTold:
    """How far an instance is in a year, and by how much it is behind.

    Through ``consistent_through``, a publish position, it has been told everything for good.
    """

    held: YearStatus
    consistent_through: int
    lag_positions: int
    lag_seconds: int


@dataclass(frozen=True, slots=True)
class Status:
    """How an instance does: one word, and each of its years."""

    instance: Instance
    state: State
    years: tuple[YearTold, ...]


async def status(session: Reading, instance_id: str, now: datetime) -> Status:
    """Return how far an instance is; raise NotFoundError where the caller sees none."""
    instance = await find(session, instance_id)
    years = tuple(_year(one, now) for one in await told.years(session, instance))
    return Status(instance, _state(instance, years, now), years)


async def note(session: Writing, access: Access, instance_id: str) -> None:
    """Note that filings are looked at, before any of them is; NotFoundError for nobody's."""
    await find(session, instance_id)
    await audit.append_whole(session, access, "opened")


async def page(session: Reading, sought: Sought, after: int, limit: int) -> list[FilingTold]:
    """Return up to ``limit`` filings that follow a position."""
    return await told.page(session, sought, after, limit)


async def of_official(
    session: Writing, year: ReportingYear, official_id: int, access: Access
) -> list[FilingTold]:
    """Return what instances were told of an official, and note the look, found or not."""
    found = await told.page(session, Sought(year=year, official_id=official_id), 0, AT_ONCE)
    outcome = "served" if found else "not_found"
    await audit.append(session, access, outcome, (official_id,))
    return found


async def table(session: Reading, sought: Sought) -> AsyncIterator[bytes]:
    """Yield filings as CSV with a header, a chunk at a time."""
    yield written([[*COLUMNS, *RECEIPT]])
    after = 0
    while found := await told.page(session, sought, after, CHUNK):
        yield written(_cells(one) for one in found)
        after = found[-1].position


def _cells(one: FilingTold) -> list[object]:
    own = [getattr(one, name) for name in COLUMNS]
    said = asdict(one.receipt).values() if one.receipt else [None] * len(RECEIPT)
    return [harmless(value) for value in [*own, *said]]


def _year(held: YearStatus, now: datetime) -> YearTold:
    through = held.planned_through
    if held.first_waiting is not None:
        through = min(through, held.first_waiting - 1)
    since = held.behind_since
    lag = 0 if since is None else max(int((now - since).total_seconds()), 0)
    return YearTold(held, through, held.published_position - through, lag)


def _state(instance: Instance, years: tuple[YearTold, ...], now: datetime) -> State:
    if not instance.enabled:
        return "off"
    if instance.halted_at is not None:
        return "halted"
    if instance.due_at is not None and instance.due_at > now:
        return "resting"
    behind = any(one.held.behind_since is not None for one in years)
    return "behind" if behind else "level"
