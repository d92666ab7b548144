"""Carrying out one attack on a service."""

import httpx

from tests.attacks.attack import Attack, Came, Ground
from tests.contract.service import Served


async def run(attack: Attack, service: Served) -> Came:
    """Carry out an attack as an MDO's admin, and return what came of it."""
    headers = {"Authorization": f"Bearer {service.token('mdo_admin')}"}
    limits = httpx.Limits(max_connections=300)
    async with httpx.AsyncClient(
        base_url=service.origin, headers=headers, timeout=30, limits=limits
    ) as client:
        return await attack.run(Ground(service, client))
