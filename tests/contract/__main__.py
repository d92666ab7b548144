"""Fuzzes the contract at length: every operation as each role, against the service and a worker."""

import argparse
import os
import sys
from pathlib import Path
from tempfile import mkdtemp

from app.policy.access.roles import EVERY_ROLE
from tests.contract.fuzzing import fuzz
from tests.contract.service import served
from tests.harness import databases
from tests.harness.server import lent_server


def main() -> int:
    """Print what each role's run says; return 1 if any found a failure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--examples", type=int, default=30, help="How many an operation and role.")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--role", action="append", choices=sorted(EVERY_ROLE), default=[])
    asked.add_argument("rest", nargs="*", help="More for schemathesis.")
    told = asked.parse_args()
    folder = Path(mkdtemp(prefix="karmasetu-fuzz-"))
    faulty = 0
    with lent_server(os.environ) as server:
        name = databases.own_name("fuzz")
        address = databases.create(server, name)
        try:
            databases.migrate(address)
            with served(address, folder, worker=True) as service:
                for role in told.role or sorted(EVERY_ROLE):
                    print(f"=== {role}", flush=True)
                    much = (f"--max-examples={told.examples}", f"--seed={told.seed}")
                    ended = fuzz(service, folder, *much, *told.rest, roles=[role])
                    print(ended.stdout, ended.stderr)
                    faulty += ended.returncode != 0
        finally:
            databases.drop(server, name)
    print(f"{faulty} roles met a failure; logs are in {folder}")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
