"""Generated requests to the running service, as each role in turn: `make fuzz` sends many more."""

from pathlib import Path

import pytest

from tests.contract.fuzzing import fuzz
from tests.contract.service import Served

BOUNDED = ("--phases=fuzzing,stateful", "--max-examples=2", "--seed=1")


# Fifteen seconds of work; on a busy machine it may be a minute or two.
@pytest.mark.timeout(400)
def test_no_generated_request_finds_a_failure(service: Served, tmp_path: Path) -> None:
    """No 500, nothing outside the contract, nothing accepted that it refuses: all checks are on."""
    ended = fuzz(service, tmp_path, *BOUNDED)

    assert ended.returncode == 0, ended.stdout[-20_000:] + ended.stderr
    assert "Tested: 11" in ended.stdout, ended.stdout
    assert "✅ Stateful" in ended.stdout, ended.stdout
    assert " at " not in service.log.read_text(), "the service logged a failure of its own"
