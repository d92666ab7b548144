"""Has a file read by a child process that can be lost without harm, and hands on its frames."""

import asyncio
import json
import logging
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from app.integrations.rosters import PHONE_KEY, limits
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

    ``broken`` names the first hundred of them that can't be read, with what is wrong; ``phones``
    holds digests of their phones, where there are any.
    """

    first: int
    rows: int
    facts: bytes
    cells: bytes
    phones: bytes
    broken: tuple[tuple[int, str], ...]


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


Frame = Head | Chunk | End


@asynccontextmanager
async def reading(
    file: BinaryIO, how: How, phone_key: bytes = b""
) -> AsyncIterator[AsyncIterator[Frame]]:
    """Read a file in a child process; yield its frames, the head first, the end last.

    Phones are told as digests under ``phone_key``, and without one not at all.
    The iterator raises RefusedFileError for a file that can't be taken, or that the child did not
    survive.
    """
    file.seek(0)
    asked = json.dumps({"columns": dict(how.columns), "delimiter": how.delimiter})
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *_CHILD,
        asked,
        stdin=file,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=_AHEAD,
        env={"PYTHONUTF8": "1", PHONE_KEY: phone_key.hex()},
    )
    try:
        yield _frames(child)
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


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
            facts, cells, *phones = parts
            broken = tuple((number, fault) for number, fault in head["broken"])
            return Chunk(head["first"], head["rows"], facts, cells, b"".join(phones), broken)
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
