"""Staff strength: as an authority states it, its history, and iGOT's staff details beside it."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from app.api.models.shapes import NO_NUL, Answer, Day, Submission
from app.policy.facts import Employment
from app.policy.onboarding.strength import Scope, StrengthLine, posts
from app.store.onboarding.strengths import Statement

INTEGER_MAX = 2**31 - 1
# House value: lines of one statement, and posts of one line, which iGOT limits to five digits.
LINES_MAX, POSTS_MAX = 2000, 99_999_999
Count = Annotated[int, Field(ge=0, le=POSTS_MAX)]
Kind = Annotated[Employment, Field(strict=False)]
Called = Annotated[str | None, Field(min_length=1, max_length=200, pattern=NO_NUL)]


class LineStated(Submission):
    """Posts of one kind of staff, filled and vacant; group and position where told apart."""

    employment: Kind
    group: Called = None
    position: Called = None
    filled: Count
    vacant: Count


Lines = Annotated[list[LineStated], Field(max_length=LINES_MAX)]


class StrengthRequest(Submission):
    """The strength from a day on: the whole, and of it the part at headquarters."""

    valid_from: Day
    whole: Annotated[Lines, Field(min_length=1)]
    headquarters: Annotated[Lines, Field(default_factory=list)]


class LineTold(Answer):
    """Posts of one kind; what is null is told apart no further."""

    employment: Employment | None
    group: str | None
    position: str | None
    filled: int
    vacant: int


class PostsTold(Answer):
    """Posts, filled and vacant, and the two together."""

    filled: int
    vacant: int
    strength: int


class ScopeTold(Answer):
    """The posts of a scope: together, and line by line."""

    posts: PostsTold
    lines: list[LineTold]


class StatementTold(Answer):
    """A statement: since which ingest position it is known, and as of which it is replaced."""

    id: int
    source: Literal["authority", "igot"]
    valid_from: date
    stated_at: datetime
    learned_position: int
    withdrawn_position: int | None
    whole: ScopeTold
    headquarters: ScopeTold


class StrengthTold(Answer):
    """What is stated for a day, the days from which other statements hold, the last change."""

    authority_id: int
    on: date
    version: int
    in_force: StatementTold | None
    following: list[date]


class DifferenceTold(Answer):
    """A position, null for all together, of which the two tell different posts."""

    position: str | None
    stated: PostsTold | None
    igot: PostsTold | None


class StrengthCompared(Answer):
    """What the authority states and what iGOT's staff details have, and where they differ."""

    authority_id: int
    on: date
    stated: StatementTold | None
    igot: StatementTold | None
    differences: list[DifferenceTold]


class StrengthHistory(Answer):
    """Statements of both sources, in order of their numbers, replaced ones as well."""

    authority_id: int
    statements: list[StatementTold]
    next_cursor: str | None


_OFFICERS = {
    "employment": "regular",
    "group": "GROUP A",
    "position": "Under Secretary",
    "filled": 110,
    "vacant": 8,
}
_OUTSOURCED = {"employment": "outsourced", "group": None, "position": None}
_WHOLE = [_OFFICERS, {**_OUTSOURCED, "filled": 40, "vacant": 0}]
_HEADQUARTERS = [{**_OFFICERS, "filled": 60, "vacant": 2}]
STATEMENT: dict[str, Any] = {
    "id": 5,
    "source": "authority",
    "valid_from": "2026-04-01",
    "stated_at": "2026-04-03T05:30:00Z",
    "learned_position": 704,
    "withdrawn_position": None,
    "whole": {"posts": {"filled": 150, "vacant": 8, "strength": 158}, "lines": _WHOLE},
    "headquarters": {"posts": {"filled": 60, "vacant": 2, "strength": 62}, "lines": _HEADQUARTERS},
}
_NONE_AT_HQ = {"posts": {"filled": 0, "vacant": 0, "strength": 0}, "lines": []}
_IGOT_LINE = {"employment": None, "group": None, "position": None, "filled": 140, "vacant": 18}
IGOT_STATEMENT: dict[str, Any] = {
    **STATEMENT,
    "id": 6,
    "source": "igot",
    "whole": {"posts": {"filled": 140, "vacant": 18, "strength": 158}, "lines": [_IGOT_LINE]},
    "headquarters": _NONE_AT_HQ,
}
STRENGTH: dict[str, Any] = {
    "authority_id": 3,
    "on": "2026-05-04",
    "version": 704,
    "in_force": STATEMENT,
    "following": [],
}
COMPARED: dict[str, Any] = {
    "authority_id": 3,
    "on": "2026-05-04",
    "stated": STATEMENT,
    "igot": IGOT_STATEMENT,
    "differences": [
        {
            "position": None,
            "stated": STATEMENT["whole"]["posts"],
            "igot": IGOT_STATEMENT["whole"]["posts"],
        }
    ],
}
HISTORY: dict[str, Any] = {"authority_id": 3, "statements": [STATEMENT], "next_cursor": None}
STRENGTH_REQUESTS: dict[str, Any] = {
    "from April": {
        "summary": "Officers and outsourced staff, headquarters apart",
        "value": {"valid_from": "2026-04-01", "whole": _WHOLE, "headquarters": _HEADQUARTERS},
    }
}


def lines_of(asked: StrengthRequest) -> tuple[StrengthLine, ...]:
    """Return a request's lines, the whole before headquarters."""
    scoped: tuple[tuple[Scope, list[LineStated]], ...] = (
        ("whole", asked.whole),
        ("headquarters", asked.headquarters),
    )
    return tuple(
        StrengthLine(scope, one.employment, one.group, one.position, one.filled, one.vacant)
        for scope, lines in scoped
        for one in lines
    )


def statement_told(held: Statement | None) -> StatementTold | None:
    """Return a statement as a body shows it, or None for none."""
    if held is None:
        return None
    told = {name: getattr(held, name) for name in StatementTold.model_fields if hasattr(held, name)}
    return StatementTold(
        **told, whole=_scope(held.lines, "whole"), headquarters=_scope(held.lines, "headquarters")
    )


def _scope(lines: tuple[StrengthLine, ...], scope: Scope) -> ScopeTold:
    told = [LineTold.model_validate(line) for line in lines if line.scope == scope]
    return ScopeTold(posts=PostsTold.model_validate(posts(lines, scope)), lines=told)
