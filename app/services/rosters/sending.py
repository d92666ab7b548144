"""Takes a roster in: read by a child process, kept whole or not at all, its check handed on."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from app.errors import InvalidError, NotFoundError, ServiceError, TooLargeError
from app.integrations.rosters import reader
from app.integrations.rosters.reader import Alike, Chunk, End, Frame, Head, How
from app.integrations.rosters.refusals import SENTENCES, TOO_LARGE, RefusedFileError
from app.policy.onboarding import phones, roster_catalogue
from app.policy.onboarding.roster_columns import Meaning
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing
from app.store.mandate import outcomes
from app.store.onboarding import rosters
from app.store.onboarding.rosters import Roster, Sent

Enqueue = Callable[[Writing, int], Awaitable[None]]
# How many unreadable rows a dry run lists; their number is told whole.
LISTED = 1000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was received, with its digest, and what its sender says of it."""

    file: BinaryIO
    digest: bytes
    how: How
    year: ReportingYear
    authority_id: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that a child process is reading: its columns are clear, its rows are to come.

    Its phones come as digests under ``phone_key``.
    """

    upload: Upload
    head: Head
    phone_key: bytes
    frames: AsyncIterator[Frame]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file comes to by itself: its columns, its rows, those that can't be read."""

    head: Head
    rows: int
    refused: int
    broken: tuple[tuple[int, str], ...]


@asynccontextmanager
async def opened(upload: Upload) -> AsyncIterator[Opened]:
    """Have a file read as far as its columns.

    Raises InvalidError for a file that can't be read or whose columns are unclear, TooLargeError
    for too much of anything; so does whatever takes the rows.
    """
    if upload.year not in ruleset.available_years():
        fault = ("reporting_year", "no-rules")
        raise InvalidError("there are no rules for this reporting year", [fault])
    key = phones.new_key()
    async with reader.reading(upload.file, upload.how, key) as frames:
        yield Opened(upload, await _head(frames), key, frames)


async def look(upload: Upload) -> Understood:
    """Read a file and keep nothing of it; raise as ``opened`` does for what can't be taken."""
    broken: list[tuple[int, str]] = []
    async with opened(upload) as read:
        async for frame in _told(read.frames):
            if isinstance(frame, Chunk):
                broken.extend(frame.broken[: LISTED - len(broken)])
            if isinstance(frame, End):
                return Understood(read.head, frame.rows, frame.refused, tuple(broken))
    raise refusal(RefusedFileError("limits"))


async def take_in(
    session: Writing, read: Opened, access: Access, enqueue: Enqueue, now: datetime
) -> Roster:
    """Keep a roster and have it checked; return it as it stands.

    The same file, said to be the same, is one roster: the one held is returned, and checked once
    more only if its check failed. Raises NotFoundError for an unseen authority.
    """
    upload, head = read.upload, read.head
    sent = Sent(
        authority_id=upload.authority_id,
        reporting_year=upload.year.start,
        digest=_identity(upload),
        requested_by=access.client_id,
        catalogue_version=roster_catalogue.VERSION,
        phone_key=read.phone_key if Meaning.PHONE in head.meanings else None,
    )
    if not await outcomes.authorities(session, upload.authority_id):
        raise NotFoundError("there is no such authority")
    columns = (head.headings, head.meanings, head.described)
    number = await rosters.enter(session, sent, columns, now)
    if number is None:
        return await _again(session, sent, enqueue)
    await _keep(session, upload.authority_id, number, read.frames)
    await enqueue(session, number)
    await audit.append(session, access, "accepted")
    return await find(session, upload.authority_id, number)


async def find(session: Reading, authority_id: int, roster_id: int) -> Roster:
    """Return a roster of an authority; raise NotFoundError where the caller sees none."""
    held = await rosters.one(session, roster_id, authority_id)
    if held is None:
        raise NotFoundError("there is no such roster")
    return held


def refusal(refused: RefusedFileError) -> ServiceError:
    """Return what the sender is told of a file that is refused as a whole."""
    sentence = SENTENCES[refused.code].rstrip(".")
    sentence = f"{sentence[:1].lower()}{sentence[1:]}"
    if refused.code in TOO_LARGE:
        return TooLargeError(sentence)
    return InvalidError(sentence, [("/file", refused.code)])


async def _again(session: Writing, sent: Sent, enqueue: Enqueue) -> Roster:
    held = await rosters.of_digest(session, sent)
    if held is None:
        raise NotFoundError("there is no such roster")
    if held.state != "failed":
        return held
    await rosters.progress(session, held.id, state="queued", failure=None)
    await enqueue(session, held.id)
    return await find(session, held.authority_id, held.id)


async def _keep(
    session: Writing, authority_id: int, number: int, frames: AsyncIterator[Frame]
) -> None:
    async for frame in _told(frames):
        if isinstance(frame, Chunk):
            await rosters.keep_chunk(session, authority_id, number, frame)
        if isinstance(frame, Alike):
            await rosters.keep_kinds(session, authority_id, number, frame.columns)
        if isinstance(frame, End):
            await rosters.progress(session, number, rows=frame.rows, refused=frame.refused)


async def _head(frames: AsyncIterator[Frame]) -> Head:
    async for frame in _told(frames):
        if isinstance(frame, Head):
            if frame.unclear:
                raise _unclear(frame)
            return frame
    raise refusal(RefusedFileError("limits"))


async def _told(frames: AsyncIterator[Frame]) -> AsyncIterator[Frame]:
    try:
        async for frame in frames:
            yield frame
    except RefusedFileError as refused:
        raise refusal(refused) from None


def _unclear(head: Head) -> InvalidError:
    """Ask for the columns that nobody can tell: by number, never by what stands in them."""
    asked = [
        f"column {number} may be {' or '.join(candidates)}" for number, candidates in head.unclear
    ]
    sentence = f"say by the parameter columns what each is: {'; '.join(asked)}"
    faults = [(f"/columns/{number}", "unclear-column") for number, _ in head.unclear]
    return InvalidError(sentence, faults)


def _identity(upload: Upload) -> bytes:
    said = sorted(upload.how.columns.items())
    return rosters.digest_of(upload.digest, repr((said, upload.how.delimiter)).encode())
