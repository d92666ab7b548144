"""One row of iGOT's staff details: posts of a position, or of the whole organisation."""

from app.integrations.igot.feed import FeedStaffPosition
from app.integrations.igot.wire import Json, QuirkError, required, whole

# The row of the whole stands among the positions, under this word.
_WHOLE = "all"
# What the refusal says where an organisation has entered nothing: the answer is HTTP 400 then.
NONE_ENTERED = "No Staff Position found"


def read_staff_position(row: Json) -> FeedStaffPosition:
    """Read posts, filled and vacant; the dates are not read, for their pattern puts minutes first.

    (The platform writes them as ``yyyy-mm-dd``, in which ``mm`` stands for minutes.) Raises
    QuirkError for a row without its position or its numbers.
    """
    position = required(row, "position")
    filled, vacant = whole(row, "totalPositionsFilled"), whole(row, "totalPositionsVacant")
    if filled is None or vacant is None:
        raise QuirkError("field-missing", "a number of posts is absent or blank")
    return FeedStaffPosition(
        position=None if position.lower() == _WHOLE else position, filled=filled, vacant=vacant
    )
