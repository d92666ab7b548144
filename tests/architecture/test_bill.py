"""The bill of materials: what the locks of the running service pin, and what asks for what."""

import re

import pytest

from tests.architecture.tree import ROOT
from tools.bill import Pinned, bill, pinned

LOCK = (ROOT / "requirements" / "run.txt").read_text("utf-8")
A_LOCK = """# made by uv
a-b==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:00
    # via
    #   -r requirements/run.in
    #   c
c==2.1.post1 \\
    --hash=sha256:00
    # via -r requirements/run.in
"""


def test_a_lock_is_read_as_it_is_written() -> None:
    """Name, version, where it is installed at all, and who asks for it."""
    assert list(pinned(A_LOCK)) == [
        Pinned("a-b", "1.0", "sys_platform == 'win32'", ("c",)),
        Pinned("c", "2.1.post1", None, ()),
    ]


def test_what_can_not_be_read_is_no_bill() -> None:
    """A line that is of no known kind is an error, not passed over."""
    with pytest.raises(ValueError, match="can't be read"):
        list(pinned(A_LOCK + "d @ file:///somewhere"))


def test_nothing_that_is_pinned_is_left_out() -> None:
    """Each distribution of the lock is in the bill, with what it stands on."""
    told = bill(LOCK)
    names = {one["name"] for one in told["components"]}
    asked_for = {ref for one in told["dependencies"] for ref in one["dependsOn"]}

    assert names == set(re.findall(r"^([a-z0-9._-]+)(?:\[.+\])?==", LOCK, re.MULTILINE))
    assert asked_for < {one["bom-ref"] for one in told["components"]}
    assert len(asked_for) > len(names) / 2
