"""SPARROW instances: where each is, whom it serves, and how it rests after runs without answer."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select, update
from sqlalchemy.dialects.postgresql import insert

from app.policy.apar.filing import Pause
from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.authority import authority, cadre, service
from app.store.tables.filing import sparrow_instance

_TABLES = {"authorities": authority, "services": service, "cadres": cadre}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom an instance serves: officials of these authorities, services or cadres, by number."""

    authorities: tuple[int, ...] = ()
    services: tuple[int, ...] = ()
    cadres: tuple[int, ...] = ()

    def parameters(self) -> dict[str, list[int]]:
        """Return the parameters that the statements take."""
        return {name: list(numbers) for name, numbers in asdict(self).items()}

    def digest(self) -> str:
        """Return what tells two scopes apart."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Instance:
    """A registered instance; ``failures`` counts the runs in a row that it did not answer."""

    id: str
    base_url: str
    enabled: bool
    reporting_years: tuple[int, ...]
    scope: Scope
    version: int
    changed_by: str
    changed_at: datetime
    failures: int
    failure: str | None
    due_at: datetime | None
    halted_at: datetime | None
    answered_at: datetime | None


async def every(session: Reading) -> list[Instance]:
    """Return the instances that the caller may see, in order of their ids."""
    found = await session.run(select(sparrow_instance).order_by(sparrow_instance.c.id))
    return [_instance(row) for row in found.mappings()]


async def one(session: Reading, instance_id: str) -> Instance | None:
    """Return an instance, or None where the caller sees none."""
    held = select(sparrow_instance).where(sparrow_instance.c.id == instance_id)
    row = (await session.run(held)).mappings().one_or_none()
    return None if row is None else _instance(row)


async def due(session: Reading, now: datetime) -> list[str]:
    """Return the ids of the instances that have something to be done now."""
    scopes = {held.id: held.scope.digest() for held in await every(session)}
    wanted = {
        "now": now,
        "nobody": Scope().digest(),
        "instances": list(scopes),
        "scopes": list(scopes.values()),
    }
    return list((await session.run(statement("filing/due"), wanted)).scalars())


async def enter(session: Writing, row: Mapping[str, Any]) -> bool:
    """Register an instance; say whether its id was free."""
    entered = await session.run(
        insert(sparrow_instance)
        .values(**row, version=1)
        .on_conflict_do_nothing()
        .returning(sparrow_instance.c.id)
    )
    return entered.first() is not None


async def change(session: Writing, held: Instance, row: Mapping[str, Any]) -> bool:
    """Change an instance that is still as it was seen; a rest that it was given is over."""
    changed = await session.run(
        update(sparrow_instance)
        .where(sparrow_instance.c.id == held.id, sparrow_instance.c.version == held.version)
        .values(**row, version=held.version + 1, **_RESTED)
    )
    return changed.rowcount == 1


async def rest(session: Writing, instance_id: str, paused: Pause, now: datetime) -> None:
    """Record that an instance did not answer, and when it is tried next; if never, it is halted."""
    await _set(
        session,
        instance_id,
        failures=paused.failures,
        failure=paused.failure,
        due_at=paused.due_at,
        halted_at=now if paused.due_at is None else None,
    )


async def answered(session: Writing, instance_id: str, now: datetime) -> None:
    """Record that an instance answers."""
    await _set(session, instance_id, **_RESTED, answered_at=now)


async def resume(session: Writing, instance_id: str) -> None:
    """End an instance's rest, so that it is tried at once."""
    await _set(session, instance_id, **_RESTED)


async def unknown(session: Reading, scope: Scope) -> list[tuple[str, int]]:
    """Return the numbers of a scope that nothing has, each with the list that it stands in."""
    missing: list[tuple[str, int]] = []
    for name, numbers in scope.parameters().items():
        held = _TABLES[name].c.id
        found = set((await session.run(select(held).where(held.in_(numbers)))).scalars())
        missing += [(name, place) for place, one in enumerate(numbers) if one not in found]
    return missing


_RESTED: Mapping[str, Any] = {"failures": 0, "failure": None, "due_at": None, "halted_at": None}


async def _set(session: Writing, instance_id: str, **values: Any) -> None:
    held = sparrow_instance
    await session.run(update(held).where(held.c.id == instance_id).values(**values))


def _instance(row: RowMapping) -> Instance:
    values: dict[str, Any] = {str(name): value for name, value in row.items()}
    scope = Scope(*(tuple(values.pop(name)) for name in _TABLES))
    return Instance(**{**values, "reporting_years": tuple(values["reporting_years"])}, scope=scope)
