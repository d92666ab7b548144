"""Levels of designations: an authority's own map, and what its officials bear."""

from typing import Annotated, Any, Literal

from pydantic import Field

from app.api.models.registers import Line, Ordered, OrderStated, Recorded, order_told
from app.api.models.shapes import Answer, Submission, YearLabel
from app.policy.ladder import Level

LEVELS_MAX = 1_000
# The levels of para 3(i); bands go by years of service, never by a designation.
CentralLevel = Literal["mts", "so_aso", "us", "ds_director", "js_and_above"]


class DesignationLevel(Submission):
    """A designation, in any spelling, and the level of para 3(i) that it leads to."""

    designation: Line
    level: CentralLevel


class LevelsRequest(Ordered):
    """One order that gives designations their levels; each takes the place of the one in force."""

    levels: Annotated[list[DesignationLevel], Field(min_length=1, max_length=LEVELS_MAX)]
    order: OrderStated


class LevelTold(Recorded):
    """A level as it is recorded; ``designation_key`` is the spelling that is compared."""

    designation_key: str
    level: Level


class LevelPage(Answer):
    """An authority's own map, in order of its rows' numbers."""

    authority_id: int
    levels: list[LevelTold]
    next_cursor: str | None


class RecordedLevels(Answer):
    """What one order has recorded."""

    authority_id: int
    levels: list[LevelTold]


class DesignationTold(Answer):
    """A designation that officials bear: where it leads, and on whose map; never a guess.

    ``near`` are spellings of the maps that come close: for whoever puts the map right.
    """

    designation_key: str
    designation: str
    spellings: int
    officials: int
    level: Level | None
    by: Literal["own_map", "house_map", "unmatched"]
    near: list[str]


class Designations(Answer):
    """Designations of an authority's officials, those of most officials first."""

    reporting_year: YearLabel
    authority_id: int
    designations: list[DesignationTold]


LEVEL: dict[str, Any] = {
    "id": 8,
    "order": {
        "number": "A-11013/2/2025-Ad.I",
        "dated": "2025-06-02",
        "issued_by": "Under Secretary",
    },
    "learned_position": 640,
    "withdrawn_position": None,
    "designation_key": "research officer",
    "level": "us",
}
LEVEL_PAGE: dict[str, Any] = {"authority_id": 3, "levels": [LEVEL], "next_cursor": None}
RECORDED_LEVELS: dict[str, Any] = {"authority_id": 3, "levels": [LEVEL]}
LEVELS_REQUESTS: dict[str, Any] = {
    "one": {
        "summary": "One designation",
        "value": {
            "levels": [{"designation": "Research Officer", "level": "us"}],
            "order": LEVEL["order"],
        },
    }
}
DESIGNATIONS: dict[str, Any] = {
    "reporting_year": "2025-26",
    "authority_id": 3,
    "designations": [
        {
            "designation_key": "under secretery",
            "designation": "Under Secretery",
            "spellings": 1,
            "officials": 4,
            "level": None,
            "by": "unmatched",
            "near": ["under secretary"],
        }
    ],
}


def level_told(row: Any) -> dict[str, Any]:
    """Return a level as a body shows it."""
    return {**row, "order": order_told(row)}
