"""Bodies of the registers on liaison officers: appointments, directions, workshops attended."""

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from app.api.models.registers import Line, Number, Ordered, OrderStated, Recorded, order_told
from app.api.models.shapes import Answer, Day, Submission

Code = Annotated[str, Field(pattern="^[a-z][a-z_]{0,39}$")]
CourseIds = Annotated[list[Line], Field(min_length=1, max_length=20)]


class AppointmentRequest(Ordered):
    """One officer, the category he is designated for, and the designation he bears."""

    official_id: Number
    category: Code
    designation: Line
    valid_from: Day
    valid_until: Day | None = None
    order: OrderStated


class AppointmentTold(Recorded):
    """An appointment as it is recorded."""

    official_id: int
    category: str
    designation: str
    valid_from: date
    valid_until: date | None


class AppointmentPage(Answer):
    """Appointments of an authority, in order of their numbers."""

    authority_id: int
    liaison_officers: list[AppointmentTold]
    next_cursor: str | None


class ProgrammeCourses(Submission):
    """The courses on iGOT that are meant by one of the programmes."""

    programme: Code
    courses: CourseIds


class ProgrammeCoursesTold(Answer):
    """The courses on iGOT that are meant by one of the programmes."""

    programme: str
    courses: list[str]


class DirectionRequest(Ordered):
    """What the order directs; ``programme_courses`` names the courses on iGOT that it means."""

    workshops: bool
    programmes: bool
    programme_courses: Annotated[list[ProgrammeCourses], Field(max_length=10)] = Field(
        default_factory=list
    )
    valid_from: Day
    valid_until: Day | None = None
    order: OrderStated


class DirectionTold(Recorded):
    """A direction as it is recorded."""

    workshops: bool
    programmes: bool
    programme_courses: list[ProgrammeCoursesTold]
    valid_from: date
    valid_until: date | None


class DirectionPage(Answer):
    """Directions of an authority, in order of their numbers."""

    authority_id: int
    liaison_directions: list[DirectionTold]
    next_cursor: str | None


class AttendanceRequest(Ordered):
    """A workshop that an official attended, the order that sent him, and his certificate."""

    DAYS: ClassVar = ("attended_from", "attended_until")

    official_id: Number
    workshop: Code
    attended_from: Day
    attended_until: Day
    certificate_number: Line | None = None
    order: OrderStated


class AttendanceTold(Recorded):
    """An attendance as it is recorded."""

    official_id: int
    workshop: str
    attended_from: date
    attended_until: date
    certificate_number: str | None


class AttendancePage(Answer):
    """Workshops attended by an authority's officials, in order of their numbers."""

    authority_id: int
    workshop_attendances: list[AttendanceTold]
    next_cursor: str | None


ORDER = {"number": "A-42011/3/2025-Res", "dated": "2025-04-28", "issued_by": "Joint Secretary"}
RECORDED = {"order": ORDER, "learned_position": 710, "withdrawn_position": None}
APPOINTMENT: dict[str, Any] = {
    "id": 4,
    **RECORDED,
    "official_id": 4711,
    "category": "sc_st",
    "designation": "Deputy Secretary",
    "valid_from": "2025-05-01",
    "valid_until": None,
}
APPOINTMENT_REQUESTS: dict[str, Any] = {
    "sc_st": {
        "summary": "For SCs and STs, until further notice",
        "value": {
            name: APPOINTMENT[name]
            for name in ("official_id", "category", "designation", "valid_from", "order")
        },
    }
}
APPOINTMENT_PAGE: dict[str, Any] = {
    "authority_id": 3,
    "liaison_officers": [APPOINTMENT],
    "next_cursor": None,
}
DIRECTION: dict[str, Any] = {
    "id": 2,
    **RECORDED,
    "workshops": True,
    "programmes": True,
    "programme_courses": [
        {"programme": "reservation_policy", "courses": ["do_1137462231"]},
        {"programme": "role_of_liaison_officer", "courses": ["do_1137462232"]},
    ],
    "valid_from": "2025-05-01",
    "valid_until": None,
}
DIRECTION_REQUESTS: dict[str, Any] = {
    "all_four": {
        "summary": "The workshops and the programmes",
        "value": {
            name: DIRECTION[name]
            for name in ("workshops", "programmes", "programme_courses", "valid_from", "order")
        },
    }
}
DIRECTION_PAGE: dict[str, Any] = {
    "authority_id": 3,
    "liaison_directions": [DIRECTION],
    "next_cursor": None,
}
ATTENDANCE: dict[str, Any] = {
    "id": 9,
    **RECORDED,
    "official_id": 4711,
    "workshop": "reservation_in_services",
    "attended_from": "2025-08-04",
    "attended_until": "2025-08-05",
    "certificate_number": "ISTM/RIS/2025/118",
}
ATTENDANCE_REQUESTS: dict[str, Any] = {
    "certified": {
        "summary": "With its certificate",
        "value": {
            name: ATTENDANCE[name]
            for name in (
                "official_id",
                "workshop",
                "attended_from",
                "attended_until",
                "certificate_number",
                "order",
            )
        },
    }
}
ATTENDANCE_PAGE: dict[str, Any] = {
    "authority_id": 3,
    "workshop_attendances": [ATTENDANCE],
    "next_cursor": None,
}


def told(row: Any) -> dict[str, Any]:
    """Return a record as a body shows it."""
    return {**row, "order": order_told(row)}


def direction_told(row: Any) -> dict[str, Any]:
    """Return a direction as a body shows it, its programmes in the order of their ids."""
    named = sorted(row["programme_courses"].items())
    courses = [{"programme": programme, "courses": ids} for programme, ids in named]
    return {**told(row), "programme_courses": courses}
