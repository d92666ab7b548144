"""Merkle trees as RFC 9162 (and RFC 6962) define them: roots, and paths that prove inclusion."""

import hashlib
from collections.abc import Sequence

# A tree as its levels: the leaves' hashes first, the root alone last.
Levels = Sequence[Sequence[bytes]]


def leaf(data: bytes) -> bytes:
    """Return the hash of a leaf (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def levels(hashes: Sequence[bytes]) -> list[list[bytes]]:
    """Return the tree over some leaves' hashes, level by level; raise ValueError for no leaf.

    A node without a neighbour rises as it is: so each left side is a whole power of two, as the
    RFC splits them.
    """
    if not hashes:
        raise ValueError("a tree has a leaf")
    built = [list(hashes)]
    while len(built[-1]) > 1:
        below = built[-1]
        pairs = [node(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)]
        built.append(pairs + below[len(below) - len(below) % 2 :])
    return built


def places(index: int, size: int) -> list[tuple[int, int]]:
    """Return where the hashes of a leaf's path stand: level and place, from the leaf upwards."""
    found = []
    level = 0
    while size > 1:
        if (index ^ 1) < size:
            found.append((level, index ^ 1))
        index, size, level = index // 2, (size + 1) // 2, level + 1
    return found


def root_of(hashed: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root that a leaf's hash and its path lead to (RFC 9162, 2.1.3.2).

    Raises ValueError for a path that is too long or too short for the place.
    """
    if not 0 <= index < size:
        raise ValueError("the leaf is not in the tree")
    at, last, found = index, size - 1, hashed
    for beside in path:
        if last == 0:
            raise ValueError("the path is too long")
        if at % 2 or at == last:
            found = node(beside, found)
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, beside)
        at, last = at >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return found
