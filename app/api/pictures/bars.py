"""Bars, one below the other: lengths to compare, each with its number beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.api.pictures.charts import SERIES, WIDE, Named, drawing, text
from app.api.pictures.markup import Markup, element

_LONGEST = 400
_GROUP, _BAR, _GAP = 22, 22, 10


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar's label, its length, and the number as it is told; None draws none."""

    label: str
    length: int | Decimal | None
    told: str


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that belong together, below a heading or without one."""

    heading: str | None
    bars: Sequence[Bar]


def bars(named: Named, groups: Sequence[Group], whole: int | None = None) -> Markup:
    """Return a drawing of bars; what goes beyond the ``whole`` is drawn apart, and never cut off.

    The first bars of all groups are drawn alike, and so are the second ones.
    """
    lengths = [bar.length or 0 for group in groups for bar in group.bars]
    longest = max([Decimal(1), Decimal(whole or 0), *map(Decimal, lengths)])
    per_unit = Decimal(_LONGEST) / longest
    shapes, y = [], _GAP
    for group in groups:
        if group.heading:
            shapes.append(text(group.heading, 0, y + 14, "heading"))
            y += _GROUP
        for place, bar in enumerate(group.bars):
            shapes.extend(_bar(bar, SERIES[place % len(SERIES)], y, per_unit, whole))
            y += _BAR
        y += _GAP
    if whole is not None:
        shapes.extend(_mark(per_unit * whole, y))
        y += _GROUP
    return drawing(named, y, shapes)


def _bar(bar: Bar, series: str, y: int, per_unit: Decimal, whole: int | None) -> Iterator[Markup]:
    length = Decimal(bar.length or 0)
    within = min(length, Decimal(whole)) if whole is not None else length
    beyond = length - within
    if within:
        yield _rectangle(0, y, per_unit * within, f"bar {series}")
    if beyond:
        yield _rectangle(per_unit * within, y, per_unit * beyond, "bar beyond")
    place = float(per_unit * length) + 6
    yield text(f"{bar.label}: {bar.told}", min(place, WIDE - 10), y + 13)


def _rectangle(x: Decimal | int, y: int, width: Decimal, kind: str) -> Markup:
    return element("rect", x=f"{x:.1f}", y=y, width=f"{width:.1f}", height=_BAR - 5, class_=kind)


def _mark(x: Decimal, y: int) -> Iterator[Markup]:
    yield element("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=0, y2=y, class_="mark")
    yield text("100 %", float(x), y + 14, "mark", "middle")
