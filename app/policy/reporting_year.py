"""The reporting year as a type: 1 April to 31 March in Asia/Kolkata, half-open."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

IST = ZoneInfo("Asia/Kolkata")
_LABEL = re.compile(r"([0-9]{4})-([0-9]{2})")
_FIRST, _LAST = 2000, 2098


@dataclass(frozen=True, order=True, slots=True)
class ReportingYear:
    """One APAR reporting year, named by the calendar year in which it opens."""

    start: int

    def __post_init__(self) -> None:
        """Refuse a year outside 2000 to 2098: such a value is a typing error, not a year."""
        if not _FIRST <= self.start <= _LAST:
            raise ValueError(f"a reporting year opens between {_FIRST} and {_LAST}")

    @classmethod
    @lru_cache
    def parse(cls, label: str) -> Self:
        """Read ``2025-26``; raise ValueError for anything else, ``2025-27`` included."""
        match = _LABEL.fullmatch(label)
        if match is None or int(match[2]) != (int(match[1]) + 1) % 100:
            raise ValueError("a reporting year is written like 2025-26")
        return cls(int(match[1]))

    @classmethod
    def containing(cls, moment: datetime) -> Self:
        """Return the reporting year that a zoned moment falls into, by the clock in India."""
        local = _aware(moment).astimezone(IST)
        opened = date(local.year, 4, 1)
        return cls(local.year if local.date() >= opened else local.year - 1)

    @property
    def label(self) -> str:
        """The year as it is written in orders: ``2025-26``."""
        return f"{self.start}-{(self.start + 1) % 100:02d}"

    @property
    def opens(self) -> datetime:
        """The first moment of the year: 1 April, 00:00 IST."""
        return datetime(self.start, 4, 1, tzinfo=IST)

    @property
    def closes(self) -> datetime:
        """The first moment after the year: the next 1 April, 00:00 IST."""
        return datetime(self.start + 1, 4, 1, tzinfo=IST)

    @property
    def first_day(self) -> date:
        """1 April of the year in which it opens."""
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March of the following year."""
        return date(self.start + 1, 3, 31)

    def contains(self, moment: datetime) -> bool:
        """Say whether a zoned moment falls into the year."""
        return self.opens <= _aware(moment) < self.closes

    def __str__(self) -> str:
        return self.label


def turns() -> tuple[datetime, ...]:
    """Return the moments at which the years turn, from the first year's first to the last's end."""
    years = [ReportingYear(start) for start in range(_FIRST, _LAST + 1)]
    return (*(year.opens for year in years), years[-1].closes)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone to fall into a reporting year")
    return moment
