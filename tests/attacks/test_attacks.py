"""The quick attacks of the list, against the running service: `make attacks` runs all of it."""

import pytest

from tests.attacks import bodies, injection, tokens
from tests.attacks.attack import Attack
from tests.attacks.running import run
from tests.contract.service import Served

QUICK = (*injection.ATTACKS, *tokens.ATTACKS, *bodies.ATTACKS)


@pytest.mark.parametrize("attack", QUICK, ids=lambda attack: f"{attack.kind} {attack.what}")
async def test_an_attack_comes_to_nothing(service: Served, attack: Attack) -> None:
    """What is sent is refused, or kept as the text that it is; nothing fails, nothing is shown."""
    came = await run(attack, service)

    assert came.held, came.seen
