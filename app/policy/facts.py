"""What the policy core is told about one official: plain values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from app.policy.orders import Order
from app.policy.outcome import AssessmentEvidence
from app.policy.reporting_year import ReportingYear


class Employment(StrEnum):
    """How an official is employed; only some kinds have an APAR."""

    REGULAR = "regular"
    CONTRACTUAL = "contractual"
    OUTSOURCED = "outsourced"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a criteria group: a key in lower case and its allowed values.

    Values are lower-cased and trimmed, except for ``designation_exact`` (plans of the first
    generation compare exactly) and ``user`` (feed ids).
    """

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the feed shows of an official's place: it decides who prescribes, reach and level.

    ``earlier_posting`` says that it is the place of the day that counts, not of today, and
    ``longest_posting`` that it is that of another posting of the year, of more days;
    ``unplaced`` that it is today's, for want of a posting that covers that day;
    ``in_body`` that the authority is an autonomous body or a public sector enterprise, and
    ``body_without_choice`` that no choice of its ministry holds for it on that day;
    ``no_mdo_prescriber_id`` is the CCA named by a declaration that he works with no MDO.
    """

    authority_id: int
    authority_kind: Literal["mdo", "cca"]
    authority_feed_id: str
    employment: Employment
    designation: str | None
    designation_key: str | None
    group: str | None
    service: str | None
    civil_service_type: str | None
    cadre: str | None
    batch: int | None
    on_central_deputation: bool | None
    controlling_authority_id: int | None
    profile_status: str
    tags: tuple[str, ...] = ()
    no_mdo_prescriber_id: int | None = None
    earlier_posting: bool = False
    longest_posting: bool = False
    unplaced: bool = False
    in_body: bool = False
    body_without_choice: bool = False


@dataclass(frozen=True, slots=True)
class PlanCourse:
    """A course in a plan.

    ``gate`` when it unlocks the linked assessment, ``retired`` when the catalogue has retired it;
    ``vanished`` when the plan is live and shows it no longer, though it was not published anew.
    ``listed_since`` is the first publication that is known of a version of the plan which lists it.
    """

    course_id: int
    feed_id: str
    name: str
    gate: bool = False
    retired: bool = False
    vanished: bool = False
    listed_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkedAssessment:
    """The comprehensive assessment that a plan links to."""

    assessment_id: int
    feed_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A training plan of the year; groups are alternatives, criteria inside one all hold.

    ``retired`` when iGOT retired it after the year had ended; any other is live.
    """

    plan_id: int
    feed_id: str
    name: str
    generation: Literal["v1", "v4"]
    authority_id: int
    apar: bool | None
    due_at: datetime | None
    groups: tuple[tuple[Criterion, ...], ...]
    courses: tuple[PlanCourse, ...]
    assessment: LinkedAssessment | None = None
    retired: bool = False
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """A completed course, and the evidence that says so.

    ``enrolled_at`` is when its enrolment began, where both moments are told with their times;
    ``duration_seconds`` is what the catalogue says that the course lasts.
    """

    course_id: int
    completed_at: datetime
    evidence: str
    enrolled_at: datetime | None = None
    duration_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Equivalence:
    """An order by which a course completed on some days counts for one that its plans prescribe."""

    record_id: int
    authority_id: int
    course_id: int
    feed_id: str
    name: str
    counts_for_id: int
    valid_from: date
    valid_until: date | None
    order: Order


@dataclass(frozen=True, slots=True)
class AssessmentTerms:
    """An order on an assessment: its days, both included, attempts allowed, cut-off in percent."""

    record_id: int
    authority_id: int
    assessment_id: int
    opens_on: date
    closes_on: date
    attempts_allowed: int | None
    cut_off_percent: float | None
    order: Order


@dataclass(frozen=True, slots=True)
class AssessmentResult:
    """One result; ``not_established`` where iGOT says Fail and knows neither score nor date.

    ``certified`` says whether iGOT has issued its certificate; None where that was never learned.
    ``evidence`` is by what the state holds, once it is judged; until then iGOT's word.
    """

    assessment_id: int
    state: Literal["passed", "failed", "not_established"]
    taken_at: datetime | None
    score: float | None = None
    certified: bool | None = False
    evidence: AssessmentEvidence = AssessmentEvidence.AS_IGOT_SAYS


@dataclass(frozen=True, slots=True)
class Exemption:
    """An order that takes an official out of the mandate for some days; a retirement is one."""

    order_number: str
    ordered_on: date
    kind: str
    authority: str
    valid_from: date
    valid_until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Posting:
    """A posting that ended within the year, before the day that counts, and its days in the year.

    ``level_map`` is that of the authority in which the official then stood.
    """

    profile: Profile
    level_map: Mapping[str, str]
    valid_from: date
    days: int


@dataclass(frozen=True, slots=True)
class OfficialFacts:
    """Everything that the evaluation of one official in one year may look at.

    ``profile`` is his place on the day that counts, in which he stood ``days`` of the year;
    ``elsewhere`` are the other postings of the year, and ``came_on`` the first day of the first of
    all; None where none is known. ``transferred`` says that there were others, also where the rules
    that govern leave them aside.
    ``in_doubt``: the feed shows a completion of this official and can't say when it was.
    ``own_levels`` are the levels of designations as those who may prescribe have recorded them, by
    authority: they decide no outcome, and tell for which levels a plan is meant.
    """

    official_id: int
    feed_id: str
    profile: Profile
    plans: tuple[Plan, ...]
    completions: tuple[Completion, ...]
    assessments: tuple[AssessmentResult, ...]
    exemptions: tuple[Exemption, ...]
    level_map: Mapping[str, str]
    in_doubt: bool = False
    days: int = 0
    elsewhere: tuple[Posting, ...] = ()
    equivalences: tuple[Equivalence, ...] = ()
    terms: tuple[AssessmentTerms, ...] = ()
    own_levels: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    came_on: date | None = None
    transferred: bool = False

    def came_within(self, year: ReportingYear) -> bool:
        """Say whether no posting of this official is known of the year's first day."""
        return self.came_on is not None and self.came_on > year.first_day
