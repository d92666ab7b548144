"""The rules of each reporting year, as they are published."""

from dataclasses import dataclass

from app.policy.liaison.ruleset import LiaisonRules
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.policy.rules.ruleset import Ruleset
from app.services.mandate import past
from app.services.registers import overrides
from app.store.database import Reading


def every() -> list[Ruleset]:
    """Return the rules of each year that has any, oldest year first."""
    return [ruleset.load(year) for year in ruleset.available_years()]


@dataclass(frozen=True, slots=True)
class RulesOfYear:
    """A year's rules on courses, and those on liaison officers, which stand apart from them."""

    courses: Ruleset
    liaison: LiaisonRules


async def one(
    session: Reading, year: ReportingYear, authority_id: int | None, known_at: str | None
) -> RulesOfYear:
    """Return a year's general rules, or those of an authority, with what it has overridden.

    ``known_at``, a closed ingest position or a moment, asks for the overrides in force then. Raises
    NotFoundError for a year without rules, ConflictError for what is not closed yet or not kept,
    InvalidError for what is neither. Rules are public: any authority may be named.
    """
    position = None if known_at is None else await past.position(session, known_at)
    book = await overrides.rulebook(session, year, position)
    liaison = await overrides.of_liaison(session, year, authority_id, position)
    return RulesOfYear(book.of(authority_id), liaison)
