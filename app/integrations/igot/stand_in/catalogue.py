"""The invented catalogue: some four hundred courses and fifteen comprehensive assessments."""

from dataclasses import dataclass

from app.integrations.igot.stand_in.hashing import scramble

COURSES = 400
ASSESSMENTS = 15
RETIRED_COURSE, SECURE_COURSE = 17, 5
_RETIRED = range(RETIRED_COURSE, COURSES, 40)
_SECURE = range(SECURE_COURSE, COURSES, 67)
_FROM_PARTNERS = range(33, COURSES, 80)
_WITHOUT_DURATION = range(41, COURSES, 90)
_BLANK_DURATION = range(71, COURSES, 90)
_TOPICS = (
    "Noting and Drafting", "Office Procedure", "Right to Information", "Public Procurement",
    "General Financial Rules", "Conduct Rules", "Vigilance", "Budget and Accounts",
    "Parliamentary Questions", "Cyber Hygiene", "Data for Decisions", "Project Monitoring",
    "Grievance Redress", "Records Management", "Prevention of Harassment", "Reservations",
    "Litigation Management", "Cabinet Notes", "Citizen Centricity", "Emerging Technologies",
    "Accessible Offices", "Code of Ethics", "Disaster Preparedness", "Team Leadership",
    "Stress Management", "Climate Action", "Contract Management", "Digital Signatures",
    "E-Office", "Gender Budgeting", "Negotiation", "Official Language",
    "Outcome Budgets", "Pension Rules", "Public Speaking", "Service Rules",
    "Spreadsheets", "Travel Rules", "Urban Services", "Welfare of Staff",
)  # fmt: skip
_FORMS = (
    "{}", "{}: an Introduction", "{} in Practice", "Advanced {}", "{} for Supervisors",
    "Case Studies in {}", "{}: a Refresher", "{} for New Entrants", "Essentials of {}",
    "Masterclass in {}",
)  # fmt: skip
_LEVEL_NAMES = (
    "Multi Tasking Staff",
    "Section Officers",
    "Under Secretaries",
    "Directors",
    "Joint Secretaries",
)


@dataclass(frozen=True, slots=True)
class Course:
    """A course or an assessment; ``duration`` is a text of seconds, empty, or None."""

    number: int
    course_id: str
    name: str
    category: str
    status: str
    duration: str | None
    leaf_nodes: int

    @property
    def live(self) -> bool:
        """Whether the catalogue still offers it."""
        return self.status == "Live"


def _course_id(number: int, seed: int) -> str:
    digits = f"114{scramble(number, seed + 1) % 10**18:018d}"
    if number in _FROM_PARTNERS:
        return f"ext_{digits}"
    return f"do_{digits}_rc" if number in _SECURE else f"do_{digits}"


def _duration(number: int, seed: int) -> str | None:
    if number in _WITHOUT_DURATION:
        return None
    return "" if number in _BLANK_DURATION else str(1200 + scramble(number, seed + 2) % 180 * 60)


def _course(number: int, seed: int) -> Course:
    name = _FORMS[number // len(_TOPICS)].format(_TOPICS[number % len(_TOPICS)])
    status = "Retired" if number in _RETIRED else "Live"
    leaves = 3 + scramble(number, seed + 3) % 20
    duration = _duration(number, seed)
    return Course(number, _course_id(number, seed), name, "Course", status, duration, leaves)


def _assessment(number: int, seed: int) -> Course:
    order = number - COURSES
    name = f"Comprehensive Assessment for {_LEVEL_NAMES[order % 5]}, Paper {order // 5 + 1}"
    course_id = f"do_115{scramble(number, seed + 1) % 10**18:018d}"
    return Course(number, course_id, name, "Comprehensive Assessment Program", "Live", "5400", 1)


def build_catalogue(seed: int) -> tuple[Course, ...]:
    """Return the courses, then the assessments; an item's number is its place."""
    courses = [_course(number, seed) for number in range(COURSES)]
    return (*courses, *(_assessment(COURSES + order, seed) for order in range(ASSESSMENTS)))


def paper_id(assessment: Course, seed: int) -> str:
    """Return the id of the paper inside a comprehensive assessment."""
    return f"do_116{scramble(assessment.number, seed + 4) % 10**18:018d}"
