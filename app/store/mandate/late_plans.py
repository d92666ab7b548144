"""Authorities without a training plan that was published in time."""

from dataclasses import dataclass
from datetime import datetime

from app.store.database import Reading
from app.store.statements import statement


@dataclass(frozen=True, slots=True)
class Prescribing:
    """An authority, for how many officials it prescribes, its plans and their first publication."""

    authority_id: int
    kind: str
    name: str
    name_hi: str | None
    officials: int
    plans: int
    first_published: datetime | None


@dataclass(frozen=True, slots=True)
class Sought:
    """Of which year, which plans count, and from when on a publication is late."""

    year: int
    apar_flag_required: bool
    late_from: datetime


async def page(session: Reading, sought: Sought, after: int, limit: int) -> list[Prescribing]:
    """Return up to ``limit`` authorities that follow one, without a plan published in time."""
    found = await session.run(
        statement("read/late_plans"),
        {
            "year": sought.year,
            "apar_flag_required": sought.apar_flag_required,
            "late_from": sought.late_from,
            "after": after,
            "limit": limit,
        },
    )
    return [Prescribing(**row) for row in found.mappings()]
