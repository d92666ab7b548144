"""What processes took: seconds of processors, whoever of them spent these, and memory."""

import asyncio
import os
import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Watch, timed

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGESIZE")
MEGABYTE = 1_000_000
SAMPLED_EVERY = 0.2


@dataclass(slots=True)
class Spent:
    """Seconds by the clock, and seconds of processors: ours, our children's and the server's."""

    watch: Watch
    processors: float = 0.0

    @property
    def seconds(self) -> float:
        """Return the seconds by the clock."""
        return self.watch.seconds

    def __str__(self) -> str:
        """Return both, to be told."""
        return f"{self.seconds:.2f} s ({self.processors:.2f} s of processors)"


@contextmanager
def spending(first: int) -> Iterator[Spent]:
    """Time a block by the clock and by processors; the children that it starts must have ended."""
    before = ours() + servers(first)
    with timed() as watch:
        spent = Spent(watch)
        yield spent
    spent.processors = ours() + servers(first) - before


@dataclass(slots=True)
class Memory:
    """By how many bytes this process grew while a block ran, the most it held, and a child held."""

    grown: int = 0
    most: int = 0
    child: int = 0


@asynccontextmanager
async def growing(*, alone: bool = False) -> AsyncIterator[Memory]:
    """Look at the memory of this process and of its children while a block runs.

    ``alone`` leaves the children out: to find them, every process is looked at, each time.
    """
    memory, before = Memory(), _resident()

    async def look() -> None:
        while True:
            memory.most = max(memory.most, _resident())
            memory.grown = memory.most - before
            memory.child = 0 if alone else max(memory.child, *_children())
            await asyncio.sleep(SAMPLED_EVERY)

    looking = asyncio.create_task(look())
    try:
        yield memory
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


def postmaster(data: Path) -> int:
    """Return the number of the first process of the server that keeps its data here."""
    return int((data / "postmaster.pid").read_text("ascii").split()[0])


def spent_by(process: int) -> float:
    """Return the seconds of processors that a process has spent, its children left out."""
    return sum(map(int, _stat(PROC / str(process))[11:13])) / TICKS


def tree(process: int) -> float:
    """Return the seconds of processors that a process and its living children have spent."""
    spent = spent_by(process)
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):
            if int(_stat(folder)[1]) == process:
                spent += spent_by(int(folder.name))
    return spent


def ours() -> float:
    """Return the seconds of processors that we and our ended children have spent."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def servers(first: int) -> float:
    """Return what the server's processes have spent, those that have ended included."""
    ticks = 0
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):
            told = _stat(folder)
            # Fields 14 to 17 of proc(5): user, system, and both of children that were waited for.
            if int(folder.name) == first:
                ticks += sum(map(int, told[11:15]))
            elif int(told[1]) == first:
                ticks += sum(map(int, told[11:13]))
    return ticks / TICKS


def _resident(process: str = "self") -> int:
    return int((PROC / process / "statm").read_text("ascii").split()[1]) * PAGE


def _children() -> Iterator[int]:
    yield 0
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):
            if int(_stat(folder)[1]) == os.getpid():
                yield _resident(folder.name)


def _stat(folder: Path) -> list[str]:
    """Return what proc(5) tells of a process, from its state on."""
    return (folder / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
