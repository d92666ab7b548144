"""Cadres' own forms of the APAR entry: taken in, in use, found by the name entries give."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import RowMapping, select, update
from sqlalchemy.dialects.postgresql import insert

from app.errors import NotFoundError
from app.policy.apar import entry_forms, entry_schema
from app.policy.apar.entry_forms import OwnForm
from app.policy.apar.entry_schema import EntrySchema
from app.policy.reporting_year import ReportingYear
from app.store import positions
from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.form import entry_form


async def take_in(session: Writing, forms: Sequence[OwnForm], now: datetime) -> int:
    """Have these forms, and no others, in use; return how many came, ended, or have another year.

    Whose cadre has another form then is decided anew with the next evaluation.
    """
    held = {one.schema.id: one for one in await in_use(session)}
    wanted = {one.schema.id: one for one in forms}
    ended = [one for name, one in held.items() if name not in wanted]
    came = [one for name, one in wanted.items() if held.get(name) != one]
    if not ended and not came:
        return 0
    await session.run(
        update(entry_form)
        .where(entry_form.c.schema_id.in_([one.schema.id for one in ended]))
        .values(in_use=False)
    )
    for one in came:
        anew = {"since": one.since.start, "in_use": True, "taken_at": now}
        await session.run(
            insert(entry_form)
            .values(
                schema_id=one.schema.id,
                cadre=one.cadre.name,
                content=one.schema.model_dump(mode="json", by_alias=True),
                **anew,
            )
            .on_conflict_do_update(index_elements=["schema_id"], set_=anew)
        )
    # Of a form that has another year those of its year of before are concerned as well.
    moved = [held[one.schema.id] for one in came if one.schema.id in held]
    await _mark_due(session, [*ended, *came, *moved], now)
    return len(ended) + len(came)


async def in_use(session: Reading, year: ReportingYear | None = None) -> tuple[OwnForm, ...]:
    """Return the forms in use, in order of cadre and year; with a year the one of each cadre."""
    found = await session.run(
        select(entry_form)
        .where(entry_form.c.in_use)
        .order_by(entry_form.c.cadre, entry_form.c.since, entry_form.c.schema_id)
    )
    forms = tuple(_form(row) for row in found.mappings())
    return forms if year is None else entry_forms.of_year(forms, year)


async def of(session: Reading, name: str) -> EntrySchema:
    """Return the schema that an entry names; raise NotFoundError for one that never was."""
    return (await one(session, name))[0]


async def one(session: Reading, name: str) -> tuple[EntrySchema, OwnForm | None]:
    """Return a schema, and the form that made it if it is a cadre's own.

    Raises NotFoundError for a name that no schema ever had.
    """
    shipped = {each.id: each for each in entry_schema.schemas()}
    if name in shipped:
        return shipped[name], None
    found = await session.run(select(entry_form).where(entry_form.c.schema_id == name))
    row = found.mappings().one_or_none()
    if row is None:
        raise NotFoundError("there is no such schema")
    form = _form(row)
    return form.schema, form


async def every(session: Reading) -> Mapping[str, EntrySchema]:
    """Return every schema that entries may name, by its name."""
    shipped = {one.id: one for one in entry_schema.schemas()}
    found = await session.run(select(entry_form))
    return shipped | {row["schema_id"]: _form(row).schema for row in found.mappings()}


async def _mark_due(session: Writing, concerned: Sequence[OwnForm], now: datetime) -> None:
    position = await positions.register(session, now)
    await session.run(
        statement("register/due_by_entry_form"),
        {
            "cadres": [one.cadre.name for one in concerned],
            "since": [one.since.start for one in concerned],
            "position": position,
        },
    )


def _form(row: RowMapping) -> OwnForm:
    return OwnForm(ReportingYear(row["since"]), EntrySchema.model_validate(row["content"]))
