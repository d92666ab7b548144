"""Has a file read by child processes that can be lost without harm, and hands on their frames."""

import asyncio
import json
import logging
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from app.integrations.rosters import PHONE_KEY, limits
from app.integrations.rosters.forms import FIRST, Form, form_of
from app.integrations.rosters.packing import columns_of
from app.integrations.rosters.refusals import RefusedFileError
from app.policy.onboarding.roster_columns import Meaning

logger = logging.getLogger(__name__)

# How far the child may be ahead of who keeps what it has read.
_AHEAD = 4 * 1024 * 1024
_CHILD = ("-m", "app.integrations.rosters.child")


@dataclass(frozen=True, slots=True)
class Head:
    """What a file was understood to be: headings, what each column is, and which is unclear."""

    headings: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    unclear: tuple[tuple[int, tuple[Meaning, ...]], ...]
    described: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows: the first one's number, how many, as they are compared and as they were sent.

    ``look`` are the columns that are compared, each a text of cells, ``cells`` is packed.
    ``broken`` names the first hundred of them that can't be read, with what is wrong; ``phones``
    holds digests of their phones, where there are any.
    """

    first: int
    rows: int
    look: tuple[str, ...]
    cells: bytes
    phones: bytes
    broken: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """What rows have alike, by numbers that chunks tell: columns, each a text of cells."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class End:
    """How many rows the file held, and how many of them can't be read."""

    rows: int
    refused: int


@dataclass(frozen=True, slots=True)
class How:
    """What the sender says of the file."""

    columns: Mapping[int, Meaning]
    delimiter: str | None


Frame = Head | Chunk | Alike | End


@asynccontextmanager
async def reading(
    file: BinaryIO, how: How, phone_key: bytes = b""
) -> AsyncIterator[AsyncIterator[Frame]]:
    """Read a file in child processes; yield its frames, the head first, the end last.

    Phones are told as digests under ``phone_key``, and without one not at all.
    The iterator raises RefusedFileError for a file that can't be taken, or that a child did not
    survive.
    """
    turns = _turns(file)
    async with AsyncExitStack() as stack:
        children = [
            await stack.enter_async_context(_child(file, how, (mine, turns), phone_key))
            for mine in range(turns)
        ]
        yield _together([_frames(child) for child in children])


def _turns(file: BinaryIO) -> int:
    """Return how many processes read a file: two, where its rows can be shared out and it pays."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    is_text = form_of(file.read(FIRST)) is Form.TEXT
    return 2 if is_text and size >= limits.SHARED_FROM and (os.cpu_count() or 1) > 1 else 1


@asynccontextmanager
async def _child(
    file: BinaryIO, how: How, turn: tuple[int, int], phone_key: bytes
) -> AsyncIterator[asyncio.subprocess.Process]:
    asked = {"columns": dict(how.columns), "delimiter": how.delimiter, "turn": turn}
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *_CHILD,
        json.dumps(asked),
        stdin=file,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=_AHEAD,
        env={"PYTHONUTF8": "1", PHONE_KEY: phone_key.hex()},
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


async def _together(streams: Sequence[AsyncIterator[Frame]]) -> AsyncIterator[Frame]:
    """Yield what several children tell as one: by turns, as the rows are shared out."""
    left = list(streams)
    told = rows = refused = 0
    while left:
        for one in list(left):
            frame = await anext(one)
            if isinstance(frame, End):
                rows, refused = rows + frame.rows, refused + frame.refused
                left.remove(one)
                continue
            if isinstance(frame, Chunk):
                told += frame.rows
            if told > limits.ROWS:
                raise RefusedFileError("rows")
            yield frame
    yield End(rows, refused)


async def _frames(child: asyncio.subprocess.Process) -> AsyncIterator[Frame]:
    if child.stdout is None:
        raise RefusedFileError("limits")
    while True:
        try:
            async with asyncio.timeout(limits.SILENCE_SECONDS):
                line = await child.stdout.readline()
                if not line:
                    raise _lost(await child.wait())
                head: dict[str, Any] = json.loads(line)
                parts = [await child.stdout.readexactly(size) for size in head["parts"]]
        except (TimeoutError, asyncio.IncompleteReadError, ValueError):
            raise RefusedFileError("limits") from None
        frame = _frame(head, parts)
        yield frame
        if isinstance(frame, End) or (isinstance(frame, Head) and frame.unclear):
            return


def _frame(head: dict[str, Any], parts: list[bytes]) -> Frame:
    match head["kind"]:
        case "head":
            unclear = tuple(
                (number, tuple(map(Meaning, candidates))) for number, candidates in head["unclear"]
            )
            meanings = tuple(map(Meaning, head["meanings"]))
            return Head(tuple(head["headings"]), meanings, unclear, head["described"])
        case "chunk":
            look, cells, *phones = parts
            columns, phone = tuple(columns_of(look)), b"".join(phones)
            broken = tuple((number, fault) for number, fault in head["broken"])
            return Chunk(head["first"], head["rows"], columns, cells, phone, broken)
        case "kinds":
            return Alike(tuple(columns_of(parts[0])))
        case "end":
            return End(head["rows"], head["refused"])
        case "refused":
            raise RefusedFileError(head["code"])
    raise RefusedFileError("reader")


def _lost(status: int) -> RefusedFileError:
    """Return why a child has ended without a word: killed for what it took, or by its own fault."""
    if status < 0:
        return RefusedFileError("limits")
    logger.error("the reader of rosters ended with status %d", status)
    return RefusedFileError("reader")
