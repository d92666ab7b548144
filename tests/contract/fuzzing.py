"""Running schemathesis, as a program, against the served contract."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from app.policy.access.roles import EVERY_ROLE
from tests.contract.service import Served
from tests.harness.databases import CLONE

CONTRACT = CLONE / "openapi.yaml"
SETTINGS = Path(__file__).parent / "schemathesis.toml"


def fuzz(
    service: Served, folder: Path, *arguments: str, roles: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Send generated requests as one role after the other, all checks on; return how it ended."""
    tokens = [service.token(role) for role in sorted(EVERY_ROLE) if not roles or role in roles]
    variables = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "tests.contract.hooks",
        "KARMASETU_FUZZ_TOKENS": json.dumps(tokens),
        "PYTHONPATH": str(CLONE),
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(SETTINGS), "run"]
    return subprocess.run(
        [*command, str(CONTRACT), "--url", service.origin, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env=variables,
        cwd=folder,
    )
