"""What a roster's check asks of the session that it is given."""

from sqlalchemy import text

from app.store.database import Writing
from app.store.onboarding import roster_checks


async def test_a_session_that_has_evaluated_checks_rosters_as_well(undone: Writing) -> None:
    """Temporary tables of an earlier job don't keep a check from making its own."""
    await undone.run(text("CREATE TEMPORARY TABLE earlier AS SELECT generate_series(1, 10) AS one"))
    await roster_checks.prepare(undone)
    held = await undone.run(text("SELECT count(*) FROM roster_match"))

    assert held.scalar_one() == 0
