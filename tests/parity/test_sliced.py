"""A run over many decides for some at a time: the outcomes are the same."""

from itertools import pairwise

import pytest

from app.store import authorities
from app.store.database import Database
from app.store.mandate import evaluations
from app.store.mandate.evaluations import slices
from app.store.tables.outcome import evaluation
from tests.harness.arranged import evaluate, rows
from tests.harness.fixtures import rolled_back
from tests.parity.comparing import decide
from tests.parity.directed import DIRECTED

HELD = "SELECT * FROM evaluation ORDER BY official_id"


async def test_slices_decide_the_same(
    common_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Decided for seven at a time, each official's outcome is, to the last column, what it was."""
    async with rolled_back(common_database) as session:
        await decide(session, DIRECTED)
        book = DIRECTED.book(tuple(one.id for one in await authorities.every(session)))
        whole = await rows(session, HELD)
        await session.run(evaluation.delete())
        monkeypatch.setattr(evaluations, "SLICE", 7)
        first = await evaluate(session, rulebook=book)
        second = await evaluate(session, rulebook=book)

        assert (first.changed, second.changed) == (len(whole), 0)
        assert await rows(session, HELD) == whole


@pytest.mark.parametrize(
    ("first", "last", "officials"),
    [(0, 0, 0), (5, 5, 1), (1, 100, 21), (3, 9, 900), (1, 2**31 - 1, 50)],
)
def test_slices_leave_out_nobody_and_nobody_twice(
    monkeypatch: pytest.MonkeyPatch, first: int, last: int, officials: int
) -> None:
    """Each number from the first to the last lies in one slice."""
    monkeypatch.setattr(evaluations, "SLICE", 10)
    held = [part for part in slices(first, last, officials) if part[0] <= part[1]]

    assert (held[0][0], held[-1][1]) == (first, last)
    assert all(before[1] + 1 == after[0] for before, after in pairwise(held))
