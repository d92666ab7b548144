"""Which known designations a written one is nearest to, with a score: offered, never applied."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# House values: what is less alike than this is not offered; as near as this is as good.
OFFERED_FROM = 0.5
AS_NEAR_WITHIN = 0.05
OFFERS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A known designation's key, and how alike it is: 1 is the same."""

    key: str
    score: float


@dataclass(slots=True)
class Designations:
    """The keys of designations that are known, looked through by pairs of letters."""

    known: frozenset[str]
    _by_pair: dict[str, list[str]] = field(default_factory=dict)
    _offers: dict[str, tuple[Offer, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, keys: Iterable[str]) -> "Designations":
        """Return those of some keys."""
        made = cls(frozenset(keys))
        for key in sorted(made.known):
            for pair in set(_pairs(key)):
                made._by_pair.setdefault(pair, []).append(key)
        return made

    def offers(self, key: str) -> tuple[Offer, ...]:
        """Return up to three known designations that a key is nearest to, the nearest first."""
        if key not in self._offers:
            self._offers[key] = self._nearest(key)
        return self._offers[key]

    def _nearest(self, key: str) -> tuple[Offer, ...]:
        """Score by Dice's coefficient over the sets of letter pairs."""
        pairs = set(_pairs(key))
        shared = Counter(known for pair in pairs for known in self._by_pair.get(pair, ()))
        scored = [
            Offer(known, round(2 * count / (len(pairs) + len(set(_pairs(known)))), 2))
            for known, count in shared.items()
        ]
        near = [one for one in scored if one.score >= OFFERED_FROM]
        return tuple(sorted(near, key=lambda one: (-one.score, one.key))[:OFFERS])


def is_ambiguous(offers: tuple[Offer, ...]) -> bool:
    """Say whether the nearest designation is no nearer than the one after it."""
    return len(offers) > 1 and offers[0].score - offers[1].score <= AS_NEAR_WITHIN


def _pairs(key: str) -> Iterator[str]:
    """Return each two letters that follow one another, blanks around the words counted."""
    padded = f" {key} "
    return (padded[place : place + 2] for place in range(len(padded) - 1))
