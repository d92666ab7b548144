"""The annexure to one official's APAR: read in one transaction, and set as a paper after it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.integrations.papers.typesetter import Copy, Typesetter, copy_of
from app.policy.apar import annexure
from app.policy.apar.annexure import Person, Published, Sealed
from app.policy.reporting_year import ReportingYear
from app.services import freshness
from app.services.freshness import Freshness
from app.store.apar import entries, entry_forms, seals
from app.store.apar.entries import StandingEntry
from app.store.apar.seals import Leaf
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Writing

__all__ = ["Annexure", "Copy", "Typesetter", "read"]


@dataclass(frozen=True, slots=True)
class Annexure:
    """What a paper says, and how fresh the facts are: no part of it, since that moves by itself."""

    copy: Copy
    freshness: Freshness


async def read(
    session: Writing, year: ReportingYear, official_id: int, access: Access, now: datetime
) -> Annexure | None:
    """Return what an official's annexure says, ready to be set, and note the access.

    None where the caller sees no entry.
    """
    standing = await entries.one(session, year.start, official_id)
    whom = await entries.whom(session, year.start, official_id)
    if standing is None or whom is None:
        await audit.append(session, access, "not_found", (official_id,))
        return None
    leaf = await seals.leaf(session, year.start, official_id)
    await audit.append(session, access, "served", (official_id,))
    person = Person(official_id, **whom, prescriber=standing.prescriber_name)
    published = _published(year, standing, leaf)
    schema = await entry_forms.of(session, published.body["schema"])
    theirs = await freshness.of_authority(session, standing.authority_id, year.start, now)
    own = theirs.of_official(standing.confirmed_through, now)
    return Annexure(copy_of(annexure.told(schema, person, published)), own)


def _published(year: ReportingYear, standing: StandingEntry, leaf: Leaf | None) -> Published:
    entry = standing.entry
    body: Mapping[str, Any] = json.loads(entry.body)
    return Published(
        year=year,
        version=entry.version,
        position=entry.position,
        digest=entry.digest,
        facts_through=entry.facts_through,
        published_at=entry.published_at,
        body=body,
        correction=None if entry.correction is None else json.loads(entry.correction),
        sealed=None if leaf is None else _sealed(leaf),
    )


def _sealed(leaf: Leaf) -> Sealed:
    root = json.loads(leaf.body)["root"]
    return Sealed(leaf.authority_id, leaf.number, leaf.place, leaf.version, root)
