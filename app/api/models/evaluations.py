"""Evaluation runs."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.models.shapes import Answer, Submission, YearLabel

INTEGER_MAX = 2**31 - 1


class RunRequest(Submission):
    """Which officials to evaluate: of a year, and of one authority or of all."""

    reporting_year: YearLabel
    authority_id: Annotated[int | None, Field(ge=1, le=INTEGER_MAX)] = None


class Run(Answer):
    """A run, and how far it has come."""

    id: int
    reporting_year: YearLabel
    authority_id: int | None
    state: Literal["queued", "running", "done", "failed"]
    step: str | None
    officials_done: int
    officials_total: int | None
    changed: int
    published: int
    failure: str | None
    requested_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
