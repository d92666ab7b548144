"""Outcomes as a caller may see them: pages, tallies, and the authorities they belong to."""

from dataclasses import dataclass
from datetime import datetime

from app.store.database import Reading
from app.store.statements import statement


@dataclass(frozen=True, slots=True)
class VisibleAuthority:
    """An authority that the caller may see; ``kind`` is mdo or cca."""

    id: int
    kind: str
    name: str
    name_hi: str | None


@dataclass(frozen=True, slots=True)
class HeldOutcome:
    """The outcome held for one official.

    ``confirmed_through`` is set where reports no longer show him: since then nothing confirms it.
    """

    official_id: int
    outcome: str
    level: str | None
    prescribed: int
    required: int
    completed: int
    assessment: str
    reasons: tuple[str, ...]
    confirmed_through: datetime | None


@dataclass(frozen=True, slots=True)
class Question:
    """Which outcomes are asked for: of a year and an authority, narrowed by outcome and level."""

    year: int
    authority_id: int
    outcome: str | None = None
    level: str | None = None

    def parameters(self) -> dict[str, int | str | None]:
        """Return the parameters that the statements take."""
        return {name: getattr(self, name) for name in self.__slots__}


async def authorities(session: Reading, authority_id: int | None = None) -> list[VisibleAuthority]:
    """Return the authorities that the caller may see, or of them only one, in order of id."""
    found = await session.run(statement("read/authorities"), {"authority_id": authority_id})
    return [VisibleAuthority(row.id, row.kind, row.name, row.name_hi) for row in found]


async def page(session: Reading, question: Question, after: int, limit: int) -> list[HeldOutcome]:
    """Return up to ``limit`` outcomes that follow an official."""
    parameters = {**question.parameters(), "after": after, "limit": limit}
    found = await session.run(statement("read/outcome_page"), parameters)
    return [
        HeldOutcome(
            official_id=row.official_id,
            outcome=row.outcome,
            level=row.level,
            prescribed=row.prescribed,
            required=row.required,
            completed=row.completed,
            assessment=row.assessment,
            reasons=tuple(row.reasons),
            confirmed_through=row.confirmed_through,
        )
        for row in found
    ]


async def count(session: Reading, question: Question) -> int:
    """Return how many outcomes a question has."""
    found = await session.run(statement("read/outcome_count"), question.parameters())
    return int(found.scalar_one())


async def tally(session: Reading, year: int, authority_id: int) -> dict[str, int]:
    """Return how many officials of an authority have each outcome that any of them has."""
    found = await session.run(
        statement("read/outcome_tally"), {"year": year, "authority_id": authority_id}
    )
    return {row.outcome: row.officials for row in found}


async def epoch(session: Reading) -> str:
    """Return which store this is, as a short text that says nothing else."""
    found = await session.run(statement("read/store_epoch"))
    return str(found.scalar_one())
