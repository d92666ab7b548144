"""SPARROW instances: registered, changed, switched off, and what they did not take put back."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.errors import ConflictError, InvalidError, NotFoundError, PreconditionFailedError
from app.policy.reporting_year import ReportingYear
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Tenant, Writing
from app.store.filings import instances, outbox
from app.store.filings.instances import Instance, Scope

Enqueue = Callable[[Writing, str], Awaitable[None]]
# Says why an address is not allowed, as a code; None for one that is.
AddressFault = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An instance as it is to stand: where it is, whom it serves, for which years, on or off."""

    base_url: str
    enabled: bool
    years: tuple[ReportingYear, ...]
    scope: Scope

    def row(self) -> dict[str, object]:
        """Return it as the store takes it."""
        return {
            "base_url": self.base_url,
            "enabled": self.enabled,
            "reporting_years": sorted({year.start for year in self.years}),
            **self.scope.parameters(),
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, who sees what, when, and how a push is handed to the workers."""

    access: Access
    tenant: Tenant
    enqueue: Enqueue
    now: datetime


async def find(session: Reading, instance_id: str) -> Instance:
    """Return an instance; raise NotFoundError where the caller sees none."""
    held = await instances.one(session, instance_id)
    if held is None:
        raise NotFoundError("there is no such instance")
    return held


async def every(session: Reading) -> Sequence[Instance]:
    """Return the instances that serve nobody whom the caller may not see."""
    return await instances.every(session)


async def register(
    session: Writing,
    instance_id: str,
    wanted: Wanted,
    check: Callable[[Instance | None], None],
    address_fault: AddressFault,
    asked: Asked,
) -> tuple[Instance, bool]:
    """Register an instance, or change it; return it and whether it is new.

    ``check`` is shown what is held, and may raise. Raises InvalidError that names every fault,
    ConflictError where another registers it at the same moment,
    PreconditionFailedError for an instance that was changed meanwhile. A new one is registered by
    who sees everything alone: to all others an id that is taken must answer as one that is free,
    with the NotFoundError of both.
    """
    held = await instances.one(session, instance_id)
    if held is None and not asked.tenant.everything:
        raise NotFoundError("there is no such instance")
    check(held)
    if faults := await _faults(session, wanted, address_fault, asked.tenant):
        raise InvalidError("the instance can't be so", faults)
    row = {**wanted.row(), "changed_by": asked.access.client_id, "changed_at": asked.now}
    if held is None and not await instances.enter(session, {"id": instance_id, **row}):
        raise ConflictError("it was registered at this moment")
    if held is not None and not await instances.change(session, held, row):
        raise PreconditionFailedError("it is another one by now")
    await audit.append(session, asked.access, "recorded")
    await asked.enqueue(session, instance_id)
    return await find(session, instance_id), held is None


async def requeue(
    session: Writing,
    instance_id: str,
    year: ReportingYear | None,
    official_id: int | None,
    asked: Asked,
) -> int:
    """Put dead letters back, and let an instance that rests be tried at once; return how many.

    Raises NotFoundError for an instance that the caller doesn't see.
    """
    await find(session, instance_id)
    put = await outbox.requeue(session, instance_id, year, official_id, asked.now)
    await instances.resume(session, instance_id)
    await audit.append(session, asked.access, "accepted", (official_id,))
    await asked.enqueue(session, instance_id)
    return put


async def _faults(
    session: Reading, wanted: Wanted, address_fault: AddressFault, tenant: Tenant
) -> list[tuple[str, str]]:
    """Return each fault with its place; whom the caller may not see is as unknown as nobody."""
    faults: list[tuple[str, str]] = []
    if (fault := address_fault(wanted.base_url)) is not None:
        faults.append(("/base_url", fault))
    named = wanted.scope.parameters()
    if not any(named.values()):
        faults.append(("/serves", "nobody"))
    missing = set(await instances.unknown(session, wanted.scope))
    for name, numbers in named.items():
        seen = getattr(tenant, name)
        for place, number in enumerate(numbers):
            if (name, place) in missing or not (tenant.everything or number in seen):
                faults.append((f"/serves/{name}/{place}", "unknown"))
    return faults
