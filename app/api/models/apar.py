"""The APAR training sub-table, its lookups and its exports."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.models.schemas import EntryForm
from app.api.models.shapes import (
    NO_NUL,
    Answer,
    FactsFreshness,
    RuleAsApplied,
    Submission,
    YearLabel,
)
from app.policy.outcome import Outcome
from app.services.apar.lookups import Kind, Status

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class EntryEquivalent(Answer):
    """The course that counts for a prescribed one by the prescriber's order, and its day."""

    course_id: str
    name: str | None
    completed_on: date
    order_number: str


class EntryCourse(Answer):
    """A prescribed course, and the day (in India) on which it was completed."""

    course_id: str
    name: str | None
    status: Literal["completed", "not_completed"]
    completed_on: date | None


class EntryCourseByEquivalent(Answer):
    """A prescribed course for which another counts: iGOT shows that one completed, not this."""

    course_id: str
    name: str | None
    status: Literal["equivalent_completed"]
    completed_on: None
    equivalent: EntryEquivalent


class EntryAssessment(Answer):
    """A comprehensive assessment that was passed."""

    assessment_id: str
    name: str | None
    status: Literal["passed"]
    passed_on: date | None


class EntryScoredAssessment(EntryAssessment):
    """One with its score: in no entry but those of a cadre whose own form shows scores."""

    score: float | None


class EntrySummary(Answer):
    """What the year comes to; no outcome where the cadre's own form leaves it out."""

    outcome: Outcome | None
    prescribed: int
    required: int
    completed: int


class CanonicalEntry(Answer):
    """The entry itself. In canonical JSON (RFC 8785) its SHA-256 is the digest beside it.

    Made in a cadre's own form, its `schema` ends in that form's digest.
    """

    form: str = Field(alias="schema", pattern="^karmasetu[.]apar-entry/1(-[0-9a-f]{64})?$")
    reporting_year: YearLabel
    ruleset: Digest
    summary: EntrySummary
    courses: list[Annotated[EntryCourse | EntryCourseByEquivalent, Field(discriminator="status")]]
    assessments: list[EntryScoredAssessment | EntryAssessment]


class Correction(Answer):
    """The order on which a version corrects a sealed year, and why."""

    number: str
    dated: date
    issued_by: str
    reason: str


class PublishedEntry(Answer):
    """A version of an official's entry; positions rise with every publication.

    `cadre` is the official's: its form, if it has one, is among those of the entry's schema.
    `correction` is there for a version that was published after its year was sealed.
    """

    official_id: int
    version: int
    position: int
    digest: Digest
    facts_through: datetime
    published_at: datetime
    cadre: str | None
    correction: Correction | None
    entry: CanonicalEntry


class Prescriber(Answer):
    """The authority that prescribes the official's courses."""

    id: int
    name: str


class TracedNumber(Answer):
    """A number of the entry, by its path, and the rules that it rests on as they were."""

    number: str
    rules: list[RuleAsApplied]


class SubTable(PublishedEntry):
    """The APAR training sub-table of one official; `form` is null unless it was asked for.

    `superseded` says that another version stands by now: the caller's authority prescribed this
    one, and the official has left for an authority that prescribes for him since.
    """

    reporting_year: YearLabel
    confirmed_through: datetime | None
    stale: bool
    superseded: bool
    prescriber: Prescriber | None
    trace: list[TracedNumber]
    form: EntryForm | None


class AskedIdentifier(Submission):
    """An identifier of an official that another system knows."""

    kind: Kind
    value: Annotated[str, Field(min_length=1, max_length=254, pattern=NO_NUL)]


class LookupRequest(Submission):
    """Up to 1,000 identifiers."""

    identifiers: Annotated[list[AskedIdentifier], Field(min_length=1, max_length=1000)]


class LookupAnswer(Answer):
    """What one identifier leads to; whoever the caller may not see is not found."""

    status: Status
    official_id: int | None
    freshness: FactsFreshness | None
    published: PublishedEntry | None


class LookupAnswers(Answer):
    """Answers in the order of the identifiers."""

    reporting_year: YearLabel
    answers: list[LookupAnswer]


class EntryPage(Answer):
    """Some of an authority's entries, in order of official, and how fresh its facts are.

    An official whom the reports no longer show is staler than that: his sub-table says so.
    """

    reporting_year: YearLabel
    authority_id: int
    confirmed_through: datetime | None
    stale: bool
    entries: list[PublishedEntry]
    next_cursor: str | None
    count: int | None
