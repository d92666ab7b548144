"""Days and times as small numbers, and the many ways in which iGOT writes them."""

from datetime import UTC, date, datetime, time, timedelta

from app.policy.reporting_year import IST, ReportingYear

FIRST_DAY = date(2023, 4, 1)
DAYS = 365 * 8
YEAR = ReportingYear(2025)
OPENS = (YEAR.first_day - FIRST_DAY).days
LAST = (YEAR.last_day - FIRST_DAY).days
TIMES = 4096
LAST_SECOND, NEXT_YEAR = TIMES, TIMES + 1  # 31 March 23:59:59 and 1 April 00:00:00 in India

_OFFICE_OPENS = 3 * 3600 + 30 * 60  # 09:00 in India, counted in UTC
_OFFICE_SECONDS = 11 * 3600
_IST_SECONDS = 5 * 3600 + 30 * 60

SECONDS = (
    *(_OFFICE_OPENS + step * _OFFICE_SECONDS // TIMES for step in range(TIMES)),
    18 * 3600 + 29 * 60 + 59,
    18 * 3600 + 30 * 60,
)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


DAY_TEXT = tuple(f"{FIRST_DAY + timedelta(days=day):%Y-%m-%d} " for day in range(DAYS))
TIME_TEXT = tuple(f"{_clock(seconds)}+00:00" for seconds in SECONDS)
# Office hours fall on the same date in both zones, so that a naive text keeps its day.
NAIVE_TEXT = tuple(_clock(seconds + _IST_SECONDS) for seconds in SECONDS[:TIMES])


def moment(day: int, step: int) -> datetime:
    """Return the moment in UTC of a numbered day and a numbered time of the day."""
    midnight = datetime.combine(FIRST_DAY, time(), UTC)
    return midnight + timedelta(days=day, seconds=SECONDS[step])


def day_number(day: date) -> int:
    """Return a date as the number of days since the first day that the stand-in knows."""
    return (day - FIRST_DAY).days


def lms_text(instant: datetime) -> str:
    """Write a moment as the older services do: ``2025-08-04 09:11:00:123+0000``."""
    return f"{instant:%Y-%m-%d %H:%M:%S}:{instant.microsecond // 1000:03d}+0000"


def iso_text(instant: datetime) -> str:
    """Write a moment as the newer services do: ``2026-03-31T18:29:59Z``."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def profile_text(instant: datetime) -> str:
    """Write a moment as profiles do: in Indian time, without saying so."""
    return f"{instant.astimezone(IST):%d-%m-%Y %H.%M.%S}"


def epoch_ms(instant: datetime) -> int:
    """Write a moment as milliseconds since 1970, as Jackson does by default."""
    return int(instant.timestamp() * 1000)


def parse_lms(text: str) -> datetime:
    """Read a moment of a range filter; raise ValueError when it has another format."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S:%f%z")
