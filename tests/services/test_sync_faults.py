"""Each road under each fault of the stand-in's script: refused whole, or as if nothing had been."""

from typing import Any, NamedTuple

import asyncpg
import pytest

from app.errors import FeedFailedError
from app.integrations.igot import roads as wire
from app.integrations.igot.stand_in.faults import KINDS
from app.services.sync import windows
from app.services.sync_roads import Roads
from app.store import authorities
from app.store.database import Database
from tests.services.carried import YEAR
from tests.services.held import everything, watermarks
from tests.services.moments import LATER, clock_at
from tests.services.served import IMPATIENT, QUICK, ServedIgot

LASTING = 99


class Stretch(NamedTuple):
    """A page of a route, on which of our roads it lies, and which faults can't be seen there."""

    road: str
    route: str
    page: int
    unseen: frozenset[str] = frozenset()


def unseen(*kinds: str) -> frozenset[str]:
    """Name faults that leave an answer as good as it was."""
    return frozenset(kinds)


# A first page has none before it; a page that is read alone has no total; a report's rows may
# come twice, for each is a fact that is held once.
STRETCHES = (
    Stretch("organisations", "org/v1/search", 1, unseen("duplicate_page")),
    Stretch("organisations", "org/v1/search", 2),
    Stretch("courses", "composite/v4/search", 1, unseen("duplicate_page")),
    Stretch("courses", "composite/v4/search", 2),
    Stretch("officials", "user/v1/search", 1, unseen("duplicate_page")),
    Stretch("officials", "user/v1/search", 2),
    Stretch("plans", "cbplan/v1/list", 1, unseen("duplicate_page")),
    Stretch("plans", "cbplan/v1/list", 5, unseen("duplicate_page")),
    Stretch("plans", "cbplan/v4/search", 1, unseen("duplicate_page")),
    Stretch("plans", "cbplan/v4/search", 2),
    Stretch("plans", "cbplan/v4/admin/read", 1, unseen("duplicate_page", "wrong_total")),
    Stretch("plans", "cbplan/v4/admin/read", 3, unseen("duplicate_page", "wrong_total")),
    Stretch("plans", "usergroup/v1/read", 1, unseen("duplicate_page", "wrong_total")),
    Stretch("plans", "usergroup/v1/read", 2, unseen("duplicate_page", "wrong_total")),
    Stretch("completions", "report/org/enrolment", 1, unseen("duplicate_page", "wrong_total")),
    Stretch("completions", "report/org/enrolment", 2, unseen("duplicate_page", "wrong_total")),
    Stretch(
        "fresh_looks",
        "course/v1/user/enrollment/list",
        1,
        unseen("duplicate_page", "wrong_total"),
    ),
    Stretch(
        "fresh_looks",
        "course/v1/user/enrollment/list",
        2,
        unseen("duplicate_page", "wrong_total"),
    ),
    Stretch(
        "assessments",
        "report/apar/assigned/courses",
        1,
        unseen("duplicate_page", "wrong_total"),
    ),
)


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for few rows at a time, so that a small world has later pages."""
    for name, rows in (("USER", 60), ("ORGANISATION", 5), ("COURSE", 150), ("PLAN", 10)):
        monkeypatch.setattr(wire, f"{name}_PAGE", rows)


class Traveller:
    """Travels one road over one database, and compares what is held before and after."""

    def __init__(self, database: Database, owner: asyncpg.Connection, igot: ServedIgot) -> None:
        self._database = database
        self._owner = owner
        self._igot = igot
        self._known: Any = None

    async def travel(self, stretch: Stretch, kind: str | None = None, times: int = 1) -> str:
        """Travel under a fault; say whether the road was refused, and whether anything changed."""
        fault = {"route": stretch.route, "page": stretch.page, "fault": kind, "times": times}
        self._igot.misbehave(*([fault] if kind else []))
        before = self._known or await self._held()
        try:
            await self._go(stretch.road, impatient=kind == "hang")
        except FeedFailedError:
            said = "refused"
        else:
            said = "taken"
        self._known = await self._held()
        return said if self._known != before else f"{said}, unchanged"

    async def _held(self) -> Any:
        return await everything(self._owner), await watermarks(self._owner)

    async def _go(self, road: str, *, impatient: bool) -> None:
        async with self._database.reading() as session:
            held = await authorities.every(session)
        users = await self._owner.fetch(
            "SELECT value FROM official_identifier WHERE kind = 'igot_user' ORDER BY 1 LIMIT 3"
        )
        async with self._igot.feed(IMPATIENT if impatient else QUICK) as feed:
            roads = Roads(self._database, feed, YEAR, 77, clock_at(LATER))
            pairs = {(row["value"], "a-course-never-shown") for row in users}
            roads.doubtful[held[0].id] = pairs
            arguments: dict[str, tuple[Any, ...]] = {
                "officials": (held[0],),
                "plans": (held[:3],),
                "completions": (held[0], windows(YEAR)),
            }
            await getattr(roads, road)(*arguments.get(road, ()))


@pytest.mark.parametrize("stretch", STRETCHES, ids=lambda at: f"{at.route}-{at.page}")
async def test_a_fault_is_refused_whole_or_leaves_no_trace(
    early_database: Database,
    early_owner: asyncpg.Connection,
    igot: ServedIgot,
    stretch: Stretch,
) -> None:
    """No fault of any page takes up a part, moves a watermark or differs from a quiet run."""
    traveller = Traveller(early_database, early_owner, igot)
    seen = {kind: await traveller.travel(stretch, kind, LASTING) for kind in KINDS - stretch.unseen}
    await traveller.travel(stretch, "http500")
    quiet = await traveller.travel(stretch)
    passed = {kind: await traveller.travel(stretch, kind, LASTING) for kind in stretch.unseen}

    assert seen == dict.fromkeys(KINDS - stretch.unseen, "refused, unchanged")
    assert quiet == "taken, unchanged"
    assert passed == dict.fromkeys(stretch.unseen, "taken, unchanged")
