"""Runs the whole list of attacks against a service that is started for it, and prints a table."""

import asyncio
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from tests.attacks import bodies, injection, overload, slow, tokens
from tests.attacks.attack import Attack
from tests.attacks.running import run
from tests.contract.service import served
from tests.harness import databases
from tests.harness.server import lent_server

WHOLE = (*injection.ATTACKS, *tokens.ATTACKS, *slow.ATTACKS, *bodies.ATTACKS)


def on_its_own(server: str, attacks: Iterable[Attack], a_minute: int) -> list[bool]:
    """Start a service over a database of its own, attack it, and tell what came of each attack."""
    name = databases.own_name("attacked")
    address = databases.create(server, name)
    try:
        databases.migrate(address)
        folder = Path(mkdtemp(prefix="karmasetu-attacks-"))
        with served(address, folder, a_minute=a_minute) as service:
            held = []
            for attack in attacks:
                came = asyncio.run(run(attack, service))
                held.append(came.held)
                mark = "holds" if came.held else "FAILS"
                print(f"{attack.kind}  {mark}  {attack.what:<62}  {came.seen}", flush=True)
            return held
    finally:
        databases.drop(server, name)


def main() -> int:
    """Return 1 if any attack did not end as it must."""
    with lent_server(os.environ) as server:
        held = on_its_own(server, WHOLE, 0)
        held += on_its_own(server, overload.ATTACKS, overload.A_MINUTE)
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
