"""Merkle trees against the definitions of RFC 6962 (section 2.1), written out once more."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.apar import merkle

LEAVES = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def split(size: int) -> int:
    """Return the largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def mth(data: Sequence[bytes]) -> bytes:
    """Return the Merkle Tree Hash as the RFC defines it."""
    if not data:
        return hashlib.sha256().digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    at = split(len(data))
    return hashlib.sha256(b"\x01" + mth(data[:at]) + mth(data[at:])).digest()


def audit_path(index: int, data: Sequence[bytes]) -> list[bytes]:
    """Return the Merkle Audit Path as the RFC defines it."""
    if len(data) <= 1:
        return []
    at = split(len(data))
    if index < at:
        return [*audit_path(index, data[:at]), mth(data[at:])]
    return [*audit_path(index - at, data[at:]), mth(data[:at])]


def tree_of(data: Sequence[bytes]) -> list[list[bytes]]:
    """Return the tree over some data."""
    return merkle.levels([merkle.leaf(one) for one in data])


# The inputs of RFC 6962's reference tests, and the roots that the definition gives for them.
VECTORS = [bytes.fromhex(one) for one in ("", "00", "10", "2021", "3031", "40414243")]
VECTORS += [bytes(range(0x50, 0x58)), bytes(range(0x60, 0x70))]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_rfcs(size: int) -> None:
    """For each size the root is the one that the definition leads to."""
    assert tree_of(VECTORS[:size])[-1] == [mth(VECTORS[:size])]


def test_known_roots() -> None:
    """Two roots that are known from outside: of one empty leaf, and of all eight."""
    assert tree_of(VECTORS[:1])[-1][0].hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert tree_of(VECTORS)[-1][0].hex() == (
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    )


@given(LEAVES, st.data())
def test_every_path_is_the_rfcs_and_proves(data: list[bytes], draw: st.DataObject) -> None:
    """The places of a path hold what the definition says, and lead to the root."""
    index = draw.draw(st.integers(0, len(data) - 1))
    tree = tree_of(data)
    path = [tree[level][place] for level, place in merkle.places(index, len(data))]

    assert path == audit_path(index, data)
    assert merkle.root_of(tree[0][index], index, len(data), path) == mth(data)


@given(LEAVES.filter(lambda data: len(set(data)) > 1), st.data())
def test_another_leaf_place_or_path_proves_nothing(data: list[bytes], draw: st.DataObject) -> None:
    """An altered leaf or hash leads to another root; a path of another length is refused."""
    index = draw.draw(st.integers(0, len(data) - 1))
    tree, size = tree_of(data), len(data)
    path = [tree[level][place] for level, place in merkle.places(index, size)]
    at = draw.draw(st.integers(0, len(path) - 1))
    altered = [*path[:at], bytes(32), *path[at + 1 :]]

    assert merkle.root_of(merkle.leaf(b"another"), index, size, path) != mth(data)
    assert merkle.root_of(tree[0][index], index, size, altered) != mth(data)
    for wrong in (path[:-1], [*path, bytes(32)]):
        with pytest.raises(ValueError, match="path"):
            merkle.root_of(tree[0][index], index, size, wrong)


def test_no_leaf_no_tree() -> None:
    """A tree without leaves, and a place beyond the last leaf, are refused."""
    with pytest.raises(ValueError, match="leaf"):
        merkle.levels([])
    with pytest.raises(ValueError, match="leaf"):
        merkle.root_of(bytes(32), 1, 1, [])
