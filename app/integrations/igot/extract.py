"""The APAR extract's final-assessment rows: who passed, who failed, and where it can't be told."""

import math
from typing import Literal

from app.integrations.igot.feed import FeedAssessment
from app.integrations.igot.reports import NULLS, cell_moment, certificate_issued
from app.integrations.igot.wire import QuirkError

EXTRACT_COLUMNS = (
    "user_id",
    "content_id",
    "mdo_id",
    "assessment_id",
    "score_achieved",
    "comprehensive_level_assessment_status",
    "certificate_id",
    "certificate_generated",
    "assessment_date",
)


def read_assessment(cells: tuple[str, ...]) -> FeedAssessment | None:
    """Read one row of the extract; None for a course row and for a row without a result.

    A Fail with neither score nor date is not established: iGOT writes Fail where pass is null.
    """
    user_id, content_id, org_id, paper, score_cell, status, certificate, issued, taken = cells
    if paper in NULLS and status in NULLS:
        return None
    if user_id in NULLS or org_id in NULLS or content_id in NULLS:
        raise QuirkError("field-missing", "user_id, mdo_id or content_id is null")
    try:
        score = _score(score_cell)
        taken_at = None if taken in NULLS else cell_moment(taken, "assessment_date")
        known = score is not None or taken_at is not None
        certified = certificate_issued(certificate, issued)
        state = _state(status, certified=certified, known=known)
    except QuirkError as quirk:
        # A result that nobody can read is one all the same: it must not look like none.
        unclear = FeedAssessment(user_id, content_id, org_id, "not_established", None, None)
        raise QuirkError(quirk.quirk, quirk.detail, unclear) from None
    if state is None:
        return None
    return FeedAssessment(user_id, content_id, org_id, state, score, taken_at, certified)


def _state(
    status: str, *, certified: bool, known: bool
) -> Literal["passed", "failed", "not_established"] | None:
    word = "" if status in NULLS else status.strip().lower()
    if word not in {"", "pass", "fail"}:
        raise QuirkError("assessment-status-unknown", "the status is neither Pass nor Fail")
    if certified or word == "pass":
        return "passed"
    if word == "fail":
        return "failed" if known else "not_established"
    return None


def _score(cell: str) -> float | None:
    if cell in NULLS:
        return None
    try:
        score = float(cell)
    except ValueError:
        raise QuirkError("score-unreadable", "score_achieved is not a number") from None
    return score if math.isfinite(score) else None
