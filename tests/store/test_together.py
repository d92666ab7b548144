"""Questions asked at the same time are put in one statement, and each has its own answer."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from app.store import together
from app.store.together import Put, Together


class Held:
    """Answers by doubling, when it is let; keeps what was put to it together."""

    def __init__(self) -> None:
        self.put: list[tuple[str, list[int]]] = []
        self.let = asyncio.Event()
        self.lendings = 0

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Put[str, int, int]]:
        """Lend what answers."""
        self.lendings += 1
        yield self.answer

    async def answer(self, kind: str, asked: Sequence[int]) -> Sequence[int]:
        """Answer several once that is let; fail for what is negative."""
        self.put.append((kind, list(asked)))
        await self.let.wait()
        if min(asked) < 0:
            raise ValueError("nothing to double")
        return [2 * one for one in asked]


async def begun(gathered: Together[str, int, int], *questions: int) -> list["asyncio.Task[int]"]:
    """Ask each question in a task of its own, and let all of them begin."""
    asking = [asyncio.create_task(gathered.ask("same", one)) for one in questions]
    for _ in range(6):
        await asyncio.sleep(0)
    return asking


async def test_what_is_asked_meanwhile_is_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first goes at once, the rest together once it is answered, no more than the most."""
    monkeypatch.setattr(together, "MOST", 3)
    held = Held()
    gathered = Together(held.lent)
    asking = [*await begun(gathered, 1), *await begun(gathered, 2, 3, 4, 5)]
    held.let.set()

    assert await asyncio.gather(*asking) == [2, 4, 6, 8, 10]
    assert held.put == [("same", [1]), ("same", [2, 3, 4]), ("same", [5])]


async def test_kinds_are_never_put_together() -> None:
    """A question of another kind does not wait, and stands in no statement with the first."""
    held = Held()
    gathered = Together(held.lent)
    asking = await begun(gathered, 1)
    asking.append(asyncio.create_task(gathered.ask("other", 2)))
    held.let.set()
    await asyncio.gather(*asking)

    assert held.put == [("same", [1]), ("other", [2])]


async def test_a_failure_is_that_of_those_put_together_alone() -> None:
    """Who was put together with what failed is told so; who came before or after is answered."""
    held = Held()
    gathered = Together(held.lent)
    asking = [*await begun(gathered, 1), *await begun(gathered, 2, -1)]
    held.let.set()
    told = await asyncio.gather(*asking, return_exceptions=True)

    assert told[0] == 2
    assert [type(one) for one in told[1:]] == [ValueError, ValueError]
    assert await gathered.ask("same", 3) == 6


async def test_who_goes_takes_no_answer_from_another() -> None:
    """A question whose asker has gone is answered to nobody; the others have theirs."""
    held = Held()
    gathered = Together(held.lent)
    asking = await begun(gathered, 1, 2, 3)
    asking[0].cancel()
    asking[1].cancel()
    held.let.set()

    assert await asking[2] == 6


async def test_who_asks_alone_waits_for_nobody() -> None:
    """One question after the other is answered by a statement of its own."""
    held = Held()
    held.let.set()
    gathered = Together(held.lent)
    assert [await gathered.ask("same", one) for one in (1, 2, 3)] == [2, 4, 6]

    assert held.put == [("same", [1]), ("same", [2]), ("same", [3])]


async def test_who_is_arriving_comes_along() -> None:
    """A statement waits while rounds of the loop bring company, until it has the most."""
    held = Held()
    gathered = Together(held.lent)
    asking = []
    for one in range(together.MOST + 1):
        asking.append(asyncio.create_task(gathered.ask("same", one)))
        for _ in range(together.ROUNDS - 1):
            await asyncio.sleep(0)
    held.let.set()
    await asyncio.gather(*asking)

    whole = list(range(together.MOST))
    assert held.put == [("same", whole), ("same", [together.MOST])]


async def test_the_next_goes_before_those_before_are_told() -> None:
    """The next statement is on its way once whom the one before answered begins to be served."""
    held = Held()
    gathered = Together(held.lent)
    asking = [*await begun(gathered, 1), *await begun(gathered, 2)]
    held.let.set()

    assert await asking[0] == 2
    assert held.put == [("same", [1]), ("same", [2])]
    assert await asking[1] == 4


async def test_what_is_lent_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many ask, others have their turn after some statements."""
    monkeypatch.setattr(together, "LENT_FOR", 2)
    monkeypatch.setattr(together, "MOST", 1)
    held = Held()
    held.let.set()
    gathered = Together(held.lent)
    await asyncio.gather(*await begun(gathered, 1, 2, 3, 4, 5))

    assert held.lendings == 3


async def test_who_is_lent_nothing_has_failed() -> None:
    """Where nothing can be lent, those who wait are told why, and who asks later is served."""
    held = Held()
    held.let.set()
    lendings = iter([True, False])

    @asynccontextmanager
    async def lent() -> AsyncIterator[Put[str, int, int]]:
        if next(lendings):
            raise TimeoutError
        yield held.answer

    gathered = Together(lent)
    told = await asyncio.gather(*await begun(gathered, 1, 2), return_exceptions=True)

    assert [type(one) for one in told] == [TimeoutError, TimeoutError]
    assert await gathered.ask("same", 3) == 6
