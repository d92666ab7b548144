"""Figures: how they are measured, shown as a table and kept in bench/results.json."""

import json
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

NUMBERS = {"value", "ratio", "n"}
WIDTH = 160
RESULTS = Path(__file__).with_name("results.json")


def wide_console() -> Console:
    """Return a console that doesn't fold the table when it writes into a file."""
    return Console(width=None if Console().is_terminal else WIDTH)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value: of what, in which unit, against what, the ratio to it, over n rounds.

    ``ratio`` above 1 means faster than what it stands against; ``command`` measures it again.
    """

    name: str
    value: float
    unit: str
    against: str
    ratio: float | None
    n: int
    command: str


@dataclass(slots=True)
class Ledger:
    """The figures of one run, and the console on which its progress is told."""

    command: str
    console: Console = field(default_factory=wide_console)
    figures: list[Figure] = field(default_factory=list)

    def tell(self, line: str) -> None:
        """Say what is being done now."""
        self.console.print(line, style="dim", highlight=False)

    def note(
        self,
        name: str,
        value: float,
        unit: str,
        *,
        against: str = "",
        ratio: float | None = None,
        n: int = 1,
    ) -> None:
        """Take down a figure and say it."""
        rounded = None if ratio is None else round(ratio, 4)
        self.figures.append(Figure(name, round(value, 3), unit, against, rounded, n, self.command))
        shown = "" if ratio is None else f" = {ratio:.3g} x {against}"
        self.console.print(f"  {name}: {value:,.5g} {unit}{shown}", highlight=False)

    def table(self) -> Table:
        """Return all figures as a table."""
        table = Table(title="Karmasetu bench", caption="trust ratios, not single values")
        for heading in ("what", "value", "unit", "against", "ratio", "n"):
            table.add_column(
                heading, justify="right" if heading in {"value", "ratio", "n"} else "left"
            )
        for one in self.figures:
            ratio = "" if one.ratio is None else f"{one.ratio:.3g}"
            table.add_row(one.name, f"{one.value:,.5g}", one.unit, one.against, ratio, str(one.n))
        return table

    def keep(self, place: Path = RESULTS) -> None:
        """Write the figures into a JSON list, in the place of those that the same command gave.

        What another command measured, of another size for one, stays.
        """
        held = json.loads(place.read_text("utf-8")) if place.exists() else []
        others = [one for one in held if one["command"] != self.command]
        kept = others + [asdict(one) for one in self.figures]
        place.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")


class Watch:
    """Seconds that a block took; read ``seconds`` after it."""

    seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Watch]:
    """Time a block, its commit included where the block is one."""
    watch = Watch()
    started = time.perf_counter()
    try:
        yield watch
    finally:
        watch.seconds = time.perf_counter() - started


def paired_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median, over rounds run side by side, of their seconds by ours."""
    return statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
