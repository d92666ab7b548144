"""What is known of an authority's liaison officers in a year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.policy.orders import Order, Validity
from app.policy.reporting_year import IST


@dataclass(frozen=True, slots=True)
class Appointment:
    """One officer's designation for one category; ``level`` is None where no map knows the rank."""

    record_id: int
    category: str
    designation: str
    level: str | None
    validity: Validity


@dataclass(frozen=True, slots=True)
class Direction:
    """What a ministry directs its liaison officers to do, and which courses it means by that."""

    record_id: int
    workshops: bool
    programmes: bool
    courses: Mapping[str, tuple[str, ...]]
    validity: Validity
    order: Order


@dataclass(frozen=True, slots=True)
class Attendance:
    """A workshop attended through a day; without a certificate the order alone speaks for it."""

    workshop: str
    attended_until: date
    certificate_number: str | None


@dataclass(frozen=True, slots=True)
class Completed:
    """A course on iGOT, by the platform's id, and when it was completed."""

    course: str
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class Officer:
    """One liaison officer with what is held of him.

    ``here``: still in the authority that designated. ``in_doubt``: iGOT shows a completion of his
    without saying when.
    """

    official_id: int
    here: bool
    in_doubt: bool
    appointments: tuple[Appointment, ...]
    attendances: tuple[Attendance, ...]
    completed: tuple[Completed, ...]


@dataclass(frozen=True, slots=True)
class LiaisonFacts:
    """An authority's officers and directions; ``completions_held``: the feed was read in full."""

    officers: tuple[Officer, ...]
    directions: tuple[Direction, ...]
    completions_held: bool

    def by(self, moment: datetime) -> "LiaisonFacts":
        """Return what had happened by a moment; what begins on its day, in India, has begun."""
        day = moment.astimezone(IST).date()
        directions = tuple(each for each in self.directions if each.validity.valid_from <= day)
        officers = tuple(_by(each, moment, day) for each in self.officers)
        return replace(self, officers=officers, directions=directions)


def _by(officer: Officer, moment: datetime, day: date) -> Officer:
    return replace(
        officer,
        appointments=tuple(
            each for each in officer.appointments if each.validity.valid_from <= day
        ),
        attendances=tuple(each for each in officer.attendances if each.attended_until <= day),
        completed=tuple(each for each in officer.completed if each.completed_at <= moment),
    )
