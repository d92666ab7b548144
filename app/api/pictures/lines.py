"""Lines over days: how counts came to be what they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.api.pictures.charts import SERIES, WIDE, Named, drawing, text
from app.api.pictures.markup import Markup, element
from app.policy.wording import written

_LEFT, _RIGHT, _TOP, _BOTTOM = 60, WIDE - 20, 60, 260


@dataclass(frozen=True, slots=True)
class Line:
    """A count by day; None where nobody told it on that day, which breaks the line."""

    label: str
    counts: Sequence[int | None]


def lines(named: Named, days: Sequence[date], every: Sequence[Line]) -> Markup:
    """Return a drawing of counts over days, the first day to the left, from nought upwards."""
    most = max([1, *(count for line in every for count in line.counts if count is not None)])
    shapes = [*_frame(days, most)]
    for place, line in enumerate(every):
        series = SERIES[place % len(SERIES)]
        shapes.extend(_legend(line.label, series, place))
        points = [
            (_x(day, days), None if count is None else _BOTTOM - (_BOTTOM - _TOP) * count / most)
            for day, count in zip(days, line.counts, strict=True)
        ]
        shapes.extend(_drawn(points, series))
    return drawing(named, _BOTTOM + 30, shapes)


def _frame(days: Sequence[date], most: int) -> Iterator[Markup]:
    for y, count in ((_TOP, most), (_BOTTOM, 0)):
        yield element("line", x1=_LEFT, x2=_RIGHT, y1=y, y2=y, class_="grid")
        yield text(f"{count:,}", _LEFT - 6, y + 4, anchor="end")
    yield text(written(days[0]), _LEFT, _BOTTOM + 20)
    if len(days) > 1:
        yield text(written(days[-1]), _RIGHT, _BOTTOM + 20, anchor="end")


def _x(day: date, days: Sequence[date]) -> float:
    span = (days[-1] - days[0]).days
    return _LEFT + ((_RIGHT - _LEFT) * (day - days[0]).days / span if span else 0)


def _legend(label: str, series: str, place: int) -> Iterator[Markup]:
    x, y = 310 * (place % 2), 14 + 20 * (place // 2)
    yield element("line", x1=x, x2=x + 36, y1=y - 4, y2=y - 4, class_=f"line {series}")
    yield text(label, x + 44, y)


def _drawn(points: Sequence[tuple[float, float | None]], series: str) -> Iterator[Markup]:
    for told, run in groupby(points, key=lambda point: point[1] is not None):
        if not told:
            continue
        joined = list(run)
        yield element(
            "polyline",
            points=" ".join(f"{x:.1f},{y:.1f}" for x, y in joined),
            class_=f"line {series}",
        )
        # A day by itself has no line.
        for x, y in joined if len(joined) == 1 else ():
            yield element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=3, class_=f"dot {series}")
