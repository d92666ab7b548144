"""Questions that are asked at the same time, put to the database in one statement.

A statement goes as soon as what the loop has received has been looked at. What is asked meanwhile
is put together in the next one.
"""

import asyncio
from collections.abc import Callable, Coroutine, Hashable, Sequence
from contextlib import AbstractAsyncContextManager
from contextvars import Context
from typing import Any, Generic, TypeVar

# House value: how many are put together at most. More would cost less each, but while all of a few
# readers wait for one statement nothing is done for any of them: it is to go while others are
# being answered.
MOST = 8
# House value: so many rounds of the loop that bring nobody are the end of waiting for company. A
# request that has arrived is read in one, and asks in the next.
ROUNDS = 3
# House value: so many statements run on a connection before others may have it.
LENT_FOR = 16

Kind = TypeVar("Kind", bound=Hashable)
Own = TypeVar("Own")
Answer = TypeVar("Answer")
Done = TypeVar("Done")
Put = Callable[[Kind, Sequence[Own]], Coroutine[Any, Any, Sequence[Answer]]]
Asked = list[tuple[Own, asyncio.Future[Answer]]]


class Together(Generic[Kind, Own, Answer]):
    """Puts questions of one kind together; a kind says all that they must have in common.

    ``lend`` lends what they are put to for a few statements: it answers several of a kind, in their
    order. Where that fails, each of these has failed.
    """

    def __init__(
        self, lend: Callable[[], AbstractAsyncContextManager[Put[Kind, Own, Answer]]]
    ) -> None:
        self._lend = lend
        self._waiting: dict[Kind, Asked[Own, Answer]] = {}
        self._running: set[asyncio.Task[Any]] = set()

    async def ask(self, kind: Kind, own: Own) -> Answer:
        """Return the answer to one question, which may be put together with others of its kind."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        waiting = self._waiting.get(kind)
        if waiting is not None:
            waiting.append((own, answer))
        else:
            self._waiting[kind] = [(own, answer)]
            self._begin(self._answer(kind))
        return await answer

    def _begin(self, work: Coroutine[Any, Any, Done]) -> asyncio.Task[Done]:
        # In no request's context: it answers several, and outlives the one that began it.
        task = asyncio.create_task(work, context=Context())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _answer(self, kind: Kind) -> None:
        waiting = self._waiting[kind]
        try:
            while waiting:
                await self._answer_some(kind, waiting)
        finally:
            del self._waiting[kind]

    async def _answer_some(self, kind: Kind, waiting: Asked[Own, Answer]) -> None:
        """Answer what waits by a few statements on what is lent.

        Who was asked for by one statement is told once the next one is on its way.
        """
        asked: Asked[Own, Answer] = []
        answers: Sequence[Answer] = []
        await _company(waiting)
        try:
            async with self._lend() as put:
                for _ in range(LENT_FOR):
                    before, asked = asked, _taken(waiting)
                    answering = self._begin(put(kind, [own for own, _ in asked]))
                    await _look()
                    _tell(before, answers)
                    answers = await answering
                    await _company(waiting)
                    if not waiting:
                        break
                _tell(asked, answers)
        except Exception as failure:  # noqa: BLE001 - it is raised where the questions were asked
            # Where nothing was lent, nothing has been taken yet.
            for _, answer in asked or _taken(waiting):
                if not answer.done():
                    answer.set_exception(failure)


async def _look() -> None:
    """Have the loop begin what is to be done, and send what is to be sent."""
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def _company(waiting: Asked[Own, Answer]) -> None:
    """Let the loop look at what it has received, for as long as that brings company."""
    quiet = 0
    while len(waiting) < MOST and quiet < ROUNDS:
        held = len(waiting)
        await asyncio.sleep(0)
        quiet = 0 if len(waiting) > held else quiet + 1


def _taken(waiting: Asked[Own, Answer]) -> Asked[Own, Answer]:
    asked = waiting[:MOST]
    del waiting[:MOST]
    return asked


def _tell(asked: Asked[Own, Answer], answers: Sequence[Answer]) -> None:
    for (_, answer), told in zip(asked, answers, strict=True):
        # Who asked may have gone.
        if not answer.done():
            answer.set_result(told)
