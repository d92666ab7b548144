"""The pipe-delimited reports: a stream of chunks into lines, and lines into completions."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from operator import itemgetter
from typing import TypeVar, cast

from app.integrations.igot.dates import parse_moment
from app.integrations.igot.feed import (
    Fault,
    FeedCompletion,
    FeedIncompleteError,
    FeedMalformedError,
)
from app.integrations.igot.wire import QuirkError

Record = TypeVar("Record")

MISCOUNTED = QuirkError("column-count", "not as many cells as columns")
BATCH_ROWS = 10_000
_LINE_BYTES_MAX = 1024 * 1024
_ISO_WITH_OFFSET = len("2025-11-03 06:12:44+00:00")
NULLS = frozenset({"", "None", "nan", "NaN", "NaT", "null", "NULL", "<NA>"})
ENROLMENT_COLUMNS = (
    "user_id",
    "content_id",
    "first_completed_on",
    "last_completed_on",
    "certificate_id",
    "certificate_generated",
    "enrolled_on",
)
_YES = frozenset({"yes", "true", "1", "1.0"})
_NO = frozenset({"no", "false", "0", "0.0"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the needed columns stand in a report, and how many columns a row has."""

    width: int
    pick: Callable[[Sequence[str]], tuple[str, ...]]
    places: tuple[int, ...]

    @classmethod
    def of(cls, header: str, needed: Sequence[str], what: str) -> "Columns":
        """Read a header; raise FeedMalformedError when a needed column isn't in it exactly once."""
        names = [name.strip().lower() for name in header.lstrip("\ufeff").split("|")]
        missing = [name for name in needed if names.count(name) != 1]
        if missing:
            raise FeedMalformedError(f"iGOT's {what} lacks the columns {', '.join(missing)}")
        places = tuple(names.index(name) for name in needed)
        return cls(len(names), itemgetter(*places), places)

    def first_two(self, cells: Sequence[str]) -> tuple[str, str]:
        """Return what stands where a broken row's first two needed cells should be."""
        first, second = (cells[at] if at < len(cells) else "" for at in self.places[:2])
        return first, second


async def line_batches(
    chunks: AsyncIterator[bytes], what: str, size: int = BATCH_ROWS
) -> AsyncIterator[list[str]]:
    """Yield the stream's lines in batches, the header being the first of all.

    Raises FeedIncompleteError when the last line has no end, for then the stream was cut short,
    and FeedMalformedError for a line too long to be one.
    """
    rest = b""
    lines: list[str] = []
    async for chunk in chunks:
        whole, newline, rest = (rest + chunk).rpartition(b"\n")
        if newline:
            lines += _text(whole, what).split("\n")
        if len(rest) > _LINE_BYTES_MAX:
            raise FeedMalformedError(f"iGOT's {what} holds a line that does not end")
        while len(lines) > size:
            yield lines[:size]
            lines = lines[size:]
    if rest or not lines:
        raise FeedIncompleteError(f"iGOT's {what} was cut short: its last line has no end")
    yield lines


def read_rows(
    lines: Sequence[str],
    columns: Columns,
    first_row: int,
    read: Callable[[tuple[str, ...]], Record | None],
) -> tuple[list[Record], list[Fault]]:
    """Read a batch of rows; one that can't be trusted becomes a fault."""
    return read_numbered(enumerate(lines, first_row), columns, read)


def read_numbered(
    rows: Iterable[tuple[int, str]],
    columns: Columns,
    read: Callable[[tuple[str, ...]], Record | None],
) -> tuple[list[Record], list[Fault]]:
    """Read rows with their numbers in the report, as read_rows does.

    The fault names the feed ids in the first two needed columns: a row's number would differ from
    run to run.
    """
    records: list[Record] = []
    faults: list[Fault] = []
    width, pick = columns.width, columns.pick
    for number, line in rows:
        cells = line.split("|")
        if len(cells) != width:
            faults.append(_fault(MISCOUNTED, number, columns.first_two(cells)))
            continue
        picked = pick(cells)
        try:
            record = read(picked)
        except QuirkError as quirk:
            faults.append(_fault(quirk, number, picked))
            if quirk.kept is not None:
                records.append(cast("Record", quirk.kept))
        else:
            if record is not None:
                records.append(record)
    return records, faults


def _fault(quirk: QuirkError, number: int, picked: Sequence[str]) -> Fault:
    if picked[0] in NULLS:
        return Fault(quirk.quirk, f"row {number}", quirk.detail)
    return Fault(quirk.quirk, f"user {picked[0]}, {picked[1]}", quirk.detail, picked[0], picked[1])


def read_completion(cells: tuple[str, ...]) -> FeedCompletion | None:
    """Read one enrolment row; None when nothing says that the course was completed."""
    user_id, course_id, first, last, certificate, generated, enrolled = cells
    if user_id in NULLS or course_id in NULLS:
        raise QuirkError("field-missing", "user_id or content_id is null")
    certificate_id = None if certificate in NULLS else certificate
    if first not in NULLS:
        moment, evidence = cell_moment(first, "first_completed_on"), "completed_on"
        begun = _begun(enrolled, moment)
        return FeedCompletion(user_id, course_id, moment, evidence, certificate_id, begun)
    issued, issued_at = _certificate(certificate_id, generated)
    if not issued:
        if last in NULLS:
            return None
        raise QuirkError("completion-contradictory", "completed last, but never first")
    moment = _either(issued_at, last)
    begun = _begun(enrolled, moment)
    return FeedCompletion(user_id, course_id, moment, "certificate", certificate_id, begun)


def _begun(enrolled: str, completed: datetime) -> datetime | None:
    """Return when the enrolment began, if it and the completion are told with their times.

    Some reports know the day alone, which reads as midnight. One that can't be read is no fault:
    it decides nothing, and would cast doubt on a completion that is told well.
    """
    if enrolled in NULLS or completed.time() == time.min:
        return None
    try:
        begun = cell_moment(enrolled, "enrolled_on")
    except QuirkError:
        return None
    return None if begun.time() == time.min else begun


def cell_moment(cell: str, name: str) -> datetime:
    """Read a moment that must be there; raise QuirkError when it is in no known format."""
    try:
        # What nearly all rows hold: ISO to the second with an offset, of this century.
        if len(cell) == _ISO_WITH_OFFSET and cell.startswith("20") and cell[4] == cell[7] == "-":
            moment = datetime.fromisoformat(cell)
            if moment.tzinfo is not None:
                return moment
        return parse_moment(cell)
    except ValueError:
        raise QuirkError("date-unreadable", f"{name} is in no known format") from None


def certificate_issued(certificate: str, generated: str) -> bool:
    """Say whether a row's two certificate columns show a certificate."""
    return _certificate(None if certificate in NULLS else certificate, generated)[0]


def _certificate(certificate_id: str | None, generated: str) -> tuple[bool, datetime | None]:
    """``certificate_generated`` is a word or, in some builds, the date."""
    word = generated.strip().lower()
    if generated in NULLS or word in _YES | _NO:
        return certificate_id is not None or word in _YES, None
    return True, cell_moment(generated, "certificate_generated")


def _either(issued_at: datetime | None, last: str) -> datetime:
    if issued_at is not None:
        return issued_at
    if last in NULLS:
        raise QuirkError("certificate-undated", "a certificate, but no date of completion")
    return cell_moment(last, "last_completed_on")


def _text(whole: bytes, what: str) -> str:
    try:
        text = whole.decode()
    except UnicodeDecodeError:
        raise FeedMalformedError(f"iGOT's {what} is not UTF-8") from None
    # Looked for first: hardly any report has one, and replacing costs ten times as much.
    return text.replace("\r\n", "\n").removesuffix("\r") if "\r" in text else text
