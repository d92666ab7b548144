"""Another's takes as long as a missing one, so that nobody finds out by a clock what there is.

`make test` asks a part of all cases, another one each day; `make timing` asks every one.
"""

import os
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import perf_counter

import pytest

from app.policy.access.roles import EVERY_ROLE, Role
from app.policy.access.table import expected
from tests.access.asking import request
from tests.access.conftest import Matrix
from tests.access.telling_apart import Pair, told
from tests.access.test_matrix import BENEATH, EVERY_OPERATION, places_of

WHOLE = "KARMASETU_TIMED" in os.environ
A_DAY = 6
MISSING = 404


Beside = Callable[[], Awaitable[object]]


async def nothing_more() -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Case:
    """An operation that names something by its number, and a role that may not see another's.

    ``beneath`` has another's record named under the caller's own authority.
    """

    operation: str
    role: Role
    beneath: bool

    async def pairs(self, matrix: Matrix, beside: Beside = nothing_more) -> AsyncIterator[Pair]:
        """Ask of another's and of what is not there, in turn, without an end.

        ``beside`` is done with each question about another's.
        """
        places = (matrix.other, matrix.missing)
        if self.beneath:
            foreign = replace(matrix.own, ids=dict(matrix.other.ids))
            places = (foreign, replace(matrix.own, ids={}))
        caller, order = matrix.caller(self.role), random.Random(0)  # noqa: S311 - no secret
        while True:
            spent = [0.0, 0.0]
            # Taken by lot: what comes round every few requests may not always meet the same one.
            for turn in order.choice(((0, 1), (1, 0))):
                asked = request(self.operation, places[turn])
                began = perf_counter()
                answered = await matrix.send(asked, caller, checked=False)
                if turn == 0:
                    await beside()
                spent[turn] = perf_counter() - began
                assert answered.status_code == MISSING, self
            yield spent[0], spent[1]


CASES = [
    Case(operation, role, beneath)
    for beneath, operations in ((False, EVERY_OPERATION), (True, BENEATH))
    for operation in operations
    for role in sorted(EVERY_ROLE)
    if places_of(role, operation) and expected(role, operation, "other") == "missing"
]


def chosen() -> list[Case]:
    """Return every case, or the day's part of them: each comes round, and a day is the same."""
    if WHOLE:
        return CASES
    parts = -(-len(CASES) // A_DAY)
    return CASES[datetime.now(UTC).toordinal() % parts :: parts]


# A second of work; on a busy machine it, and what is arranged before it, may be a minute or two.
@pytest.mark.timeout(400)
async def test_another_s_takes_as_long_as_a_missing_one(matrix: Matrix) -> None:
    """Neither is longer by more than a twentieth in four of five pairs.

    Called so wrongly once in a million cases, and missed once in a thousand.
    """
    apart = [case for case in chosen() if await told(case.pairs(matrix)) == "apart"]

    assert apart == []


async def test_a_second_look_is_told(matrix: Matrix) -> None:
    """What looks twice where the other looks once is told from it: the watch is no blind one."""
    case = Case("getRoster", "mdo_admin", beneath=True)

    async def once_more() -> None:
        asked = request(case.operation, matrix.own)
        await matrix.send(asked, matrix.caller(case.role), checked=False)

    assert await told(case.pairs(matrix, once_more)) == "apart"


@pytest.mark.parametrize(("longer", "verdict"), [(1.0, "alike"), (1.05, "alike"), (1.15, "apart")])
async def test_noise_is_no_difference(longer: float, verdict: str) -> None:
    """Of two hundred times each, a side that is longer by a twentieth is alike, by 15 % it isn't.

    The times scatter by 7 % of themselves.
    """

    async def times(seed: int) -> AsyncIterator[Pair]:
        noise = random.Random(seed)  # noqa: S311 - the same times in each run
        while True:
            yield longer * noise.lognormvariate(0, 0.07), noise.lognormvariate(0, 0.07)

    assert {await told(times(seed)) for seed in range(200)} == {verdict}
