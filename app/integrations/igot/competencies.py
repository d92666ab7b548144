"""The competencies that a course is tagged with: three generations of tags, in two taxonomies."""

from typing import Any, Literal

from app.integrations.igot.feed import FeedCompetency
from app.integrations.igot.wire import Json, QuirkError, elements, text

Generation = Literal["v3", "v5", "v6"]
# The newest first. The oldest is a JSON text whose elements may know a name alone.
_GENERATIONS: tuple[tuple[Generation, tuple[tuple[str, ...], ...]], ...] = (
    ("v6", (("competencyAreaName",), ("competencyThemeName",), ("competencySubThemeName",))),
    ("v5", (("competencyArea",), ("competencyTheme",), ("competencySubTheme",))),
    ("v3", (("competencyArea",), ("competencyTheme", "name"), ("competencySubTheme",))),
)
TAG_FIELDS = tuple(f"competencies_{generation}" for generation, _ in _GENERATIONS)


def read_competencies(row: Json) -> tuple[FeedCompetency, ...]:
    """Read a course's tags by the newest generation that has any, each once.

    Raises QuirkError for tags in no known shape.
    """
    for generation, names in _GENERATIONS:
        field = f"competencies_{generation}"
        listed = [one for one in elements(row.get(field), field) if one is not None]
        found = [_competency(one, generation, names) for one in listed]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _competency(
    tag: Any, generation: Generation, names: tuple[tuple[str, ...], ...]
) -> FeedCompetency:
    if not isinstance(tag, dict):
        raise QuirkError("competency-unreadable", "a competency is no object")
    area, theme, sub_theme = (text(tag, *spellings) for spellings in names)
    if theme is None:
        raise QuirkError("competency-unreadable", "a competency without its theme")
    return FeedCompetency(generation, area, theme, sub_theme)
