"""The log of a run reads like a story, and nobody is in it."""

import logging

import asyncpg
import pytest

from app.integrations.igot import roads as wire
from app.integrations.igot.api import IgotFeed
from app.integrations.igot.connection import IgotConnection, UserLogin
from app.integrations.igot.stand_in.server import TOKENS
from app.integrations.igot.stand_in.settings import StandInSettings
from app.store.database import Database
from tests.services.carried import carry
from tests.services.fault_stretches import PAGES
from tests.services.moments import LATER, clock_at
from tests.services.served import KEY, LATER_WORLD, QUICK, ServedIgot

ACCOUNT, PASSWORD = "planted-account", "planted-password"
WORLD = StandInSettings(
    key=KEY,
    user_token="planted-unused-token",
    today=LATER_WORLD.today,
    officials=290,
    username=ACCOUNT,
    password=PASSWORD,
)
SCRIPT = (
    {"route": "user/v1/search", "page": 2, "fault": "http429"},
    {"route": "cbplan/v4/search", "page": 2, "fault": "expired_token"},
    {"route": "report/org/enrolment", "page": 3, "fault": "truncate"},
)
# Lines in their order, with others between them.
STORY = """
begins: a full sync of 2025-26
organisation list: 5 of 15 rows
organisation list: 10 of 15 rows
organisation list: 15 of 15 rows
organisations: read to the end in 3 calls: 13 authorities
courses: read to the end
user list: 60 of
user search user/v1 failed (HTTP 429): it is asked again
user list: 120 of
officials of authority 1: read to the end in
plan list cbplan/v1 answered with HTTP 200
a user token was fetched
plan list: 10 of
plan search cbplan/v4 answered with HTTP 401
a user token was fetched
plan list: 20 of
plans: read to the end
enrolment report:
completions of authority 1: read to the end in
completions of authority 2: incomplete after
assessments: read to the end
ends incomplete in
""".strip().splitlines()
NAMED = """
    SELECT name FROM official UNION SELECT value FROM official_identifier
    UNION SELECT designation FROM profile WHERE designation IS NOT NULL"""


def feed_of(igot: ServedIgot) -> IgotFeed:
    """Return a client that needs a gateway key and fetches its user token."""
    login = UserLogin(f"{igot.origin}{TOKENS}", "admin-cli", ACCOUNT, PASSWORD)
    connection = IgotConnection(f"{igot.origin}/api", KEY, limits=QUICK, login=login)
    return IgotFeed(connection, clock_at(LATER))


async def test_a_run_tells_its_story_and_names_nobody(
    worker_database: Database,
    owner: asyncpg.Connection,
    igot: ServedIgot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A key, a token and three pages of each route, with faults: told in order, without a name."""
    for name, rows in PAGES.items():
        monkeypatch.setattr(wire, name, rows)
    caplog.set_level(logging.DEBUG)
    igot.tell_of(WORLD)
    igot.misbehave(*SCRIPT)

    async with feed_of(igot) as feed:
        await carry(worker_database, feed)

    lines = [one.getMessage() for one in caplog.records if one.name.startswith("app.")]
    assert missed(lines) == []
    named = [row[0] for row in await owner.fetch(NAMED)]
    story = "\n".join(lines)
    assert len(named) > 290
    assert [one for one in [*named, KEY, ACCOUNT, PASSWORD, "Bearer"] if one in story] == []


def missed(lines: list[str]) -> list[str]:
    """Return from where on the story was not told."""
    waiting = list(STORY)
    for line in lines:
        if waiting and waiting[0] in line:
            waiting.pop(0)
    return waiting
