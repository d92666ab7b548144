"""Changes of a year's entries, as a reader who keeps a copy applies them."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from app.api.models.apar import PublishedEntry
from app.api.models.shapes import Answer, YearLabel
from app.services.apar.lookups import Kind


class NaturalKey(Answer):
    """An identifier of the official that another system knows."""

    kind: Kind
    value: str


class FactsHeld(Answer):
    """Through when the facts of an official are held in full, and whether that is too long ago."""

    confirmed_through: datetime | None
    stale: bool


class Change(Answer):
    """One change, to be applied in its place.

    `upsert`: this version of the entry stands now. `correction`: the same, by an order, in a year
    that is sealed. `tombstone`: the official is no longer yours to
    see; drop the entry. `key_change`: the official goes by `keys` from now on.

    `keys` are those that the official goes by now, where you may see them; `keys_before` those that
    a tombstone's official was known by, or that a key change has ended. `freshness` is there beside
    an entry, and is no part of it: it is of now.
    """

    kind: Literal["upsert", "correction", "tombstone", "key_change"]
    position: int
    official_id: int
    published_at: datetime
    keys: list[NaturalKey]
    keys_before: list[NaturalKey]
    freshness: FactsHeld | None
    published: PublishedEntry | None


class ChangePage(Answer):
    """Changes in order of position, and where to go on."""

    reporting_year: YearLabel
    consistent_through: int = Field(description="Through this position you were told everything.")
    more: bool = Field(description="Later changes are held already: ask again at once.")
    next_cursor: str = Field(description="Where to go on, now or later.")
    changes: list[Change]
