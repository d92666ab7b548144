"""Generated populations: both engines say the same of everybody."""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from app.store.database import Database
from tests.harness.fixtures import rolled_back
from tests.parity.comparing import decide
from tests.parity.generating import populations
from tests.parity.population import Population

FEW = 60
EXAMPLES = int(os.environ.get("KARMASETU_PARITY_EXAMPLES", FEW))
# Each step of shrinking evaluates a whole population: minutes, only for who asked for more.
PHASES = (Phase.generate,) if EXAMPLES <= FEW else (Phase.generate, Phase.shrink)


@pytest.mark.timeout(60 + 2 * EXAMPLES)
@settings(
    max_examples=EXAMPLES,
    phases=PHASES,
    report_multiple_bugs=False,
    # Each example undoes what it did, so that one pool serves them all.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(population=populations)
async def test_the_engines_agree(common_database: Database, population: Population) -> None:
    """The statement and the pure core agree on every value of every outcome."""
    async with rolled_back(common_database) as session:
        decided = await decide(session, population)

    assert decided.differences() == []
