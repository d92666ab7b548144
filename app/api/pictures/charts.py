"""What all drawings share: a name and a description that are read out, and series told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.api.pictures.markup import Markup, element

WIDE = 640
# Series are told apart by the pattern of their line and the tone of their bar, not by colour alone.
SERIES = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Named:
    """A drawing's id on its page, its name, and what it shows in a sentence."""

    id: str
    title: str
    description: str


def drawing(named: Named, height: int, shapes: Sequence[Markup]) -> Markup:
    """Return shapes as one image, which a screen reader tells by name and description."""
    return element(
        "svg",
        element("title", named.title, id=f"{named.id}-title"),
        element("desc", named.description, id=f"{named.id}-desc"),
        *shapes,
        role="img",
        viewBox=f"0 0 {WIDE} {height}",
        aria_labelledby=f"{named.id}-title",
        aria_describedby=f"{named.id}-desc",
    )


def text(
    words: str, x: float, y: float, kind: str | None = None, anchor: str | None = None
) -> Markup:
    """Return words at a place, which is where their line begins, or ends with ``anchor`` end."""
    return element("text", words, x=f"{x:g}", y=f"{y:g}", class_=kind, text_anchor=anchor)
