"""Officials submitted for a check, and what was found."""

from typing import Annotated

from pydantic import Field

from app.api.models.shapes import NO_NUL, Answer, Cited, Sentence, Submission, YearLabel
from app.policy.finding import Severity
from app.policy.onboarding.catalogue import Field as OfficialField

INTEGER_MAX = 2**31 - 1
Text = Annotated[str | None, Field(max_length=200, pattern=NO_NUL)]


class SubmittedOfficial(Submission):
    """One official as the authority names them; ``reference`` is the authority's own."""

    reference: Annotated[str, Field(min_length=1, max_length=64, pattern=NO_NUL)]
    email: Text = None
    employee_code: Text = None
    name: Text = None
    designation: Text = None
    group: Text = None
    service: Text = None
    cadre: Text = None
    batch: Annotated[int | None, Field(ge=1900, le=2100)] = None
    on_central_deputation: bool | None = None


class ValidationRequest(Submission):
    """Up to 1,000 officials of one authority."""

    reporting_year: YearLabel
    authority_id: Annotated[int, Field(ge=1, le=INTEGER_MAX)]
    officials: Annotated[list[SubmittedOfficial], Field(min_length=1, max_length=1000)]


class Finding(Answer):
    """One thing to put right: the row (from 0), the authority's reference, rule and field."""

    row: int
    reference: str
    rule_id: str
    severity: Severity
    field: OfficialField | None
    title: Sentence
    action: Sentence
    citation: Cited | None


class Findings(Answer):
    """What was found, in the order of the rows; ``clean`` counts rows without a finding."""

    reporting_year: YearLabel
    authority_id: int
    officials: int
    clean: int
    findings: list[Finding]
