"""A few due among many have their facts looked up: the outcomes are the same."""

import pytest
from sqlalchemy import literal, select, text

from app.store import authorities
from app.store.database import Database, Writing
from app.store.mandate import evaluations
from app.store.tables.outcome import evaluation
from tests.harness.arranged import YEAR, evaluate, rows
from tests.harness.fixtures import rolled_back
from tests.harness.published import publish
from tests.parity.comparing import decide
from tests.parity.directed import DIRECTED

HELD = "SELECT * FROM evaluation ORDER BY official_id"
EVERYBODY_DUE = """
INSERT INTO evaluation_due (reporting_year, official_id, position)
SELECT :year, id, 1 FROM official WHERE true ON CONFLICT DO NOTHING
"""


@pytest.fixture(params=["looked up", "found in a pass"])
def finding(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what is held of those due found either way: of these few it is looked up by itself."""
    if request.param == "found in a pass":
        monkeypatch.setattr(evaluations, "FEW_DUE", 0)
        monkeypatch.setattr(evaluations, "FEW_OF_ALL", -1)


@pytest.mark.usefixtures("finding")
async def test_the_looked_up_are_decided_the_same(common_database: Database) -> None:
    """Whoever is due has the outcome, to the last column, that a run over all gives him."""
    async with rolled_back(common_database) as session:
        await decide(session, DIRECTED)
        book = DIRECTED.book(tuple(one.id for one in await authorities.every(session)))
        by_all = await rows(session, HELD)
        await session.run(evaluation.delete())
        await session.run(text(EVERYBODY_DUE), {"year": YEAR.start})
        due = await evaluate(session, rulebook=book, only_due=True)

        assert due.officials == due.changed == len(by_all) > 0
        assert await rows(session, HELD) == by_all


@pytest.mark.usefixtures("finding")
async def test_the_looked_up_are_published_the_same(common_database: Database) -> None:
    """The entries of those who are due are, byte for byte, those of a run over all."""
    published = []
    for only_due in (False, True):
        async with rolled_back(common_database) as session:
            await decide(session, DIRECTED)
            await session.run(text(EVERYBODY_DUE), {"year": YEAR.start})
            await publish(session, only_due=only_due)
            bodies = sorted(await rows(session, "SELECT body FROM apar_entry"))
            published.append(bodies)

    assert len(published[0]) > 0
    assert published[0] == published[1]


@pytest.mark.parametrize(
    ("due", "officials", "expected"),
    [(500, 100, True), (501, 100, False), (50_000, 1_000_000, True), (50_001, 1_000_000, False)],
)
async def test_who_is_looked_up(
    undone: Writing, monkeypatch: pytest.MonkeyPatch, due: int, officials: int, *, expected: bool
) -> None:
    """What is held of some hundreds is looked up, and of more up to a share of all."""
    monkeypatch.setattr(evaluations, "OFFICIALS", select(literal(officials)))

    assert await evaluations.few_of_all(undone, due) is expected
