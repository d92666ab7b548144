"""Staff strength as it is stated: its lines, their faults, and what two statements differ in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.policy.facts import Employment
from app.policy.orders import Fault
from app.policy.spelling import folded

# A line of the scope "total" is the whole as its source adds it up, in place of its lines' sum.
Scope = Literal["total", "whole", "headquarters"]
SCOPES: tuple[Scope, ...] = ("whole", "headquarters")


@dataclass(frozen=True, slots=True)
class StrengthLine:
    """Posts of one kind, filled and vacant; what is None is told apart no further."""

    scope: Scope
    employment: Employment | None
    group: str | None
    position: str | None
    filled: int
    vacant: int


@dataclass(frozen=True, slots=True)
class Posts:
    """How many posts are filled, how many vacant: strength is the two together."""

    filled: int
    vacant: int

    @property
    def strength(self) -> int:
        """How many posts there are."""
        return self.filled + self.vacant


@dataclass(frozen=True, slots=True)
class Difference:
    """A position, or None for all together, of which two statements tell different posts."""

    position: str | None
    stated: Posts | None
    igot: Posts | None


def posts(lines: Sequence[StrengthLine], scope: Scope) -> Posts:
    """Return the posts of a scope, added up; the whole as its source adds it up, if it does."""
    mine = [line for line in lines if line.scope == scope]
    if scope == "whole":
        mine = [line for line in lines if line.scope == "total"] or mine
    return Posts(sum(line.filled for line in mine), sum(line.vacant for line in mine))


def faults(lines: Sequence[StrengthLine]) -> Iterator[Fault]:
    """Name lines stated twice, and kinds of staff of which headquarters has more than the whole.

    Headquarters is a part of the whole, stated apart (OM 18.12.2024, para 3.I).
    """
    for scope in SCOPES:
        seen: set[tuple[object, ...]] = set()
        for place, line in enumerate(line for line in lines if line.scope == scope):
            key = (line.employment, folded(line.group or ""), folded(line.position or ""))
            if key in seen:
                yield f"/{scope}/{place}", "same-line-twice"
            seen.add(key)
    for employment in Employment:
        whole, part = (
            posts([line for line in lines if line.employment == employment], scope)
            for scope in SCOPES
        )
        if part.filled > whole.filled or part.strength > whole.strength:
            yield "/headquarters", f"more-than-whole-{employment.value}"


def differences(
    stated: Sequence[StrengthLine], igot: Sequence[StrengthLine]
) -> tuple[Difference, ...]:
    """Compare the whole of two statements: all together first, then position by position.

    iGOT tells positions alone, so positions are compared across kinds of staff and groups, and
    only where both statements name any.
    """
    ours, theirs = _by_position(stated), _by_position(igot)
    found = [Difference(None, posts(stated, "whole"), posts(igot, "whole"))]
    if ours and theirs:
        found += [
            Difference(position, ours.get(position), theirs.get(position))
            for position in sorted({*ours, *theirs})
        ]
    return tuple(one for one in found if one.stated != one.igot)


def _by_position(lines: Sequence[StrengthLine]) -> dict[str, Posts]:
    found: dict[str, Posts] = {}
    for line in lines:
        if line.scope == "whole" and line.position is not None:
            key = folded(line.position)
            held = found.get(key, Posts(0, 0))
            found[key] = Posts(held.filled + line.filled, held.vacant + line.vacant)
    return found
