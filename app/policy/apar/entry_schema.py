"""What an APAR entry holds: its parts with their source, its columns, and each cadre's own form."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.policy.rules.rules_file import Standing


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(_Part):
    """Words in both official languages."""

    en: str = Field(min_length=1)
    hi: str = Field(min_length=1)


class Reference(_Part):
    """The paragraph that puts a part into the APAR."""

    memorandum: str
    dated: date
    paragraph: str


class Part(Wording):
    """A part of an entry: from whom it comes, how firmly it stands, whether a cadre decides on it.

    A cadre may leave out what can be withheld, and alone has what is there only where it is shown.
    """

    id: str
    source: Literal["igot", "karmasetu", "authority"]
    standing: Standing
    citation: Reference | None = None
    may_be_withheld: bool = False
    only_where_shown: bool = False


class SchemaColumn(Wording):
    """A column of the sub-table: where its value stands in the entry, and of which part it is."""

    path: str
    part: str


class Cadre(_Part):
    """A cadre's own form: columns in its order, its wording, parts withheld and parts shown."""

    name: str
    columns: tuple[str, ...] = ()
    wording: Mapping[str, Wording] = {}
    withheld: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


class EntrySchema(_Part):
    """A version of the entry; an entry names the one that it was composed by."""

    id: str
    standing: Standing
    question: str
    parts: tuple[Part, ...] = Field(alias="part")
    columns: tuple[SchemaColumn, ...] = Field(alias="column")
    cadres: tuple[Cadre, ...] = Field(default=(), alias="cadre")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        parts = {one.id for one in self.parts}
        paths = {one.path for one in self.columns}
        if unknown := {one.part for one in self.columns} - parts:
            raise ValueError(f"columns of no part: {sorted(unknown)}")
        for cadre in self.cadres:
            if unknown := {*cadre.columns, *cadre.wording} - paths:
                raise ValueError(f"{cadre.name}: no such columns: {sorted(unknown)}")
            if fixed := set(cadre.withheld) - {one.id for one in self.parts if one.may_be_withheld}:
                raise ValueError(f"{cadre.name}: these can't be withheld: {sorted(fixed)}")
            if there := set(cadre.shown) - {one.id for one in self.parts if one.only_where_shown}:
                raise ValueError(f"{cadre.name}: these are not to be shown: {sorted(there)}")
        return self

    def has_form_of(self, cadre_name: str | None) -> bool:
        """Say whether a cadre has a form of its own."""
        return any(one.name == cadre_name for one in self.cadres)

    def withheld_from(self, part: str) -> tuple[str, ...]:
        """Return the cadres whose entries leave a part out."""
        return tuple(one.name for one in self.cadres if part in one.withheld)

    def shown_to(self, part: str) -> tuple[str, ...]:
        """Return the cadres whose entries have a part that others' don't."""
        return tuple(one.name for one in self.cadres if part in one.shown)

    def parts_of(self, cadre_name: str | None) -> tuple[Part, ...]:
        """Return the parts of a cadre's entries; of one without a form, or of None, the common."""
        cadre = self._form(cadre_name)
        return tuple(
            one
            for one in self.parts
            if one.id not in cadre.withheld and (one.id in cadre.shown or not one.only_where_shown)
        )

    def columns_of(self, cadre_name: str | None) -> tuple[SchemaColumn, ...]:
        """Return a cadre's columns, in its order and wording, of the parts that it has."""
        cadre, parts = self._form(cadre_name), {one.id for one in self.parts_of(cadre_name)}
        held = {one.path: one for one in self.columns if one.part in parts}
        order = [path for path in (cadre.columns or held) if path in held]
        return tuple(
            held[path].model_copy(update=cadre.wording[path].model_dump())
            if path in cadre.wording
            else held[path]
            for path in order
        )

    def _form(self, cadre_name: str | None) -> Cadre:
        own = (one for one in self.cadres if one.name == cadre_name)
        return next(own, Cadre(name=cadre_name or ""))


@cache
def schemas() -> tuple[EntrySchema, ...]:
    """Return all versions, the newest first; raise ValueError for a file that can't be."""
    text = files(__package__).joinpath("entry_schemas.toml").read_text("utf-8")
    held = tomllib.loads(text)["schema"]
    return tuple(EntrySchema.model_validate(one) for one in held)


def of(name: str) -> EntrySchema:
    """Return the version that an entry names; raise KeyError for one that never was."""
    return {one.id: one for one in schemas()}[name]


def value_at(held: Any, path: str) -> Any:
    """Return what stands at a column's path in an entry, or None where nothing does."""
    for name in path.split("."):
        held = held.get(name) if isinstance(held, Mapping) else None
    return held


def current() -> EntrySchema:
    """Return the version that entries are composed by now."""
    return schemas()[0]
