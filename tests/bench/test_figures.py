"""Figures: what bench/results.json says, and to whom a ratio is paired."""

import io
import json
from pathlib import Path

from rich.console import Console

from bench.figures import Ledger, paired_ratio

KEYS = {"name", "value", "unit", "against", "ratio", "n", "command"}


def quiet() -> Ledger:
    """Return a ledger that prints nowhere."""
    return Ledger("python -m bench", Console(file=io.StringIO()))


def test_results_are_a_list_of_figures(tmp_path: Path) -> None:
    """Each figure is written with its name, value, unit, rival, ratio, rounds and command."""
    ledger = quiet()
    ledger.note("export", 100.0, "rows/s", against="psql COPY", ratio=0.97, n=9)
    ledger.note("alone", 5.0, "ms")
    ledger.keep(tmp_path / "results.json")
    held = json.loads((tmp_path / "results.json").read_text("utf-8"))

    assert [set(figure) for figure in held] == [KEYS, KEYS]
    assert held[0]["ratio"] == 0.97
    assert held[1]["ratio"] is None


def test_other_sizes_stay(tmp_path: Path) -> None:
    """A run takes the place of what the same command measured, and leaves what others did."""
    place = tmp_path / "results.json"
    for command, value in (("small", 1.0), ("large", 2.0), ("small", 3.0)):
        ledger = Ledger(command, Console(file=io.StringIO()))
        ledger.note("export", value, "rows/s")
        ledger.keep(place)
    held = json.loads(place.read_text("utf-8"))

    assert {(one["command"], one["value"]) for one in held} == {("large", 2.0), ("small", 3.0)}
    assert len(held) == 2


def test_a_ratio_is_taken_round_by_round() -> None:
    """One slow round of a noisy machine, slow for both, doesn't move the ratio."""
    assert paired_ratio([1.0, 10.0, 1.0], [2.0, 20.0, 2.0]) == 2.0
