"""The picture of onboarding: counts of an authority's staff, by kind, group and level, and shares.

Nothing is capped: where more are on iGOT than there are posts filled, that is told, with reasons.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

from app.policy.facts import Employment
from app.policy.finding import FindingRule
from app.policy.onboarding import strength_catalogue as catalogue
from app.policy.onboarding.strength import StrengthLine, differences, posts
from app.policy.spelling import folded
from app.policy.wording import Wording


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one kind of staff; None is what no source tells of that kind."""

    strength: int | None = None
    vacant: int | None = None
    rostered: int | None = None
    onboarded: int | None = None
    verified: int | None = None
    not_my_user: int | None = None
    missing: int | None = None
    wrongly_mapped: int | None = None
    not_on_roster: int | None = None
    duplicates: int | None = None
    no_level: int | None = None
    no_plan: int | None = None
    not_decided: int | None = None


NAMES = tuple(one.name for one in fields(Counts))


@dataclass(frozen=True, slots=True)
class Cell:
    """Counts of staff that are of one employment, group and level: as far as the source tells."""

    employment: Employment | None
    group: str | None
    level: str | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class Kinds:
    """Where counts come from: posts as stated, rows of a roster, officials on iGOT."""

    stated: tuple[Cell, ...] | None
    rostered: tuple[Cell, ...] | None
    onboarded: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why more are on iGOT than there are posts filled: in words, and how many it is about."""

    code: str
    text: Wording
    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All together; by employment, group and level, what is None being told by nobody."""

    total: Counts
    by_employment: dict[str | None, Counts]
    by_group: dict[str | None, Counts]
    by_level: dict[str | None, Counts]


def of_strength(lines: Sequence[StrengthLine]) -> tuple[Cell, ...]:
    """Return the posts filled and vacant of the whole: a vacant post holds nobody to onboard."""
    return tuple(
        Cell(
            line.employment,
            folded(line.group) if line.group else None,
            None,
            Counts(strength=line.filled, vacant=line.vacant),
        )
        for line in lines
        if line.scope == "whole"
    )


def draw(kinds: Kinds) -> Picture:
    """Add the counts up: all together, and by each of the three kinds.

    A level is told by officials on iGOT alone: posts and rosters name none.
    """
    stated, rostered = kinds.stated or (), kinds.rostered or ()
    sources = (stated, rostered, kinds.onboarded)
    return Picture(
        total=_sum(cell.counts for source in sources for cell in source),
        by_employment=_by(sources, lambda cell: cell.employment),
        by_group=_by(sources, lambda cell: cell.group),
        by_level=_by((kinds.onboarded,), lambda cell: cell.level),
    )


def share(part: int | None, whole: int | None) -> Decimal | None:
    """Return a part in per cent of a whole, to one place, never capped; None without a whole."""
    if part is None or not whole:
        return None
    exact = Decimal(100 * part) / Decimal(whole)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def shares(total: Counts) -> dict[str, Decimal | None]:
    """Return the shares that are told, by name: of posts filled, and of those on iGOT."""
    return {
        "onboarded_of_strength": share(total.onboarded, total.strength),
        "rostered_of_strength": share(total.rostered, total.strength),
        "verified_of_onboarded": share(total.verified, total.onboarded),
    }


def excess(picture: Picture) -> tuple[Reason, ...]:
    """Return why more are on iGOT than there are posts filled; none where they are not."""
    total = picture.total
    if total.strength is None or (total.onboarded or 0) <= total.strength:
        return ()
    unstated = sum(
        counts.onboarded or 0
        for kind, counts in picture.by_employment.items()
        if counts.strength is None and kind is not None
    )
    counted = {
        "kinds_not_stated": unstated,
        "not_on_roster": total.not_on_roster or 0,
        "duplicates": total.duplicates or 0,
        "not_verified": (total.onboarded or 0) - (total.verified or 0),
    }
    found = tuple(
        Reason(code, catalogue.EXCESS[code], count) for code, count in counted.items() if count
    )
    left = (total.onboarded or 0) - total.strength
    return found or (Reason("unexplained", catalogue.EXCESS["unexplained"], left),)


def findings(
    picture: Picture,
    stated: Sequence[StrengthLine] | None,
    igot: Sequence[StrengthLine] | None,
) -> tuple[FindingRule, ...]:
    """Return what is amiss with the authority's strength, in the order of the catalogue."""
    if stated is None:
        return (catalogue.STRENGTH_NOT_STATED,)
    filled = picture.total.strength or 0
    amiss = {
        catalogue.ROSTER_LARGER: (picture.total.rostered or 0) > filled,
        catalogue.MORE_ONBOARDED: (picture.total.onboarded or 0) > filled,
        catalogue.IGOT_DIFFERS: igot is not None and bool(differences(stated, igot)),
        catalogue.HEADQUARTERS_NOT_STATED: posts(stated, "headquarters").strength == 0,
    }
    return tuple(rule for rule, holds in amiss.items() if holds)


def _by(
    sources: Sequence[Sequence[Cell]], kind: Callable[[Cell], str | None]
) -> dict[str | None, Counts]:
    found: dict[str | None, list[Counts]] = {}
    for source in sources:
        for cell in source:
            found.setdefault(kind(cell), []).append(cell.counts)
    ordered = sorted(found, key=lambda each: (each is None, each or ""))
    return {each: _sum(found[each]) for each in ordered}


def _sum(every: Iterable[Counts]) -> Counts:
    totals: dict[str, int] = {}
    for counts in every:
        for name in NAMES:
            value = getattr(counts, name)
            if value is not None:
                totals[name] = totals.get(name, 0) + value
    return Counts(**totals)
