"""How often a caller may ask: a quota for each in each process, told as RateLimit headers.

The headers are those of draft-ietf-httpapi-ratelimit-headers-11: what a policy allows, and what is
left of it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from fastapi import Request

from app.errors import QuotaExceededError

WINDOW_SECONDS = 60
# House value: callers that one process keeps in mind. Whom it forgets begins with a whole quota.
HELD_MAX = 10_000
# House value: clients behind one address that may all ask for tokens at the rate of one.
CLIENTS_AN_ADDRESS = 10


@dataclass(frozen=True, slots=True)
class Quota:
    """So many requests a minute, all at once or evenly; the name is what the headers call it."""

    name: str
    requests: int

    @property
    def policy(self) -> str:
        """Return the quota as RateLimit-Policy has it."""
        return f'"{self.name}";q={self.requests};w={WINDOW_SECONDS}'


class Standing(NamedTuple):
    """What is left of a quota, whole again in so many seconds; ``wait`` is for who was refused."""

    quota: Quota
    left: int
    whole_in: int
    wait: int | None = None

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return what every reply says of the quota, as ASGI has headers."""
        left = f'"{self.quota.name}";r={self.left};t={self.whole_in}'
        policy = self.quota.policy.encode("ascii")
        return [(b"ratelimit-policy", policy), (b"ratelimit", left.encode("ascii"))]


@dataclass(slots=True)
class Counter:
    """Counts requests of many callers, a number each: when it would have its whole quota again."""

    held_max: int = HELD_MAX
    _whole_at: dict[str, float] = field(default_factory=dict)

    def take(self, key: str, quota: Quota, now: float) -> Standing:
        """Count one request of a caller at a moment in seconds, unless nothing is left to it."""
        each = WINDOW_SECONDS / quota.requests
        whole_at = max(self._whole_at.get(key, now), now)
        over = whole_at + each - now - WINDOW_SECONDS
        if over > 0:
            return Standing(quota, 0, math.ceil(whole_at - now), math.ceil(over))
        if key not in self._whole_at and len(self._whole_at) >= self.held_max:
            del self._whole_at[next(iter(self._whole_at))]
        whole_at += each
        self._whole_at[key] = whole_at
        return Standing(quota, int(-over / each), math.ceil(whole_at - now))


class Quotas:
    """The quotas of an installation: by role for clients, and for whoever asks for tokens.

    A quota of 0 is none. Each process counts for itself: see the decision.
    """

    def __init__(self, everybody: int, roles: Mapping[str, int], tokens: int) -> None:
        self._everybody = Quota("client", everybody)
        self._roles = {role: Quota("client", requests) for role, requests in roles.items()}
        self._tokens = Quota("tokens", tokens)
        self._tokens_an_address = Quota("address", tokens * CLIENTS_AN_ADDRESS)
        self._clients, self._addresses = Counter(), Counter()

    def admit(self, request: Request, client_id: str, role: str, now: float) -> None:
        """Count a client's request; raise QuotaExceededError once its quota is used up."""
        quota = self._roles.get(role, self._everybody)
        _pass(request, self._clients, client_id, quota, now)

    def admit_address(self, request: Request, now: float) -> None:
        """Count that somebody at an address asks for a token; raise as ``admit`` does."""
        _pass(request, self._addresses, _address(request), self._tokens_an_address, now)

    def admit_name(self, request: Request, name: str, now: float) -> None:
        """Count that a token is asked for by a client's name, from an address; raise likewise.

        By both: who merely knows the name can't use up what the client has.
        """
        key = f"{_address(request)} {name[:120]}"
        _pass(request, self._addresses, key, self._tokens, now)


def _pass(request: Request, counter: Counter, key: str, quota: Quota, now: float) -> None:
    if not quota.requests:
        return
    standing = counter.take(key, quota, now)
    # The edge puts it on the reply, whatever that is.
    request.scope["state"]["quota"] = standing
    if standing.wait is not None:
        raise QuotaExceededError(standing.wait)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
