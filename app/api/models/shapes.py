"""The shapes that the bodies of several routers are made of: sentences, rules, problems."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.policy.rules.rules_file import Standing


class Answer(BaseModel):
    """A response: every field is always there, so that a client sees what it can rely on."""

    model_config = ConfigDict(from_attributes=True, populate_by_name=True, defer_build=True)


class Submission(BaseModel):
    """A request body, taken to the letter: no other fields, no other types."""

    model_config = ConfigDict(strict=True, extra="forbid")


YEAR_PATTERN = "^[0-9]{4}-[0-9]{2}$"
# Says to tools what no pattern can: that the second year follows the first.
YEAR_FORMAT = {"format": "reporting-year"}
# PostgreSQL's text holds every character but this one.
NO_NUL = r"^[^\x00]*$"

YearLabel = Annotated[
    str, Field(pattern=YEAR_PATTERN, examples=["2025-26"], json_schema_extra={**YEAR_FORMAT})
]


WRITTEN_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def plain_day(value: Any) -> Any:
    """Let through a day as it is written alone: pydantic takes seconds since 1970 for one too."""
    if not isinstance(value, str) or not WRITTEN_DAY.fullmatch(value):
        raise ValueError("a day is written like 2026-03-31")
    return value


PlainDay = BeforeValidator(plain_day)
# JSON has no dates: a day comes as text and is taken as one, though bodies are strict.
Day = Annotated[date, Field(strict=False), PlainDay]


class Sentence(Answer):
    """One sentence in both official languages."""

    en: str
    hi: str


class Cited(Answer):
    """Where a memorandum says it."""

    memorandum: str
    dated: date
    paragraph: str
    quotation: str


class OrderTold(Answer):
    """The order that a record rests on."""

    number: str
    dated: date
    issued_by: str


class RuleAsApplied(Answer):
    """A rule: its value, how firmly it stands, and on what; a house rule names its question.

    ``override`` is the order by which the authority concerned has a value of its own.
    """

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    id: str
    value: Any
    standing: Standing
    citation: Cited | None
    question: str | None
    override: OrderTold | None = None


class FactsFreshness(Answer):
    """Through when the facts are held in full, how long ago that is, and whether too long."""

    confirmed_through: datetime | None
    lag_seconds: int | None
    stale: bool


class ProblemFault(Answer):
    """One thing that is wrong: a JSON pointer into the body, or a parameter, and a code."""

    code: str
    pointer: str | None = None
    parameter: str | None = None


class Problem(Answer):
    """RFC 9457 problem details; ``code`` is stable, and nothing that was sent is repeated."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: list[ProblemFault] | None = None
