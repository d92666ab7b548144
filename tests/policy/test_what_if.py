"""The sums of a hypothesis: nobody is lost, and only those held before can flip."""

from hypothesis import given
from hypothesis import strategies as st

from app.policy import what_if
from app.policy.what_if import Count

OUTCOMES = st.sampled_from(["met", "short_of_courses", "no_plan"])
COUNTS = st.lists(
    st.builds(
        Count,
        authority_id=st.integers(1, 3),
        level=st.none() | st.sampled_from(["us", "ds_director"]),
        before=st.none() | OUTCOMES,
        after=OUTCOMES,
        officials=st.integers(1, 50),
    )
)


@given(COUNTS)
def test_each_official_stands_in_each_sum_once(counts: list[Count]) -> None:
    """Levels, authorities and transitions each add up to all officials and to all who flip."""
    summary = what_if.summarise(counts)

    moves = summary.transitions
    assert sum(one.officials for one in moves) == summary.officials
    flipped = [one for one in moves if one.before not in {None, one.after}]
    assert sum(one.officials for one in flipped) == summary.flipped
    assert sum(one.officials for one in moves if one.before is None) == summary.not_held
    for shares in (summary.by_level, summary.by_authority):
        assert sum(one.officials for one in shares) == summary.officials
        assert sum(one.flipped for one in shares) == summary.flipped
        assert all(sum(one.after.values()) == one.officials for one in shares)
        assert len({one.key for one in shares}) == len(shares)
