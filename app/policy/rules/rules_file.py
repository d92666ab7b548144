"""What a rules file must look like: each rule's value, its standing and its source."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, ValidationInfo
from pydantic import field_validator as checks

from app.policy import designation
from app.policy.facts import Employment
from app.policy.ladder import BAND_LEVELS, CENTRAL_LEVELS, Level
from app.policy.reporting_year import ReportingYear
from app.policy.spelling import folded

Value = TypeVar("Value")
Text = Annotated[str, Field(min_length=1, max_length=400)]
# Values come by orders as well: what PostgreSQL's text can't hold is no spelling.
PLAIN = r"^[^\x00-\x1f]*$"
Spelling = Annotated[str, Field(min_length=1, max_length=120, pattern=PLAIN)]


class Standing(StrEnum):
    """How firmly a source says what a rule says."""

    STATED = "stated"
    ILLUSTRATIVE = "illustrative"
    REPORTED = "reported"
    HOUSE = "house"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CitationPart(_Part):
    """Where a memorandum says it: its number, date and paragraph, and its own words."""

    memorandum: Text
    dated: date
    paragraph: Text
    quotation: Text


class Entry(_Part, Generic[Value]):
    """One rule of the file: its value, how firmly it stands, and on what."""

    value: Value
    standing: Standing
    citation: CitationPart | None = Field(default=None, validate_default=True)
    question: Text | None = Field(default=None, validate_default=True)

    @checks("citation")
    @classmethod
    def _cited(cls, found: CitationPart | None, seen: ValidationInfo) -> CitationPart | None:
        if found is None and seen.data.get("standing") not in {None, Standing.HOUSE}:
            raise ValueError("a rule that a memorandum gives needs its citation")
        return found

    @checks("question")
    @classmethod
    def _asked(cls, found: str | None, seen: ValidationInfo) -> str | None:
        standing = seen.data.get("standing")
        if standing is not None and (found is not None) != (standing is Standing.HOUSE):
            raise ValueError("a house rule, and only that, names the question it answers")
        return found


# No share is finer, and no plan longer: what an order names stays a number that SQL counts with.
Count = Annotated[StrictInt, Field(ge=1, le=10_000)]


class Share(_Part):
    """A fraction of a whole, as two whole numbers."""

    numerator: Count
    denominator: Count

    @checks("denominator")
    @classmethod
    def _at_most_all(cls, found: int, seen: ValidationInfo) -> int:
        if found < seen.data.get("numerator", found):
            raise ValueError("a share is at most the whole")
        return found


class FirstDay(_Part):
    """The first day on which a completion counts."""

    first_day: date

    @checks("first_day")
    @classmethod
    def _opens_the_year(cls, found: date, seen: ValidationInfo) -> date:
        if found != _year(seen).first_day:
            raise ValueError("the engines count from the first day of the reporting year")
        return found


class LastDay(_Part):
    """The last day on which a completion counts."""

    last_day: date

    @checks("last_day")
    @classmethod
    def _closes_the_year(cls, found: date, seen: ValidationInfo) -> date:
        if found != _year(seen).last_day:
            raise ValueError("the engines count to the last day of the reporting year")
        return found


class ByDay(_Part):
    """The day by which something is to be done, within the reporting year."""

    day: date

    @checks("day")
    @classmethod
    def _lies_in_the_year(cls, found: date, seen: ValidationInfo) -> date:
        if not _year(seen).first_day <= found <= _year(seen).last_day:
            raise ValueError("the day lies in the reporting year")
        return found


class Assignment(_Part):
    """Who prescribes for whom (para 2); the engines know this one assignment."""

    central_government_employees: Literal["mdo"]
    ais_on_central_deputation: Literal["mdo"]
    other_ais: Literal["cca"]


class Hours(_Part):
    """A span of time, in whole hours."""

    hours: Annotated[StrictInt, Field(ge=1, le=24 * 366)]


Limit = Annotated[StrictInt, Field(ge=1, le=60)]


class Bands(_Part):
    """The years of service at which one band ends and the next begins."""

    limits: tuple[Limit, Limit, Limit]

    @checks("limits")
    @classmethod
    def _rise(cls, found: tuple[int, int, int]) -> tuple[int, int, int]:
        if not found[0] < found[1] < found[2]:
            raise ValueError("band limits rise")
        return found


def _year(seen: ValidationInfo) -> ReportingYear:
    context = seen.context
    if not isinstance(context, ReportingYear):
        raise TypeError("a rules file is checked against its reporting year")
    return context


class RulesFile(_Part):
    """A whole rules file. What the engines know only one way of is spelled out as that one way."""

    FORM: ClassVar = 1

    form: Literal[1] = Field(alias="schema")
    year: str
    share: Entry[Share] = Field(alias="completion.share")
    rounding: Entry[Literal["up"]] = Field(alias="completion.rounding")
    window: Entry[LastDay] = Field(alias="completion.window")
    window_opens: Entry[FirstDay] = Field(alias="completion.window_opens")
    before_plan: Entry[StrictBool] = Field(alias="completion.before_plan_counts")
    after_due: Entry[StrictBool] = Field(alias="completion.after_due_date_counts")
    equivalent: Entry[Literal["by_order", "never"]] = Field(alias="completion.equivalent_counts")
    fast: Entry[Share] = Field(alias="completion.implausibly_fast")
    doubt: Entry[StrictBool] = Field(alias="completion.doubt_withholds")
    retired_course: Entry[Literal[True]] = Field(alias="completion.retired_course_counts")
    without_zone: Entry[Literal["Asia/Kolkata"]] = Field(alias="completion.moments_without_zone")
    first_generation: Entry[Literal["due_date"]] = Field(alias="plans.year_of_first_generation")
    retired_plan: Entry[StrictBool] = Field(alias="plans.retired_after_year_counts")
    vanished: Entry[StrictBool] = Field(alias="plans.vanished_course_stays")
    assessment_required: Entry[StrictBool] = Field(alias="assessment.required")
    attempt: Entry[Literal["best", "latest"]] = Field(alias="assessment.attempt")
    outside: Entry[StrictBool] = Field(alias="assessment.outside_window_counts")
    pass_mark: Entry[Literal["as_feed", "by_order"]] = Field(alias="assessment.pass_mark")
    certificate: Entry[StrictBool] = Field(alias="assessment.certificate_passes")
    undated: Entry[StrictBool] = Field(alias="assessment.undated_result_counts")
    none_linked: Entry[StrictBool] = Field(alias="assessment.none_linked_passes")
    apar_flag: Entry[StrictBool] = Field(alias="plans.apar_flag_required")
    minimum: Entry[Count] = Field(alias="plans.minimum_courses")
    added_by: Entry[ByDay] = Field(alias="plans.added_by")
    together: Entry[StrictBool] = Field(alias="plans.several_count_together")
    assignment: Entry[Assignment] = Field(alias="prescriber.assignment")
    all_india: Entry[tuple[Spelling, ...]] = Field(alias="prescriber.all_india_services")
    no_flag: Entry[Literal["not_on_deputation"]] = Field(alias="prescriber.missing_deputation_flag")
    no_mdo: Entry[Literal["cca"]] = Field(alias="prescriber.no_mdo")
    no_mdo_known: Entry[Literal["by_order"]] = Field(alias="prescriber.no_mdo_known")
    kinds: Entry[dict[Spelling, Literal["mdo", "cca"]]] = Field(alias="prescriber.authority_kinds")
    transfer: Entry[Literal["current", "longest", "union"]] = Field(alias="year.transfer")
    joiner: Entry[Literal["whole_share"]] = Field(alias="year.joiner")
    unplaced: Entry[Literal["not_established", "present_place"]] = Field(alias="year.unplaced")
    periods: Entry[Literal["whole_year"]] = Field(alias="year.apar_periods")
    stale_after: Entry[Hours] = Field(alias="feeds.stale_after")
    central: Entry[tuple[Level, ...]] = Field(alias="levels.central")
    bands: Entry[Bands] = Field(alias="levels.bands")
    at_twenty_five: Entry[Literal["above_16_upto_25", "25_and_above"]] = Field(
        alias="levels.at_twenty_five"
    )
    years_counted_at: Entry[Literal["opens", "closes"]] = Field(alias="levels.years_counted_at")
    designations: Entry[dict[Spelling, Level]] = Field(alias="levels.designations")
    without_apar: Entry[tuple[Employment, ...]] = Field(alias="scope.employment_without_apar")
    missing_group: Entry[Employment] = Field(alias="scope.missing_group")
    bodies: Entry[Literal["where_their_ministry_has_chosen"]] = Field(
        alias="scope.autonomous_bodies"
    )
    exemption: Entry[Literal["last_day", "whole_year", "any_day"]] = Field(
        alias="scope.exemption_covers"
    )
    retirement: Entry[Literal["exempts", "as_other_exemptions"]] = Field(alias="scope.retirement")
    personal: Entry[tuple[Spelling, ...]] = Field(alias="onboarding.personal_email_domains")

    @checks("year")
    @classmethod
    def _names_its_year(cls, found: str, seen: ValidationInfo) -> str:
        if found != _year(seen).label:
            raise ValueError("the file is kept under another reporting year")
        return found

    @checks("all_india", "personal")
    @classmethod
    def _are_folded(cls, found: Entry[tuple[str, ...]]) -> Entry[tuple[str, ...]]:
        if any(spelling != folded(spelling) for spelling in found.value):
            raise ValueError("spellings stand in lower case, without blanks around them")
        return found

    @checks("kinds")
    @classmethod
    def _are_kinds(
        cls, found: Entry[dict[str, Literal["mdo", "cca"]]]
    ) -> Entry[dict[str, Literal["mdo", "cca"]]]:
        if any(kind != folded(kind) for kind in found.value):
            raise ValueError("kinds stand in lower case, without blanks around them")
        return found

    @checks("central")
    @classmethod
    def _are_central(cls, found: Entry[tuple[Level, ...]]) -> Entry[tuple[Level, ...]]:
        kept = tuple(level for level in CENTRAL_LEVELS if level in found.value)
        if not kept or found.value != kept:
            raise ValueError("levels are those of para 3(i) or some of them, in its order")
        return found

    @checks("designations")
    @classmethod
    def _are_keys(cls, found: Entry[dict[str, Level]]) -> Entry[dict[str, Level]]:
        if any(text != designation.key(text) for text in found.value):
            raise ValueError("designations stand as their keys: lower case, no dots, 'and'")
        if BAND_LEVELS & set(found.value.values()):
            raise ValueError("a designation leads to a level of para 3(i), never to a band")
        return found

    @classmethod
    def read(cls, document: object, year: ReportingYear) -> Self:
        """Check a parsed file against its year; raise ValidationError that holds all faults."""
        return cls.model_validate(document, context=year)
