"""Questions that are asked at the same time, put to the database in one statement.

Nobody waits for company that has not arrived: who asks while nothing is under way is served as soon
as what the loop has already received has been looked at. What is asked meanwhile is put together,
and goes as soon as the one before is answered.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from contextvars import Context
from typing import Generic, TypeVar

# House value: how many are put together at most; a statement's time grows with them.
MOST = 64

Kind = TypeVar("Kind", bound=Hashable)
Own = TypeVar("Own")
Answer = TypeVar("Answer")


class Together(Generic[Kind, Own, Answer]):
    """Puts questions of one kind together; a kind says all that they must have in common.

    ``put`` answers several of a kind, in their order. Where it fails, each of these has failed.
    """

    def __init__(self, put: Callable[[Kind, Sequence[Own]], Awaitable[Sequence[Answer]]]) -> None:
        self._put = put
        self._waiting: dict[Kind, list[tuple[Own, asyncio.Future[Answer]]]] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def ask(self, kind: Kind, own: Own) -> Answer:
        """Return the answer to one question, which may be put together with others of its kind."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        waiting = self._waiting.get(kind)
        if waiting is not None:
            waiting.append((own, answer))
        else:
            self._waiting[kind] = [(own, answer)]
            # In no request's context: it answers several, and outlives the one that began it.
            running = asyncio.create_task(self._answer(kind), context=Context())
            self._running.add(running)
            running.add_done_callback(self._running.discard)
        return await answer

    async def _answer(self, kind: Kind) -> None:
        waiting = self._waiting[kind]
        try:
            while waiting:
                # One round of the loop reads what has arrived, the next one lets it ask.
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                asked = waiting[:MOST]
                del waiting[:MOST]
                await self._answer_all(kind, asked)
        finally:
            del self._waiting[kind]

    async def _answer_all(
        self, kind: Kind, asked: Sequence[tuple[Own, "asyncio.Future[Answer]"]]
    ) -> None:
        try:
            answers = await self._put(kind, [own for own, _ in asked])
        except Exception as failure:  # noqa: BLE001 - it is raised where the questions were asked
            for _, answer in asked:
                if not answer.done():
                    answer.set_exception(failure)
            return
        for (_, answer), told in zip(asked, answers, strict=True):
            # Who asked may have gone.
            if not answer.done():
                answer.set_result(told)
