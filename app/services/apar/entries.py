"""The APAR training sub-table of one official, each of its numbers traced to its rules."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.policy.apar.entry_body import ruleset_of
from app.policy.apar.entry_schema import Part, SchemaColumn
from app.policy.reporting_year import ReportingYear
from app.services import freshness
from app.services.freshness import Freshness
from app.store import positions
from app.store.apar import entries, entry_forms
from app.store.apar.copying import Form, copy_out, query
from app.store.apar.entries import Entry, ExportSize, StandingEntry
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Database, Reading, Tenant, Writing
from app.store.feed import feed_runs
from app.store.mandate import outcomes, rulesets

# Which rules have a say in which number of the sub-table.
TRACED: Mapping[str, tuple[str, ...]] = {
    "summary.prescribed": (
        "prescriber.assignment",
        "plans.apar_flag_required",
        "plans.several_count_together",
    ),
    "summary.required": ("completion.share", "completion.rounding"),
    "summary.completed": (
        "completion.window",
        "completion.window_opens",
        "completion.before_plan_counts",
        "completion.after_due_date_counts",
    ),
    "summary.outcome": (
        "completion.share",
        "assessment.required",
        "assessment.none_linked_passes",
        "scope.exemption_covers",
        "scope.retirement",
    ),
    "assessments": ("assessment.attempt", "assessment.undated_result_counts"),
}

# House value: rulesets whose rules one process keeps in mind; their digest says what they are.
TRACES = 64
_TRACES: "dict[str, Traced]" = {}


@dataclass(frozen=True, slots=True)
class Trace:
    """A number of the sub-table, and the rules that it rests on, as they were."""

    number: str
    rules: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """The trace by a ruleset: one object as long as it is kept in mind, and compared as such."""

    numbers: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class EntryForm:
    """The form that an entry is shown in: its cadre's own, or the common one."""

    cadre: str | None
    own: bool
    parts: tuple[Part, ...]
    columns: tuple[SchemaColumn, ...]


@dataclass(frozen=True, slots=True)
class SubTable:
    """One official's entry with what explains it."""

    standing: StandingEntry
    freshness: Freshness
    trace: Traced


async def sub_table(
    database: Database,
    tenant: Tenant,
    asked: tuple[ReportingYear, int],
    access: Access,
    now: datetime,
) -> SubTable | None:
    """Return the sub-table of a year and an official, and note the access.

    None where the caller sees no entry. One that stands is read and noted in one statement; who
    sees none that stands may have prescribed an earlier one, which takes a transaction.
    """
    year, official_id = asked
    found = await entries.noted(database, tenant, official_id, access)
    if found is None:
        found = await _prescribed(database, tenant, year, official_id, access)
    if found is None:
        return None
    standing, held_through = found
    fresh = freshness.held_through(held_through, year.start, now)
    own = fresh.of_official(standing.confirmed_through, now)
    return SubTable(standing, own, await _trace(database, standing.entry))


async def _prescribed(
    database: Database, tenant: Tenant, year: ReportingYear, official_id: int, access: Access
) -> tuple[StandingEntry, datetime | None] | None:
    async with database.writing(tenant) as session:
        standing = await entries.one(session, year.start, official_id)
        outcome = "not_found" if standing is None else "served"
        await audit.append(session, access, outcome, (official_id,))
        if standing is None:
            return None
        authority_id = standing.authority_id
        return standing, await feed_runs.facts_through(session, authority_id, year.start)


async def _trace(database: Database, entry: Entry) -> Traced:
    """Return the trace of an entry by the rules that it names, which are never other ones."""
    digest = ruleset_of(entry.body)
    traced = _TRACES.get(digest)
    if traced is None:
        async with database.reading() as session:
            traced = Traced(trace(await rulesets.rules(session, digest)))
        if len(_TRACES) >= TRACES:
            _TRACES.clear()
        _TRACES[digest] = traced
    return traced


async def form_of(session: Reading, entry: Entry) -> EntryForm:
    """Return the form of an entry, of the schema that it names."""
    schema, cadre = await entry_forms.of(session, json.loads(entry.body)["schema"]), entry.cadre
    own = schema.has_form_of(cadre)
    return EntryForm(cadre, own, schema.parts_of(cadre), schema.columns_of(cadre))


def trace(rules: Sequence[Mapping[str, Any]]) -> tuple[Trace, ...]:
    """Return each number of a sub-table with those of the rules that it rests on."""
    held = {rule["id"]: rule for rule in rules}
    return tuple(
        Trace(number, tuple(_shown(held[one]) for one in rule_ids if one in held))
        for number, rule_ids in TRACED.items()
    )


def _shown(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a rule as it was kept; one that nobody had overridden says so."""
    return {"override": None, **rule}


async def is_visible(session: Reading, authority_id: int) -> bool:
    """Say whether the caller may see an authority at all."""
    return bool(await outcomes.authorities(session, authority_id))


async def page(
    session: Writing,
    year: ReportingYear,
    authority_id: int,
    after: int,
    limit: int,
    access: Access,
) -> list[Entry]:
    """Return up to ``limit`` of an authority's entries that follow an official.

    The access is noted with those whom the page shows: the last one tells that more follow.
    """
    found = await entries.page(session, year.start, authority_id, after, limit)
    await audit.append_page(session, access, (one.official_id for one in found[: limit - 1]))
    return found


async def not_found(session: Writing, access: Access) -> None:
    """Note that an authority was asked for which the caller may not see."""
    await audit.append(session, access, "not_found")


async def size(session: Reading, year: ReportingYear, authority_id: int) -> ExportSize:
    """Return what an authority's stream holds at this moment."""
    return await entries.size(session, year.start, authority_id)


async def position(session: Reading) -> int:
    """Return the last publish position that the session sees."""
    return await positions.last(session, "publish")


async def receipt(
    session: Reading, year: ReportingYear, authority_id: int, at: int
) -> ExportSize | None:
    """Return what an authority's stream held at a position; None for one not come to yet."""
    if at > await position(session):
        return None
    return await entries.stood(session, year.start, authority_id, at)


async def note(session: Writing, access: Access) -> None:
    """Note that all of an authority's entries are looked at, before any of them is."""
    await audit.append_whole(session, access, "opened")


def version_of(size: ExportSize, form: Form) -> bytes:
    """Return what a stream's bytes depend on: how it is written, and of which versions of whom.

    Whatever changes comes with a newer position, or leaves fewer: the same three, the same rows.
    """
    held = f"{size.newest} {size.count} {size.digest}"
    return f"{query('standing', form)}\n{held}".encode()


def lines(session: Reading, year: ReportingYear, authority_id: int) -> AsyncIterator[bytes]:
    """Stream an authority's entries as lines of JSON."""
    return copy_out(session, "standing", "lines", year.start, authority_id)


def table(session: Reading, year: ReportingYear, authority_id: int) -> AsyncIterator[bytes]:
    """Stream an authority's entries as CSV."""
    return copy_out(session, "standing", "table", year.start, authority_id)
