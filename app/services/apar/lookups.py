"""From identifiers that SPARROW and authorities know to officials and their entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.policy.reporting_year import ReportingYear
from app.policy.spelling import folded
from app.services import freshness
from app.services.freshness import Freshness
from app.store.apar import lookups
from app.store.apar.entries import Entry
from app.store.apar.lookups import Hit
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Writing

Kind = Literal["sparrow_email", "employee_code", "external_system_id", "igot_user"]
Status = Literal["found", "not_found", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """One outside identifier."""

    kind: Kind
    value: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an identifier leads to; official and entry only when it leads to exactly one."""

    status: Status
    official_id: int | None
    entry: Entry | None
    freshness: Freshness | None = None


async def look_up(
    session: Writing,
    year: ReportingYear,
    asked: Sequence[Identifier],
    access: Access,
    now: datetime,
) -> list[Answer]:
    """Answer identifiers in their order, and note each official found; unseen is not found."""
    hits = await lookups.find(session, year.start, [(one.kind, _spelled(one)) for one in asked])
    led: list[list[Hit]] = [[] for _ in asked]
    for hit in hits:
        led[hit.place].append(hit)
    theirs = {hit.authority_id for hit in hits if hit.authority_id is not None}
    fresh = await freshness.of_authorities(session, theirs, year.start, now)
    answers = [_answer(found, fresh, now) for found in led]
    served = sorted({one.official_id for one in answers if one.official_id is not None})
    await audit.append(session, access, "served", served or (None,))
    return answers


def _spelled(identifier: Identifier) -> str:
    """Return the value as it is held: e-mail addresses are folded, the others stand as they are."""
    if identifier.kind == "sparrow_email":
        return folded(identifier.value)
    return identifier.value.strip(" ")


def _answer(found: Sequence[Hit], fresh: Mapping[int, Freshness], now: datetime) -> Answer:
    if not found:
        return Answer("not_found", None, None)
    if len(found) > 1:
        return Answer("ambiguous", None, None)
    hit = found[0]
    if hit.authority_id is None:
        return Answer("found", hit.official_id, hit.entry)
    own = fresh[hit.authority_id].of_official(hit.confirmed_through, now)
    return Answer("found", hit.official_id, hit.entry, own)
