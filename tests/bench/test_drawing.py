"""The drawn population: where each share of it ends."""

from bench.drawing import limits


def test_shares_end_where_the_next_begin() -> None:
    """Weights become the borders between their intervals, the last border left out."""
    assert limits((94, 4, 2)) == [94, 98]
