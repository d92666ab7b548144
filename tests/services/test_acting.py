"""Marks written to iGOT: read again before they count, refused, tried again, and never lost."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from app.policy.onboarding.action import Kind
from app.policy.tries import WAITS
from app.services.feed.roads import Roads
from app.services.onboarding import actions as onboarding_actions
from app.services.onboarding import picture as onboarding_picture
from app.services.onboarding.acting import Actor
from app.services.onboarding.actions import Wanted
from app.store import authorities
from app.store.auditing.audit import Access
from app.store.database import Database, Tenant, Writing
from app.store.onboarding import actions
from app.store.onboarding.actions import Action
from tests.services.carried import YEAR
from tests.services.moments import LATER, clock_at
from tests.services.served import LATER_WORLD, ServedIgot

# A world of its own: what is marked in it stays marked.
DESK_WORLD = replace(LATER_WORLD, username="desk")
STAFF = """
    SELECT official.id, official.authority_id, profile.profile_status AS status,
        who.value AS user_id
    FROM official JOIN profile ON profile.id = official.profile_id
    JOIN official_identifier AS who ON who.official_id = official.id AND who.kind = 'igot_user'
    ORDER BY official.id"""


@dataclass
class Desk:
    """One database, the stand-in's desk, and the waits that the actor asked for."""

    url: str
    database: Database
    igot: ServedIgot
    staff: list[Any]
    waits: list[timedelta]

    async def enqueue(self, session: Writing, action_id: int, wait: timedelta) -> None:
        """Note that a try was asked for."""
        del session, action_id
        self.waits.append(wait)

    async def ask(self, official: Any, kind: Kind) -> int:
        """Ask for a mark on an official, as the API does."""
        access = Access("tests", "unstated", "request", "onboarding.action")
        api = Database.open(self.url, "karmasetu_api", pool_size=1)
        async with api.writing(Tenant(everything=True)) as session:
            held = await onboarding_actions.ask(
                session,
                official["authority_id"],
                Wanted(kind, official["id"], None, None),
                f"{kind}-{official['id']}",
                (access, self.enqueue, LATER),
            )
        await api.close()
        return held.id

    async def tried(self, action_id: int) -> Action:
        """Try an action as a worker does, and return it."""
        actor = Actor(self.database, self.igot.feed, clock_at(LATER), self.enqueue)
        await actor.run(action_id)
        async with self.database.reading() as session:
            held = await actions.of_number(session, action_id)
        assert held is not None
        return held

    def official(self, status: str = "VERIFIED", **numbers: int) -> Any:
        """Return an official of a status: plain, or with the number that the stand-in minds."""
        for one in self.staff:
            number = int(one["user_id"].rpartition("-")[2], 16)
            minded = {"pending": number % 41 == 40, "admin": number % 43 == 42}
            if one["status"] == status and minded == {
                name: name in numbers for name in ("pending", "admin")
            }:
                return one
        raise AssertionError("the world has no such official")


@pytest.fixture
async def desk(
    early_url: str, early_database: Database, early_owner: asyncpg.Connection, igot: ServedIgot
) -> Desk:
    """A desk over officials as they were in January."""
    igot.tell_of(DESK_WORLD)
    return Desk(early_url, early_database, igot, await early_owner.fetch(STAFF), [])


async def counted(desk: Desk, authority_id: int) -> tuple[int | None, int | None]:
    """Read an authority's officials anew, and return how many are onboarded, how many marked."""
    async with desk.database.reading() as session:
        (authority,) = [
            each for each in await authorities.every(session) if each.id == authority_id
        ]
    async with desk.igot.feed() as feed:
        await Roads(desk.database, feed, YEAR, 1, clock_at(LATER)).officials(authority)
    async with desk.database.reading() as session:
        drawn = await onboarding_picture.draw(session, YEAR, authority_id, LATER, (None, None))
    return drawn.picture.total.onboarded, drawn.picture.total.not_my_user


async def test_a_mark_is_read_again_and_seen_in_the_next_picture(desk: Desk) -> None:
    """The receipt tells what iGOT showed before and after; asked once more, it was so already."""
    official = desk.official()
    before = await counted(desk, official["authority_id"])
    done = await desk.tried(await desk.ask(official, "not_my_user"))
    after = await counted(desk, official["authority_id"])
    back = await desk.tried(await desk.ask(official, "reassign"))
    verified = await desk.tried(await desk.ask(official, "verify"))
    same = await desk.tried(done.id)

    assert (done.state, done.attempts, done.failure) == ("done", 1, None)
    assert done.receipt is not None
    assert (done.receipt["before"], done.receipt["after"]) == ("VERIFIED", "NOT-MY-USER")
    assert before[0] is not None
    assert before[1] is not None
    assert after == (before[0] - 1, before[1] + 1)
    assert (back.state, verified.state) == ("done", "done")
    assert same == done


async def test_what_igot_refuses_ends_with_its_reason(desk: Desk) -> None:
    """A pending approval, an admin by an admin, and a profile that VERIFIED would not stay on."""
    pending = await desk.tried(await desk.ask(desk.official(pending=1), "not_my_user"))
    admin = await desk.tried(await desk.ask(desk.official(admin=1), "not_my_user"))
    async with desk.igot.feed() as feed:
        user_id = desk.official("NOT-VERIFIED")["user_id"]
        await feed.mark(user_id, "VERIFIED", {"designation": " ", "group": "GROUP A"})
        fallen = await feed.profile(user_id)
    incomplete = await desk.tried(await desk.ask(desk.official("NOT-VERIFIED"), "verify"))

    assert (pending.state, admin.state) == ("refused", "refused")
    assert "pending" in (pending.failure or "")
    assert "MDO_ADMIN" in (admin.failure or "")
    assert fallen.status == "NOT-VERIFIED"
    assert (incomplete.state, incomplete.failure) == ("refused", "designation-or-group-missing")


async def test_without_an_answer_an_action_waits_and_is_given_up_in_the_end(desk: Desk) -> None:
    """Each try without an answer asks for the next, later each time; the last one ends it."""
    official = desk.official()
    desk.igot.misbehave({"route": "user/v5/read", "fault": "http500", "times": 1000})
    number = await desk.ask(official, "reassign")
    tries = [await desk.tried(number) for _ in range(len(WAITS) + 1)]

    assert [one.state for one in tries] == ["pending"] * len(WAITS) + ["given_up"]
    assert desk.waits == [timedelta(0), *WAITS]
    assert tries[0].due_at == LATER + WAITS[0]
    assert (tries[-1].due_at, tries[-1].ended_at) == (None, LATER)
    assert "500" in (tries[-1].failure or "")
