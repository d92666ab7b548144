"""The scopes of access tokens: what a client may be let do at most, whatever its role."""

from typing import Literal, get_args

Scope = Literal[
    "apar:read",
    "outcomes:read",
    "evaluations:run",
    "onboarding:validate",
    "registers:read",
    "registers:write",
    "feeds:read",
    "feeds:requeue",
    "apar:seal",
    "audit:read",
    "filings:read",
    "filings:manage",
]
SCOPES: tuple[Scope, ...] = get_args(Scope)
