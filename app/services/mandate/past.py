"""An official's outcome as it would have been told from what was known at a closed position."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from app.errors import ConflictError, InvalidError, NotFoundError
from app.policy import mandate, transfer
from app.policy.facts import OfficialFacts
from app.policy.mandate import Evaluation
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules import keeping, ruleset
from app.policy.rules.ruleset import Ruleset
from app.policy.telling import canonical
from app.policy.telling.canonical import Question
from app.services.registers import overrides
from app.store.database import Reading, Writing
from app.store.mandate import known, official_facts, rulesets

POSITION = re.compile(r"[0-9]{1,18}")
# Earlier moments may lie before the calendar once they are told by another clock.
EARLIEST = datetime(1, 1, 2, tzinfo=IST)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the past: what had happened, what was known, and by which rules.

    ``known_at`` is a closed ingest position or a moment with its zone, as a caller writes it;
    ``ruleset`` the digest of the year's general rules, over which the orders of authorities are
    laid that were in force then. What is left out is the whole year, the last position, the
    current rules.
    """

    as_of: datetime | None = None
    known_at: str | None = None
    ruleset: str | None = None

    def pinned(self) -> bool:
        """Say whether it asks for anything but what is known and in force now."""
        return self.known_at is not None or self.ruleset is not None


@dataclass(frozen=True, slots=True)
class Known:
    """An outcome, what it was decided on and by, and through when reports were read by then."""

    question: Question
    general: Ruleset
    facts: OfficialFacts
    rules: Ruleset
    evaluation: Evaluation
    read_through: datetime

    def canonical(self) -> bytes:
        """Return the outcome's canonical bytes: the same for the same question, for ever."""
        return canonical.canonical(self.question, self.evaluation, self.facts)


async def tell(
    session: Writing, year: ReportingYear, official_id: int, asked: Asked
) -> Known | None:
    """Decide for one official from what was known; None where the caller sees none.

    The rules that decide are kept, so that who names their digest is answered by them. Raises
    InvalidError for what is neither position nor moment, ConflictError for one that is not closed,
    that lies before what is kept, or at which his reports had not been read.
    """
    known_at = await position(session, asked.known_at)
    general = await _general(session, year, asked.ruleset)
    book = await overrides.rulebook(session, year, known_at, general)
    loaded = await official_facts.load(session, official_id, book.general, asked.as_of, known_at)
    if loaded is None:
        await _refuse_not_yet(session, official_id, book.general)
        return None
    read_through = await known.read_by(session, official_id, year.start, known_at)
    if read_through is None:
        raise ConflictError("at this position the official's reports had not been read yet")
    facts, rules = transfer.placed(loaded.facts, book)
    for kept in (book.general, rules):
        await rulesets.keep(session, kept)
    return Known(
        question=Question(year, rules.digest, known_at, asked.as_of),
        general=book.general,
        facts=facts,
        rules=rules,
        evaluation=mandate.evaluate(facts, year, rules, asked.as_of),
        read_through=read_through,
    )


def happened(as_of: datetime | None, now: datetime) -> datetime | None:
    """Return a moment as of which is asked; raise InvalidError for one to come, or too early."""
    if as_of is not None and as_of > now:
        raise InvalidError("this moment is yet to come", [("as_of", "in-the-future")])
    if as_of is not None and as_of < EARLIEST:
        raise InvalidError("nothing is known of so early a moment", [("as_of", "too-early")])
    return as_of


async def position(session: Reading, asked: str | None) -> int:
    """Return the closed position that a caller means: by its number, by a moment, or the last."""
    span = await known.span(session)
    found = span.last if asked is None else await _named(session, asked)
    if found is None or found > span.last:
        raise ConflictError("nothing is closed yet that late; ask again when more has been learned")
    if found < span.first:
        raise ConflictError("what was known so early is not kept")
    return found


async def _named(session: Reading, asked: str) -> int | None:
    if POSITION.fullmatch(asked):
        return int(asked)
    moment = _moment(asked)
    if moment is None:
        sentence = "not a position, nor a moment with its zone"
        raise InvalidError(sentence, [("known_at", "position")])
    return await known.before(session, moment)


def _moment(asked: str) -> datetime | None:
    """Return a moment by the clock of UTC; None for what is none, or lies before the calendar."""
    try:
        moment = datetime.fromisoformat(asked)
        return None if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


async def _general(session: Reading, year: ReportingYear, digest: str | None) -> Ruleset:
    current = ruleset.load(year)
    if digest in {None, current.digest}:
        return current
    kept = await known.kept_rules(session, str(digest), year.start)
    if kept is None:
        raise NotFoundError("no rules of the year are kept under this digest")
    found = keeping.restore(str(digest), year, kept)
    if any(rule.override for rule in found.rules):
        raise ConflictError("these are an authority's own rules; name the general ones of the year")
    return found


async def _refuse_not_yet(session: Reading, official_id: int, rules: Ruleset) -> None:
    """Tell one who was not known yet from one whom the caller sees not at all."""
    if await official_facts.load(session, official_id, rules) is not None:
        raise ConflictError("at this position the official was not known yet")
