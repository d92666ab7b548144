"""Every fault on every route's first, middle and last page: refused whole, or as if it never was.

The suite takes a fault for each route; `make fault-matrix` takes them all and prints the table.
"""

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from rich.console import Console
from rich.table import Table

from app.integrations.igot import roads as wire
from tests.services.fault_cells import Cell, Ground
from tests.services.fault_stretches import FIRSTS, PAGES, Stretch, kinds
from tests.services.served import ServedIgot

WHOLE = os.environ.get("KARMASETU_FAULT_MATRIX") == "whole"
TRIES = 3
LETTERS = {"recovered": "=", "incomplete": "i"}


@pytest.fixture
def ground(
    postgres_server: str, early_template: str, igot: ServedIgot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ground]:
    """The early world, small pages, and a stand-in that tells of the later one."""
    for name, rows in PAGES.items():
        monkeypatch.setattr(wire, name, rows)
    one = Ground(postgres_server, early_template, igot)
    yield one
    one.close()


def test_no_fault_loses_a_record_or_makes_an_absence(ground: Ground) -> None:
    """A cell recovers and ends equal to the undisturbed run, or is refused whole and says why."""
    found: list[Cell] = []
    console = Console(width=144)
    for at, kind, lasting in chosen(ground):
        found.append(met(ground, at, kind, lasting=lasting))
        if WHOLE and kind == kinds()[-1]:
            console.print(f"{at.route}, {at.place}, lasting: {lasting}. So far {summary(found)}")
    if WHOLE:
        console.print(table(found), summary(found))
    assert [cell for cell in found if not cell.good] == []


def met(ground: Ground, at: Stretch, kind: str, *, lasting: bool) -> Cell:
    """Travel a cell until its fault is met, three times at most.

    On a busy machine a road may end at a limit before it comes to the fault: that says nothing.
    """
    cell = ground.cell(at, kind, lasting=lasting)
    for _ in range(TRIES - 1):
        if cell.ended != "unmet":
            break
        cell = ground.cell(at, kind, lasting=lasting)
    return cell


def chosen(ground: Ground) -> list[tuple[Stretch, str, bool]]:
    """Return the cells to be tried: all of them, or for each kind a place at which it lasts."""
    if WHOLE:
        places = ground.places()
        ways = (True, False)
        return [(place, kind, way) for way in ways for place in places for kind in kinds()]
    return [(FIRSTS[at % len(FIRSTS)], kind, True) for at, kind in enumerate(kinds())]


def table(found: list[Cell]) -> Table:
    """Show each place in a line, and each kind of fault in a column: as it lasts, as it passes."""
    shown = Table(title="i: incomplete, with its reason; =: as if nothing had been; !: wrong")
    shown.add_column("route")
    shown.add_column("place")
    for kind in kinds():
        shown.add_column(kind.replace("_", "\n"), justify="center")
    marks = {(cell.stretch, cell.kind, cell.lasting): mark(cell) for cell in found}
    for stretch in dict.fromkeys(cell.stretch for cell in found):
        cells = [marks[stretch, kind, True] + marks[stretch, kind, False] for kind in kinds()]
        shown.add_row(stretch.route, stretch.place, *cells)
    return shown


def mark(cell: Cell) -> str:
    """Return the letter for a cell."""
    return LETTERS[cell.ended] if cell.good else "!"


def summary(found: list[Cell]) -> str:
    """Say in a line what the cells came to."""
    ends = Counter(cell.ended for cell in found)
    reasons = Counter(cell.reason for cell in found if cell.reason)
    told = ", ".join(f"{count} {name}" for name, count in (ends + reasons).most_common())
    return (
        f"{len(found)} cells: {told}. Wrong absences: {sum(cell.absent for cell in found)}."
        f" Lost records: {sum(cell.lost for cell in found)}. Hangs: {ends['hung']}."
        f" Longest cell: {max(cell.seconds for cell in found):.1f} s."
    )
