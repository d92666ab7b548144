"""An authority's office that records its liaison officers through the API."""

from typing import Any

import httpx

from tests.api.population import Population

YEAR = "2025-26"
ORDER = {"number": "A-42011/3/2025-Res", "dated": "2025-04-28", "issued_by": "Joint Secretary"}


def courses(policy: list[str], role: list[str]) -> list[dict[str, Any]]:
    """Return what a direction says of the two programmes' courses."""
    return [
        {"programme": "reservation_policy", "courses": policy},
        {"programme": "role_of_liaison_officer", "courses": role},
    ]


class Office:
    """One authority's liaison officers, recorded and asked for through the API."""

    def __init__(self, client: httpx.AsyncClient, population: Population) -> None:
        """Speak for the first authority of the population."""
        self.client = client
        self.at = f"/v1/authorities/{population.authority}"

    async def designate(self, official: int, category: str = "sc_st", **changes: Any) -> Any:
        """Designate an official, a Deputy Secretary from April on unless it is said otherwise."""
        asked = {
            "official_id": official,
            "category": category,
            "designation": "Deputy Secretary",
            "valid_from": "2025-04-01",
            "order": ORDER,
        }
        return await self.client.post(f"{self.at}/liaison-officers", json=asked | changes)

    async def direct(self, **changes: Any) -> Any:
        """Direct all officers to everything, programmes being the courses A and B."""
        asked = {
            "workshops": True,
            "programmes": True,
            "programme_courses": courses(["A"], ["D"]),
            "valid_from": "2025-04-01",
            "order": ORDER,
        }
        return await self.client.post(f"{self.at}/liaison-directions", json=asked | changes)

    async def attend(self, official: int, workshop: str, **changes: Any) -> Any:
        """Have an official attend a workshop, with a certificate unless it is said otherwise."""
        asked = {
            "official_id": official,
            "workshop": workshop,
            "attended_from": "2025-08-04",
            "attended_until": "2025-08-05",
            "certificate_number": "ISTM/2025/118",
            "order": ORDER,
        }
        return await self.client.post(f"{self.at}/workshop-attendances", json=asked | changes)

    async def picture(self) -> Any:
        """Return the year's picture."""
        answered = await self.client.get(f"{self.at}/liaison/{YEAR}")
        assert answered.status_code == 200, answered.text
        return answered.json()

    async def states(self, official: int) -> list[str]:
        """Return how the four stand for one officer, and what they come to."""
        told = (await self.client.get(f"{self.at}/liaison/{YEAR}/officers/{official}")).json()
        return [*(item["state"] for item in told["items"]), told["outcome"]]
