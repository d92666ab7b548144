"""What is told of an entry's body by a look at its text is what its JSON says."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.apar.entry_body import ruleset_of

DIGEST = st.text("0123456789abcdef", min_size=64, max_size=64)
# Names of courses: any, and such as look like what is looked for.
NAME = st.text() | DIGEST.map('a","ruleset":"{}"'.format) | DIGEST.map('\\"ruleset":"{}'.format)


@given(NAME, DIGEST)
def test_the_ruleset_is_the_one_that_the_json_names(name: str, digest: str) -> None:
    """No name of a course, whatever it is, is taken for the ruleset."""
    entry = {"courses": [{"name": name}], "ruleset": digest, "summary": {"outcome": name}}

    assert ruleset_of(json.dumps(entry, separators=(",", ":"), ensure_ascii=False)) == digest


def test_a_body_without_a_ruleset_is_none() -> None:
    """An entry that names no ruleset can't be traced, and that is said."""
    with pytest.raises(ValueError, match="names its ruleset"):
        ruleset_of('{"courses":[{"name":"\\"ruleset\\":\\"' + "0" * 64 + '\\""}]}')
