"""Overrides: an authority's own values for rules that no memorandum states, by its orders."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from app.errors import InvalidError, ServiceError
from app.policy import ordered, orders
from app.policy.liaison import ruleset as liaison_rules
from app.policy.liaison.rules_file import APART
from app.policy.liaison.ruleset import LiaisonRules
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rulebook import Rulebook
from app.policy.rules import overrides, ruleset
from app.policy.rules.overrides import Overriding
from app.policy.rules.ruleset import Ruleset
from app.services.registers.kept import Kept, Row
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.registers import overrides as register
from app.store.registers import rows

OVERRIDES = Kept(register.REGISTER, "override", register.mark_due)


class StoredOrderError(ServiceError):
    """What an authority has ordered is no value of the rule any more; its sentence says whose."""


@dataclass(frozen=True, slots=True)
class OverrideOrdered:
    """An order by which an authority has its own value for one rule of one year."""

    year: ReportingYear
    overriding: Overriding


async def rulebook(
    session: Reading,
    year: ReportingYear,
    known_at: int | None = None,
    general: Ruleset | None = None,
) -> Rulebook:
    """Return a year's rules with those of every authority that has overridden any.

    With ``known_at`` the overrides are those in force at an ingest position; ``general`` are other
    general rules than those in force now. Raises NotFoundError for a year without rules, and
    StoredOrderError for an order that these rules can't hold.
    """
    general = general or ruleset.load(year)
    by_authority: dict[int, list[Overriding]] = {}
    for held in await register.live(session, year.start, known_at=known_at):
        if not held.overriding.rule_id.startswith(APART):
            by_authority.setdefault(held.authority_id, []).append(held.overriding)
    own = {}
    for number, found in by_authority.items():
        with _told_whose(number):
            own[number] = overrides.override(general, found)
    return Rulebook(general, own)


async def of_authority(session: Reading, year: ReportingYear, authority_id: int | None) -> Ruleset:
    """Return the rules of an authority, or the general ones; NotFoundError without any."""
    return (await rulebook(session, year)).of(authority_id)


async def of_liaison(
    session: Reading, year: ReportingYear, authority_id: int | None, known_at: int | None = None
) -> LiaisonRules:
    """Return an authority's rules on liaison officers, or the general ones.

    With ``known_at`` the overrides are those in force at an ingest position. Raises NotFoundError
    for a year without rules.
    """
    general = liaison_rules.load(year)
    if authority_id is None:
        return general
    held = await register.live(session, year.start, authority_id, known_at)
    own = [one.overriding for one in held if one.overriding.rule_id.startswith(APART)]
    if own:
        with _told_whose(authority_id):
            general = liaison_rules.override(general, own)
    return general


@contextmanager
def _told_whose(authority_id: int) -> Iterator[None]:
    """Tell of recorded orders that can't be applied whose they are: who asks has said none of it.

    A later version of the rules may refuse a value that an earlier one took.
    """
    try:
        yield
    except InvalidError as error:
        rules = ", ".join(place for place, _ in error.faults)
        raise StoredOrderError(
            f"what authority {authority_id} has ordered can't be applied any more ({rules}): it"
            " withdraws the order, or gives another one"
        ) from error


async def record(
    session: Writing, authority_id: int, asked: OverrideOrdered, access: Access, now: datetime
) -> Row:
    """Record an override in the place of the one in force; all whom it governs are decided anew.

    Nobody is for a rule on liaison officers: what those say is decided when it is asked for.

    Raises InvalidError that names every fault at once; nothing is stored then.
    """
    wanted, year = asked.overriding, asked.year.start
    today = now.astimezone(IST).date()
    if faults := [
        *orders.faults_of_order(wanted.order, today),
        *ordered.faults(asked.year, wanted),
    ]:
        raise InvalidError("the rule can't be overridden so", faults)
    await rows.hold(session, authority_id)
    live = await register.live(session, year, authority_id)
    former = [one.id for one in live if one.overriding.rule_id == wanted.rule_id]
    row = {
        **rows.of_order(wanted.order),
        "reporting_year": year,
        "rule_id": wanted.rule_id,
        "value": wanted.value,
    }
    [entered] = await OVERRIDES.replace(session, authority_id, former, [row], access, now)
    return entered
