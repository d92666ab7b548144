"""Sums up what other rules or plans would change: how many flip, by level and by authority."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many officials of an authority and level have one outcome and would have another.

    ``before`` is None for those of whom no outcome is held yet.
    """

    authority_id: int
    level: str | None
    before: str | None
    after: str
    officials: int

    @property
    def flips(self) -> bool:
        """Whether these officials' outcome would be another; one not held yet can't flip."""
        return self.before is not None and self.before != self.after


@dataclass(frozen=True, slots=True)
class Transition:
    """How many officials go from one outcome to another, or stay."""

    before: str | None
    after: str
    officials: int


@dataclass(frozen=True, slots=True)
class Share:
    """One level's or authority's officials: how many flip, and their outcomes before and after."""

    key: str | int | None
    officials: int
    flipped: int
    before: dict[str, int]
    after: dict[str, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a hypothesis comes to over a whole population.

    ``not_held`` counts officials of whom no outcome is held yet: they are in ``after`` alone.
    """

    officials: int
    flipped: int
    not_held: int
    transitions: tuple[Transition, ...]
    by_level: tuple[Share, ...]
    by_authority: tuple[Share, ...]


def summarise(counts: Iterable[Count]) -> Summary:
    """Return the sums over counts of officials."""
    held = list(counts)
    moves: Counter[tuple[str | None, str]] = Counter()
    for one in held:
        moves[one.before, one.after] += one.officials
    return Summary(
        officials=sum(one.officials for one in held),
        flipped=sum(one.officials for one in held if one.flips),
        not_held=sum(one.officials for one in held if one.before is None),
        transitions=tuple(
            Transition(before, after, officials)
            for (before, after), officials in sorted(moves.items(), key=_in_order)
        ),
        by_level=_shares(held, lambda one: one.level),
        by_authority=_shares(held, lambda one: one.authority_id),
    )


def _in_order(move: tuple[tuple[str | None, str], int]) -> tuple[str, str]:
    (before, after), _ = move
    return before or "", after


def _shares(
    counts: Iterable[Count], key_of: Callable[[Count], str | int | None]
) -> tuple[Share, ...]:
    grouped: dict[str | int | None, list[Count]] = {}
    for one in counts:
        grouped.setdefault(key_of(one), []).append(one)
    return tuple(
        _share(key, grouped[key]) for key in sorted(grouped, key=lambda key: (key is None, key))
    )


def _share(key: str | int | None, counts: list[Count]) -> Share:
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for one in counts:
        after[one.after] += one.officials
        if one.before is not None:
            before[one.before] += one.officials
    return Share(
        key=key,
        officials=sum(one.officials for one in counts),
        flipped=sum(one.officials for one in counts if one.flips),
        before=dict(sorted(before.items())),
        after=dict(sorted(after.items())),
    )
