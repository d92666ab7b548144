"""The versions of the APAR entry: parts, columns, and what cadres have of their own."""

from datetime import date
from typing import Literal

from app.api.models.shapes import Answer
from app.policy.rules.rules_file import Standing


class PartCited(Answer):
    """The paragraph that puts the part into the APAR."""

    memorandum: str
    dated: date
    paragraph: str


class SchemaPart(Answer):
    """A part of the entry: from whom it comes, how firmly it stands, what a cadre may decide.

    One that is `only_where_shown` is in no entry but those of the cadres whose form shows it.
    """

    id: str
    source: Literal["igot", "karmasetu", "authority"]
    standing: Standing
    citation: PartCited | None
    may_be_withheld: bool
    only_where_shown: bool
    en: str
    hi: str


class SchemaColumn(Answer):
    """A column: `path` is where its value stands in the entry; of a list, in each of its items."""

    path: str
    part: str
    en: str
    hi: str


class CadreForm(Answer):
    """A cadre's own form of the sub-table: entries of years since `since` name it as `id`."""

    id: str
    cadre: str
    since: str
    withheld: list[str]
    shown: list[str]
    columns: list[SchemaColumn]


class EntryForm(Answer):
    """The form of an entry: its cadre's own (`own`), or the common one; columns in their order."""

    cadre: str | None
    own: bool
    parts: list[SchemaPart]
    columns: list[SchemaColumn]


class EntrySchema(Answer):
    """A version of the entry, as its `schema` member names it; columns in their order.

    `columns` are the common ones; `cadres` has the forms that are in use, of a cadre's own schema
    that form alone.
    """

    id: str
    standing: Standing
    question: str
    parts: list[SchemaPart]
    columns: list[SchemaColumn]
    cadres: list[CadreForm]


class EntrySchemas(Answer):
    """All versions, the newest first: entries are composed by that one."""

    schemas: list[EntrySchema]
