"""Who has still to learn for a year."""

from datetime import date

from app.api.models.shapes import Answer, FactsFreshness, YearLabel
from app.policy.outcome import Outcome


class OutstandingCourseTold(Answer):
    """A prescribed course that does not count yet.

    Not `still_counts`: by an authority's order it would not if it were completed now, either.
    """

    course_id: str
    name: str | None
    gate: bool
    still_counts: bool


class OutstandingAssessmentTold(Answer):
    """A linked assessment that is not passed."""

    assessment_id: str
    name: str | None


class ShortOfficial(Answer):
    """An official who is short: by how many courses, of which, and which assessments are left."""

    official_id: int
    igot_user: str | None
    level: str | None
    outcome: Outcome
    prescribed: int
    required: int
    completed: int
    short_by: int
    courses: list[OutstandingCourseTold]
    assessments: list[OutstandingAssessmentTold]


class ReachPage(Answer):
    """Some of those who are short, in order of official, and the day that they have to meet.

    Once `year_closed`, nothing completed any more counts for the year.
    """

    reporting_year: YearLabel
    authority_id: int
    before: date
    year_closed: bool
    freshness: FactsFreshness
    officials: list[ShortOfficial]
    next_cursor: str | None
