"""What an APAR entry holds: its parts with their source, its columns, and each cadre's own form."""

import hashlib
import json
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
        if unknown := {one.part for one in self.columns} - parts:
            raise ValueError(f"columns of no part: {sorted(unknown)}")
        for cadre in self.cadres:
            if faults := self.faults_of(cadre):
                raise ValueError(f"{cadre.name}: {faults[0][0]} {faults[0][1]}")
        return self

    def faults_of(self, cadre: Cadre) -> list[tuple[str, str]]:
        """Return each fault of a cadre's form: what it names, and why that can't be."""
        paths = {one.path for one in self.columns}
        withheld = {one.id for one in self.parts if one.may_be_withheld}
        shown = {one.id for one in self.parts if one.only_where_shown}
        named = (*cadre.columns, *cadre.wording)
        twice = {one for one in cadre.columns if cadre.columns.count(one) > 1}
        return [
            *((one, "is no column") for one in sorted({*named} - paths)),
            *((one, "is a column twice") for one in sorted(twice)),
            *((one, "can't be withheld") for one in sorted({*cadre.withheld} - withheld)),
            *((one, "is not to be shown") for one in sorted({*cadre.shown} - shown)),
        ]

    def in_form_of(self, cadre: Cadre) -> "EntrySchema":
        """Return the schema of a cadre's entries alone, under a name that tells it from any other.

        The name ends in the SHA-256, in hex, over the schema with that form in canonical JSON.
        """
        own = self.model_copy(update={"cadres": (cadre,)})
        held = own.model_dump(mode="json", by_alias=True)
        text = json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return own.model_copy(update={"id": f"{self.id}-{digest}"})

    def has_form_of(self, cadre_name: str | None) -> bool:
        """Say whether a cadre has a form of its own."""
        return any(one.name == cadre_name for one in self.cadres)

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


def value_at(held: Any, path: str) -> Any:
    """Return what stands at a column's path in an entry, or None where nothing does."""
    for name in path.split("."):
        held = held.get(name) if isinstance(held, Mapping) else None
    return held


def current() -> EntrySchema:
    """Return the version that entries are composed by now."""
    return schemas()[0]
