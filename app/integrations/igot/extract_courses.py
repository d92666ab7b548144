"""The APAR extract's course rows: what iGOT itself says of the courses of APAR plans."""

from app.integrations.igot.feed import FeedExtractCourse
from app.integrations.igot.reports import NULLS, cell_moment
from app.integrations.igot.wire import QuirkError

COURSE_COLUMNS = (
    "user_id",
    "content_id",
    "mdo_id",
    "assessment_id",
    "consumption_status",
    "first_completed_on",
)
_COMPLETED = "completed"


def read_course_row(cells: tuple[str, ...]) -> FeedExtractCourse | None:
    """Read one row of the extract; None for a final-assessment row, which names a paper.

    The percentage is never read: the service forces it to 0 on every row.
    """
    user_id, course_id, org_id, paper, status, first = cells
    if paper not in NULLS:
        return None
    if user_id in NULLS or course_id in NULLS or org_id in NULLS:
        raise QuirkError("field-missing", "user_id, mdo_id or content_id is null")
    completed_at = None if first in NULLS else cell_moment(first, "first_completed_on")
    completed = completed_at is not None or status.strip().lower() == _COMPLETED
    return FeedExtractCourse(user_id, course_id, org_id, completed, completed_at)
