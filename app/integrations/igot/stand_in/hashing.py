"""Deterministic randomness: everything invented follows from the seed and a number."""

from uuid import UUID

MASK = (1 << 64) - 1
ODD = 0x9E3779B97F4A7C15
FIRST_FACTOR = 0xBF58476D1CE4E5B9
SECOND_FACTOR = 0x94D049BB133111EB


def scramble(number: int, seed: int) -> int:
    """Return 64 bits that look random and depend on the number and the seed alone."""
    mixed = ((number + 1) * ODD + seed * SECOND_FACTOR) & MASK
    mixed = ((mixed ^ (mixed >> 30)) * FIRST_FACTOR) & MASK
    mixed = ((mixed ^ (mixed >> 27)) * SECOND_FACTOR) & MASK
    return mixed ^ (mixed >> 31)


def invented_uuid(kind: int, number: int, seed: int) -> str:
    """Return a stable UUID for the numbered thing of a kind."""
    high = scramble(number, seed + 7919 * kind)
    low = scramble(high, seed)
    return str(UUID(int=(high << 64) | low, version=4))
