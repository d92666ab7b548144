"""The port to iGOT Karmayogi: what the services may ask of it, and how it may fail."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

from app.errors import FeedFailedError
from app.policy.facts import Criterion
from app.policy.reporting_year import ReportingYear

Record_co = TypeVar("Record_co", covariant=True)


class FeedUnavailableError(FeedFailedError):
    """iGOT could not be reached, timed out, or answered with a server error to the end."""

    code = "feed-unavailable"


class FeedRefusedError(FeedFailedError):
    """iGOT refused us: wrong key, wrong group, or a request that it calls invalid."""

    code = "feed-refused"


class FeedIncompleteError(FeedFailedError):
    """An answer was cut short, repeated a page, or disagreed with its own count."""

    code = "feed-incomplete"


class FeedNoRowsError(FeedIncompleteError):
    """A report answered 404: it says that there are no rows, and that the read failed, alike."""


class FeedBudgetError(FeedFailedError):
    """The calls that were allowed are spent: nothing more was asked."""

    code = "feed-budget"


class FeedMalformedError(FeedFailedError):
    """An answer was not in any shape that iGOT is known to use."""

    code = "feed-malformed"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a page came from: the road, its generation, its number, and when we had it."""

    road: str
    generation: str
    page: int
    request_id: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that can't be trusted: which quirk, about what, and what to do. No personal data.

    ``user_id`` and ``course_id`` are set where a fresh look at that one official may settle it.
    """

    quirk: str
    subject: str
    detail: str
    user_id: str | None = None
    course_id: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Record_co]):
    """One answer's records, what was put in quarantine from it, and its provenance."""

    records: Sequence[Record_co]
    faults: Sequence[Fault]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class FeedOrganisation:
    """An organisation as iGOT knows it, by its three ids."""

    org_id: str
    map_id: str | None
    parent_map_id: str | None
    name: str
    kind: Literal["mdo", "cca"]


@dataclass(frozen=True, slots=True)
class FeedPlace:
    """An organisation's place in the tree, by its three ids: of the tree, of its users, of its row.

    ``org_id`` None for one that is not onboarded: no user belongs to it. ``opens`` where others
    stand below it.
    """

    map_id: str
    parent_map_id: str | None
    org_id: str | None
    row_id: int | None
    opens: bool


@dataclass(frozen=True, slots=True)
class FeedOfficial:
    """An official's profile, less mobile, birth date and category, which are not kept."""

    user_id: str
    org_id: str
    name: str
    active: bool
    joined_on: date
    designation: str | None
    group: str | None
    employment: Literal["regular", "contractual", "outsourced", "other"]
    service: str | None
    civil_service_type: str | None
    cadre: str | None
    batch: int | None
    on_central_deputation: bool | None
    controlling_authority: str | None
    profile_status: Literal["VERIFIED", "NOT-VERIFIED", "NOT-MY-USER"]
    tags: tuple[str, ...] = ()
    email: str | None = None
    employee_code: str | None = None
    external_system_id: str | None = None


class FeedPhone(NamedTuple):
    """A user's mobile number, in the clear: for a comparison at once, and kept by nobody."""

    user_id: str
    phone: str


class FeedCompetency(NamedTuple):
    """A competency that a course is tagged with, and which generation of tags says so.

    The taxonomies of the generations are not reconciled by iGOT, nor here.
    """

    generation: Literal["v3", "v5", "v6"]
    area: str | None
    theme: str | None
    sub_theme: str | None


@dataclass(frozen=True, slots=True)
class FeedCourse:
    """A course, programme or assessment of the catalogue; duration in seconds when known.

    ``competencies`` as the newest generation of tags that it has says them.
    """

    course_id: str
    name: str
    category: str
    status: str
    duration_seconds: int | None
    competencies: tuple[FeedCompetency, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedPlanCourse:
    """A course in a plan; ``gate`` when it must be completed to unlock the assessment."""

    course_id: str
    gate: bool


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """A training plan of either generation.

    ``groups`` are alternatives; within a group every criterion must hold. A group without
    criteria reaches everyone whom the authority prescribes for. No groups reach nobody.
    """

    plan_id: str
    generation: Literal["v1", "v4"]
    org_id: str
    name: str
    reporting_year: ReportingYear
    status: Literal["live", "retired"]
    apar: bool | None
    due_at: datetime | None
    published_at: datetime | None
    assessment_id: str | None
    groups: tuple[tuple[Criterion, ...], ...]
    courses: tuple[FeedPlanCourse, ...] = field(default=())


class FeedCompletion(NamedTuple):
    """A completed course of one user, with the evidence for it.

    ``enrolled_at`` only where the report tells both moments with their times.
    """

    user_id: str
    course_id: str
    completed_at: datetime
    evidence: str
    certificate_id: str | None
    enrolled_at: datetime | None = None


class FeedEnrolment(NamedTuple):
    """A course on one user's own list; ``completion`` None where the list shows it unfinished."""

    user_id: str
    course_id: str
    completion: FeedCompletion | None


class FeedAssessment(NamedTuple):
    """One user's result in a comprehensive assessment.

    ``state`` is ``not_established`` when the platform says Fail and knows neither score nor date.
    ``assessment_id`` is the id that a plan links to (the assessment programme, not its paper).
    """

    user_id: str
    assessment_id: str
    org_id: str
    state: Literal["passed", "failed", "not_established"]
    score: float | None
    taken_at: datetime | None
    certified: bool = False


class FeedExtractCourse(NamedTuple):
    """One user's course of an APAR plan, as iGOT's own extract shows it."""

    user_id: str
    course_id: str
    org_id: str
    completed: bool
    completed_at: datetime | None


class FeedStaffPosition(NamedTuple):
    """Posts that an organisation has entered on iGOT: of a position, or of the whole (None).

    Where there is a row of the whole it is the strength; the others are not added to it.
    """

    position: str | None
    filled: int
    vacant: int


def is_external(course_id: str) -> bool:
    """Say whether a course is another platform's, which some builds of a user's list leave out."""
    return course_id.startswith("ext_")


@dataclass(frozen=True, slots=True)
class Window:
    """A span of whole days, both inclusive, of at most 365 days."""

    first: date
    last: date


class LearningFeed(Protocol):
    """What the services ask of iGOT. All raise a FeedFailedError rather than end early."""

    @property
    def calls(self) -> int:
        """How many requests were sent so far: iGOT's gateway counts them, and so do we."""
        ...

    def allow(self, calls: int) -> None:
        """Begin no further call once so many more are sent: each then raises FeedBudgetError."""
        ...

    def organisations(self, year: ReportingYear) -> AsyncIterator[Page[FeedOrganisation]]:
        """Yield every organisation that prescribes or is prescribed for by the year's rules."""
        ...

    def hierarchy(self) -> AsyncIterator[Page[FeedPlace]]:
        """Yield the tree from its ministries and states down, each organisation once."""
        ...

    def officials(self, org_id: str, year: ReportingYear) -> AsyncIterator[Page[FeedOfficial]]:
        """Yield the organisation's users, each once, read by the year's rules."""
        ...

    def phones(self, org_id: str) -> AsyncIterator[Page[FeedPhone]]:
        """Yield the mobile numbers of the organisation's users, as far as iGOT shows them."""
        ...

    def courses(self) -> AsyncIterator[Page[FeedCourse]]:
        """Yield the catalogue: live and retired courses, programmes and assessments."""
        ...

    def training_plans(
        self, org_ids: Sequence[str], year: ReportingYear
    ) -> AsyncIterator[Page[FeedPlan]]:
        """Yield the plans of the year of both live generations for these organisations."""
        ...

    def completions(self, org_id: str, window: Window) -> AsyncIterator[Page[FeedCompletion]]:
        """Yield completions from the organisation's enrolment report over the window.

        Raises FeedNoRowsError on the report's 404: no rows and a failed warehouse read alike.
        """
        ...

    def assessments(self, year: ReportingYear) -> AsyncIterator[Page[FeedAssessment]]:
        """Yield assessment results from the national APAR extract of the year."""
        ...

    def extract_courses(self, year: ReportingYear) -> AsyncIterator[Page[FeedExtractCourse]]:
        """Yield the course rows of the national APAR extract of the year."""
        ...

    def staff_details(self, org_id: str) -> AsyncIterator[Page[FeedStaffPosition]]:
        """Yield the posts that the organisation has entered; none entered is a page of none."""
        ...

    def own_enrolments(self, user_id: str) -> AsyncIterator[Page[FeedEnrolment]]:
        """Yield one user's own list, finished or not: for a fresh look at one official.

        Of external courses it may show none: see ``is_external``.
        """
        ...
