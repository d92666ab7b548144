"""Carries out onboarding actions on iGOT: read, change, read again; tried until it ends."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.errors import FeedFailedError, NotFoundError
from app.integrations.igot.desk import DeskProfile, ProfileDesk
from app.integrations.igot.feed import FeedRefusedError
from app.policy.onboarding.action import WANTED, State
from app.policy.tries import wait_after
from app.store.database import Database, Writing
from app.store.onboarding import actions
from app.store.onboarding.actions import Action

Enqueue = Callable[[Writing, int, timedelta], Awaitable[None]]
OpenDesk = Callable[[], AbstractAsyncContextManager[ProfileDesk]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a try came to: the state, why, and the receipt of what iGOT then showed."""

    state: State
    failure: str | None = None
    receipt: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Carries out actions over one database and one desk; ``enqueue`` asks for the next try."""

    database: Database
    open_desk: OpenDesk
    clock: Callable[[], datetime]
    enqueue: Enqueue

    async def run(self, action_id: int) -> State:
        """Try an action that is pending; a second try beside it does nothing.

        Without an answer from iGOT it stays pending until its tries are used up, and is given up
        then: visible in either state, and never lost.
        """
        async with self.database.alone(f"action {action_id}") as ours:
            async with self.database.reading() as session:
                held = await actions.of_number(session, action_id)
            if held is None:
                raise NotFoundError("there is no such action")
            if not ours or held.state != "pending":
                return held.state
            return await self._record(held, await self._try(held))

    async def _try(self, held: Action) -> Outcome:
        async with self.database.reading() as session:
            authority_id, user_id = await actions.standing(session, held.official_id)
        if held.kind == "claim":
            return Outcome("done" if authority_id == held.authority_id else "awaiting")
        if authority_id != held.authority_id or user_id is None:
            return Outcome("refused", "official-left")
        try:
            async with self.open_desk() as desk:
                return await _change(desk, held, user_id)
        except FeedRefusedError as refused:
            return Outcome("refused", refused.sentence)
        except FeedFailedError as failure:
            return Outcome("pending", failure.sentence)

    async def _record(self, held: Action, outcome: Outcome) -> State:
        now, attempts, state = self.clock(), held.attempts + 1, outcome.state
        wait = wait_after(attempts) if state == "pending" else None
        if state == "pending" and wait is None:
            state = "given_up"
        async with self.database.writing() as session:
            holder = None
            if state == "awaiting":
                holder, _ = await actions.standing(session, held.official_id)
            await actions.progress(
                session,
                held.id,
                state=state,
                attempts=attempts,
                due_at=None if wait is None else now + wait,
                failure=outcome.failure,
                receipt=outcome.receipt,
                holder_id=holder,
                ended_at=None if state in {"pending", "awaiting"} else now,
            )
            if wait is not None:
                await self.enqueue(session, held.id, wait)
        return state


async def _change(desk: ProfileDesk, held: Action, user_id: str) -> Outcome:
    """Ask for the status that an action wants, and say what iGOT shows after it.

    What is so already is not asked for again: an earlier try may have reached iGOT unanswered.
    """
    wanted = WANTED[held.kind]
    before = await desk.profile(user_id)
    if before.status == wanted:
        return Outcome("done", receipt=_receipt(before, before, None))
    if wanted == "VERIFIED" and not before.complete:
        return Outcome("refused", "designation-or-group-missing")
    request_id = await desk.mark(user_id, wanted, before.position)
    after = await desk.profile(user_id)
    receipt = _receipt(before, after, request_id)
    if after.status != wanted:
        return Outcome("refused", "not-taken", receipt)
    return Outcome("done", receipt=receipt)


def _receipt(before: DeskProfile, after: DeskProfile, request_id: str | None) -> dict[str, Any]:
    return {
        "before": before.status,
        "after": after.status,
        "moved": after.org_id != before.org_id,
        "request_id": request_id,
    }
