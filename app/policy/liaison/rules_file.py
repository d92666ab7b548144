"""What a rules file on liaison officers must look like, in the form of the rules on courses."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, StrictInt, ValidationInfo
from pydantic import field_validator as checks

from app.policy import designation
from app.policy.ladder import CENTRAL_LEVELS, Level
from app.policy.reporting_year import ReportingYear
from app.policy.rules.rules_file import PLAIN, Entry

Code = Annotated[str, Field(pattern="^[a-z][a-z_]{0,39}$")]
Title = Annotated[str, Field(min_length=1, max_length=120, pattern=PLAIN)]
CourseId = Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]


DAYS_MAX = 3660
# What the ids of these rules, and of no rule on courses, begin with.
APART = "liaison."


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Category(_Part):
    """Those on whose behalf an officer is designated, in both official languages."""

    id: Code
    en: Title
    hi: Title


class Workshop(_Part):
    """A workshop of ISTM by the title that the memorandum gives it."""

    id: Code
    title: Title


class Programme(_Part):
    """A programme on iGOT by the title and the minutes that the memorandum gives it."""

    id: Code
    title: Title
    minutes: Annotated[StrictInt, Field(ge=1)]


def _are_days(found: object) -> object:
    """Let through a number of days, or that there is none; one check, so that one place is told."""
    counted = isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= DAYS_MAX
    if found != "none" and not counted:
        raise ValueError(f"none, or 1 to {DAYS_MAX} days")
    return found


# How many days are given for the four from the day on which they come to be asked.
Days = Annotated[int | Literal["none"], PlainValidator(_are_days)]


class LiaisonFile(_Part):
    """A whole rules file. What the core knows only one way of is spelled out as that one way."""

    form: Literal[1] = Field(alias="schema")
    year: str
    categories: Entry[tuple[Category, ...]] = Field(alias="liaison.categories")
    further: Entry[tuple[Category, ...]] = Field(alias="liaison.further_categories")
    separate: Entry[tuple[Code, ...]] = Field(alias="liaison.separate")
    rank: Entry[Title] = Field(alias="liaison.minimum_rank")
    levels: Entry[tuple[Level, ...]] = Field(alias="liaison.levels_of_rank")
    designated_on: Entry[Literal["last_day_or_today"]] = Field(alias="liaison.designated_on")
    workshops: Entry[tuple[Workshop, ...]] = Field(alias="liaison.workshops")
    workshops_owed: Entry[Literal["always", "when_directed"]] = Field(
        alias="liaison.workshops_owed"
    )
    evidence: Entry[Literal["certificate", "order"]] = Field(alias="liaison.evidence")
    programmes: Entry[tuple[Programme, ...]] = Field(alias="liaison.programmes")
    programmes_owed: Entry[Literal["when_directed"]] = Field(alias="liaison.programmes_owed")
    courses: Entry[dict[Code, tuple[CourseId, ...]]] = Field(alias="liaison.programme_courses")
    reaches: Entry[Literal["any_day"]] = Field(alias="liaison.direction_reaches")
    counts: Entry[Literal["ever", "in_year"]] = Field(alias="liaison.counts")
    deadline: Entry[Days] = Field(alias="liaison.deadline")

    @checks("year")
    @classmethod
    def _names_its_year(cls, found: str, seen: ValidationInfo) -> str:
        if not isinstance(seen.context, ReportingYear):
            raise TypeError("a rules file is checked against its reporting year")
        if found != seen.context.label:
            raise ValueError("the file is kept under another reporting year")
        return found

    @checks("further")
    @classmethod
    def _are_further(
        cls, found: Entry[tuple[Category, ...]], seen: ValidationInfo
    ) -> Entry[tuple[Category, ...]]:
        stated = seen.data.get("categories")
        named = [each.id for each in (*(stated.value if stated else ()), *found.value)]
        if len(set(named)) != len(named):
            raise ValueError("a category stands once, stated or further")
        return found

    @checks("separate")
    @classmethod
    def _are_categories(
        cls, found: Entry[tuple[str, ...]], seen: ValidationInfo
    ) -> Entry[tuple[str, ...]]:
        stated = seen.data.get("categories")
        if stated and not set(found.value) <= {each.id for each in stated.value}:
            raise ValueError("who is separate is one of the categories")
        return found

    @checks("rank")
    @classmethod
    def _is_a_key(cls, found: Entry[str]) -> Entry[str]:
        if found.value != designation.key(found.value):
            raise ValueError("a designation stands as its key: lower case, no dots, 'and'")
        return found

    @checks("levels")
    @classmethod
    def _are_central(cls, found: Entry[tuple[Level, ...]]) -> Entry[tuple[Level, ...]]:
        if not set(found.value) <= set(CENTRAL_LEVELS):
            raise ValueError("a rank is judged by the levels of para 3(i)")
        return found

    @checks("courses")
    @classmethod
    def _are_programmes(
        cls, found: Entry[dict[str, tuple[str, ...]]], seen: ValidationInfo
    ) -> Entry[dict[str, tuple[str, ...]]]:
        stated = seen.data.get("programmes")
        if stated and set(found.value) != {each.id for each in stated.value}:
            raise ValueError("each programme, and nothing else, has its courses, if only none")
        return found
