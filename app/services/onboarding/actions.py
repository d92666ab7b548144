"""Takes up what an authority wants done about an official on iGOT: once, noted, and handed on."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.errors import ConflictError, InvalidError, NotFoundError
from app.policy.onboarding.action import Kind, State
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.mandate import outcomes
from app.store.onboarding import actions
from app.store.onboarding.actions import Action

Enqueue = Callable[[Writing, int, timedelta], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An action: on an own official, or a claim on whom a finding of a roster leads to."""

    kind: Kind
    official_id: int | None
    roster_id: int | None
    place: int | None

    def digest(self) -> bytes:
        """Return what tells two requests apart."""
        return hashlib.sha256(repr(self).encode()).digest()


async def ask(
    session: Writing,
    authority_id: int,
    wanted: Wanted,
    key: str,
    asking: tuple[Access, Enqueue, datetime],
) -> Action:
    """Take an action up and hand it to the workers; under a key that was used, return that one.

    Raises NotFoundError for an unseen authority, InvalidError for an official who is not its own or
    a finding that names nobody elsewhere or for a key that stands for another action, ConflictError
    for a key that is just being used.
    """
    access, enqueue, now = asking
    if not await outcomes.authorities(session, authority_id):
        raise NotFoundError("there is no such authority")
    held = await actions.of_key(session, authority_id, access.client_id, key)
    if held is not None:
        return _same(held, wanted)
    official_id = await _official(session, authority_id, wanted)
    row = {
        "authority_id": authority_id,
        "official_id": official_id,
        "kind": wanted.kind,
        "idempotency_key": key,
        "digest": wanted.digest(),
        "requested_by": access.client_id,
        "requested_at": now,
        "due_at": now,
    }
    number = await actions.enter(session, row)
    if number is None:
        # Asked for at the same moment under the same key.
        other = await actions.of_key(session, authority_id, access.client_id, key)
        if other is None:
            raise ConflictError("the key is in use")
        return _same(other, wanted)
    await enqueue(session, number, timedelta(0))
    await audit.append(session, access, "accepted", (official_id,))
    return await find(session, number, authority_id=authority_id)


async def find(session: Reading, action_id: int, **whose: int) -> Action:
    """Return an action of an authority or of a holder; raise NotFoundError where there is none."""
    held = await actions.of_number(session, action_id, **whose)
    if held is None:
        raise NotFoundError("there is no such action")
    return held


async def shown(session: Writing, action_id: int, access: Access, **whose: int) -> Action:
    """Return an action as ``find`` does, and note on whom it is."""
    held = await find(session, action_id, **whose)
    await audit.append(session, access, "served", (held.official_id,))
    return held


async def page(
    session: Writing, after: int, limit: int, access: Access, **whose: int
) -> Sequence[Action]:
    """Return actions of an authority, or claims on a holder's officials, and note on whom.

    The last of ``limit`` says only that more follow, and is not shown.
    """
    found = await actions.page(session, after, limit, **whose)
    await audit.append_page(session, access, (one.official_id for one in found[: limit - 1]))
    return found


async def answer(
    session: Writing, holder_id: int, action_id: int, state: State, access: Access, now: datetime
) -> Action:
    """Say yes or no to another authority's claim; the transfer itself is approved on iGOT.

    Raises NotFoundError for no claim on an official of the authority, ConflictError for one that
    awaits no answer.
    """
    held = await find(session, action_id, holder_id=holder_id)
    if not await actions.answer(session, held, state, now):
        raise ConflictError("the claim awaits no answer")
    await audit.append(session, access, "recorded", (held.official_id,))
    return await find(session, action_id, holder_id=holder_id)


def _same(held: Action, wanted: Wanted) -> Action:
    if held.digest != wanted.digest():
        fault = ("Idempotency-Key", "used-before")
        raise InvalidError("this key stands for another action", [fault])
    return held


async def _official(session: Reading, authority_id: int, wanted: Wanted) -> int:
    if wanted.kind != "claim":
        number = wanted.official_id or 0
        if not await actions.is_own(session, authority_id, number):
            fault = ("/official_id", "unknown-official")
            raise InvalidError("the action can't be taken up", [fault])
        return number
    elsewhere = await actions.found_elsewhere(
        session, authority_id, wanted.roster_id or 0, wanted.place or 0
    )
    if elsewhere is None:
        raise InvalidError("the action can't be taken up", [("/place", "nobody-elsewhere")])
    return elsewhere
