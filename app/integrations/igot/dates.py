"""iGOT's many ways to write a moment, read into one: aware datetimes, or ValueError."""

import re
from datetime import UTC, datetime, time
from typing import Any

from app.policy.reporting_year import IST

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_EPOCH_FIRST, _EPOCH_LAST = 946_684_800, 4_133_980_800
_NOON = 12
_ISO_LENGTH = 19
_YEAR_FIRST = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<clock>\d{2}:\d{2}(?::\d{2})?)(?:[.:](?P<fraction>\d{1,9}))?"
    r"(?: (?P<half>AM|PM))? ?(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_DAY_FIRST = re.compile(r"(\d{2})-(\d{2})-(\d{4})(?: (\d{2})\.(\d{2})\.(\d{2}))?", re.ASCII)
_DAY_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{2}-\d{2}-\d{4}", re.ASCII)
_END_OF_DAY = time(23, 59, 59)


def parse_moment(value: Any) -> datetime:
    """Read one moment in any format that iGOT writes; raise ValueError for anything else.

    Formats: LMS (``2025-11-03 06:12:44:118+0000``), ISO with Z, ``+0000`` or an offset, Timestamp
    text, ``yyyy-MM-dd``, ``dd-MM-yyyy`` with or without ``HH.mm.ss``, 24-hour clock with AM/PM,
    epoch in seconds or milliseconds as number or text. House rule: a moment without a zone is
    Indian time, and a day alone is its first moment. Two formats are not read, because they can't
    be told from good ones or were never seen to work: minutes in the month's place, ``M/d/yyyy``.
    """
    if isinstance(value, str):
        moment = _from_text(value.strip())
    elif isinstance(value, int | float) and not isinstance(value, bool):
        moment = _from_epoch(value)
    else:
        moment = _refuse()
    if not _FIRST_YEAR <= moment.year < _LAST_YEAR:
        raise ValueError("a moment outside this century")
    return moment


def parse_due(value: Any) -> datetime:
    """Read a plan's due date: a day alone, or midnight in India, means 23:59:59 IST of that day.

    House rule for midnight: the older plans store the day as its first moment, and iGOT's own
    report counts a completion as on time to the end of that day.
    """
    moment = parse_moment(value).astimezone(IST)
    day_only = isinstance(value, str) and _DAY_ONLY.fullmatch(value.strip())
    if day_only or moment.time() == time.min:
        return datetime.combine(moment.date(), _END_OF_DAY, IST)
    return moment


def _from_text(text: str) -> datetime:
    if len(text) >= _ISO_LENGTH and text[4] == text[7] == "-" and text[10] in " T":
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return _year_first(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=IST)
    if text.isascii() and text.isdigit():
        return _from_epoch(int(text)) if len(text) in {10, 13} else _refuse()
    return _day_first(text) if text[2:3] == "-" else _year_first(text)


def _from_epoch(number: float) -> datetime:
    for seconds in (number, number / 1000):
        if _EPOCH_FIRST <= seconds < _EPOCH_LAST:
            return datetime.fromtimestamp(seconds, UTC)
    return _refuse()


def _year_first(text: str) -> datetime:
    match = _YEAR_FIRST.fullmatch(text)
    if match is None:
        return _refuse()
    clock = match["clock"] or "00:00"
    if match["half"] and (match["half"] == "PM") != (int(clock[:2]) >= _NOON):
        raise ValueError("a 24-hour clock that contradicts its AM or PM")
    zone = (match["zone"] or "").replace("UTC", "Z")
    fraction = f".{match['fraction']}" if match["fraction"] else ""
    seconds = clock if len(clock) > len("00:00") else f"{clock}:00"
    moment = datetime.fromisoformat(f"{match['day']}T{seconds}{fraction}{zone}")
    return moment if moment.tzinfo else moment.replace(tzinfo=IST)


def _day_first(text: str) -> datetime:
    match = _DAY_FIRST.fullmatch(text)
    if match is None:
        return _refuse()
    day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=IST)


def _refuse() -> datetime:
    raise ValueError("not a moment in any known format")
