"""One cell of the fault matrix: a road travelled under a fault, and what it left behind."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import asyncpg

from app.errors import FeedFailedError
from app.services.feed.roads import Roads
from app.store import authorities
from app.store.database import Database
from tests.harness import databases
from tests.services.carried import YEAR
from tests.services.fault_stretches import LOOKED_AT, TRAVELS, Stretch, stretches
from tests.services.held import Held, everything, meaning, watermarks
from tests.services.moments import LATER, clock_at
from tests.services.served import IMPATIENT, QUICK, ServedIgot

RUN = 77
# Far beyond what the client's own limits leave to any call of these roads.
HANGS_AFTER = 60.0
# Officials' own lists: each is whole by itself, and those read before one that fails are kept.
IN_PARTS = frozenset({"fresh looks"})
_WAITING = frozenset({"hang", "slow_drip"})
_USERS = "SELECT value FROM official_identifier WHERE kind = 'igot_user' ORDER BY 1 LIMIT $1"
_GONE = """
    SELECT who.value FROM official JOIN official_identifier AS who
        ON who.official_id = official.id AND who.kind = 'igot_user'
    WHERE official.left_position IS NOT NULL ORDER BY 1"""


class State(NamedTuple):
    """What is held: byte for byte, in the feed's own words, and which roads ended complete."""

    bytes: dict[str, str]
    meaning: Held
    moved: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What came of one cell: how it ended, and what is lost or wrongly gone by it."""

    stretch: Stretch
    kind: str
    lasting: bool
    ended: str
    reason: str = ""
    lost: int = 0
    absent: int = 0
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Whether it recovered, or ended incomplete with a reason, and nothing is lost by it."""
        told = self.ended == "recovered" or (self.ended == "incomplete" and bool(self.reason))
        return told and not self.lost and not self.absent


@dataclass
class Ground:
    """The early world's database, copied anew whenever a cell has changed its copy."""

    server: str
    template: str
    igot: ServedIgot
    quiet: dict[str, State] = field(default_factory=dict)
    _name: str = ""
    _address: str = ""
    _before: State | None = None

    def cell(self, stretch: Stretch, kind: str, *, lasting: bool) -> Cell:
        """Travel the stretch's road under a fault that passes, or that lasts."""
        address, before = self._fresh()
        self.igot.misbehave(stretch.fault(kind, 99 if lasting else 1))
        began = time.monotonic()
        ended, reason = asyncio.run(_bounded(address, self.igot, stretch.road, kind))
        seconds = time.monotonic() - began
        if self.igot.unmet():
            ended = "unmet"
        self.igot.misbehave()
        after = asyncio.run(state(address))
        wanted = before if ended == "incomplete" else self.undisturbed(stretch.road)
        if after.bytes != before.bytes or after.moved != before.moved:
            self.close()
        if ended == "incomplete" and not self._stands(stretch.road, before, after):
            ended = "half taken"
        if ended == "recovered" and (after.meaning, after.moved) != (wanted.meaning, wanted.moved):
            ended = "different"
        # Of a cell whose fault was not met nothing is said.
        lost, absent = (0, 0) if ended == "unmet" else _differences(wanted.meaning, after.meaning)
        return Cell(stretch, kind, lasting, ended, reason, lost, absent, seconds)

    def _stands(self, road: str, before: State, after: State) -> bool:
        """Whether all stands as it stood; of own lists what came may be of the undisturbed run."""
        if (after.bytes, after.moved) == (before.bytes, before.moved):
            return True
        if road not in IN_PARTS or after.moved != before.moved:
            return False
        whole = self.undisturbed(road).meaning
        return all(
            set(held) <= set(after.meaning[name]) <= set(held) | set(whole[name])
            for name, held in before.meaning.items()
        )

    def undisturbed(self, road: str) -> State:
        """Return what is held after the road was travelled over the early world without a fault."""
        if road not in self.quiet:
            with self._copy() as address:
                ended, reason = asyncio.run(_bounded(address, self.igot, road, ""))
                self.quiet[road] = asyncio.run(state(address))
            if ended != "recovered":
                raise AssertionError(f"{road} undisturbed: {ended}, {reason}")
        return self.quiet[road]

    def places(self) -> list[Stretch]:
        """Travel every road once undisturbed, and return all places that this leads past."""
        self.igot.asked_on.clear()
        for road in TRAVELS:
            self.undisturbed(road)
        return stretches(self.igot, asyncio.run(_first_authority(self._fresh()[0])))

    def close(self) -> None:
        """Drop the copy at hand."""
        if self._address:
            databases.drop(self.server, self._name)
            self._address = ""

    def _fresh(self) -> tuple[str, State]:
        if not self._address:
            self._name = databases.own_name("cell")
            self._address = databases.create(self.server, self._name, self.template)
            self._before = self._before or asyncio.run(state(self._address))
        if self._before is None:
            raise AssertionError("a copy without a state")
        return self._address, self._before

    @contextmanager
    def _copy(self) -> Iterator[str]:
        name = databases.own_name("quiet")
        yield databases.create(self.server, name, self.template)
        databases.drop(self.server, name)


def _differences(wanted: Held, found: Held) -> tuple[int, int]:
    """Count records that should be held and are not, and officials gone who should not be."""
    lost = sum(len(set(wanted[name]) - set(found[name])) for name in wanted if name != "gone")
    return lost, len(set(found["gone"]) - set(wanted["gone"]))


async def _first_authority(address: str) -> str:
    owner = await asyncpg.connect(databases.libpq_address(address))
    try:
        found: str = await owner.fetchval("SELECT feed_id FROM authority ORDER BY id LIMIT 1")
    finally:
        await owner.close()
    return found


async def state(address: str) -> State:
    """Return what a database holds."""
    owner = await asyncpg.connect(databases.libpq_address(address))
    try:
        held = await meaning(owner)
        held["gone"] = [row["value"] for row in await owner.fetch(_GONE)]
        moved = {f"{one.road} {one.run_id}" for one in await watermarks(owner)}
        return State(await everything(owner), held, frozenset(moved))
    finally:
        await owner.close()


async def _bounded(address: str, igot: ServedIgot, road: str, kind: str) -> tuple[str, str]:
    """Travel a road; say whether it was taken, refused with which reason, or hung."""
    try:
        async with asyncio.timeout(HANGS_AFTER):
            await _travel(address, igot, road, impatient=kind in _WAITING)
    except FeedFailedError as failure:
        return "incomplete", failure.code
    except TimeoutError:
        return "hung", ""
    except Exception as error:  # noqa: BLE001 - whatever breaks out is a cell that is not good
        return "broke", f"{type(error).__name__}: {error}"
    return "recovered", ""


async def _travel(address: str, igot: ServedIgot, road: str, *, impatient: bool) -> None:
    database = Database.open(address, "karmasetu_worker", pool_size=4)
    owner = await asyncpg.connect(databases.libpq_address(address))
    try:
        async with database.reading() as session:
            held = await authorities.every(session)
        users = await owner.fetch(_USERS, LOOKED_AT)
        async with igot.feed(IMPATIENT if impatient else QUICK) as feed:
            roads = Roads(database, feed, YEAR, RUN, clock_at(LATER))
            roads.doubtful[held[0].id] = {(row["value"], "a-course-never-shown") for row in users}
            await TRAVELS[road](roads, held)
    finally:
        await owner.close()
        await database.close()
