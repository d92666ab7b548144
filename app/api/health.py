"""Probes: does the process answer, and can it serve."""

from typing import Any

from fastapi import APIRouter

from app.api import contract
from app.api.dependencies import Now, Parts
from app.api.models import examples
from app.api.models.health import Live, Ready

router = APIRouter(prefix="/health", tags=["health"])
# Open to whoever asks; a body that is too large is the one thing refused.
OPEN: dict[str, Any] = {"security": []}
PROBES = ("internal", "too-large", *contract.TOO_LONG)


@router.get(
    "/live",
    operation_id="live",
    summary="Does the process answer",
    response_model=Live,
    openapi_extra=OPEN,
    responses={
        200: contract.answers(examples.LIVE, "It does."),
        **contract.refusals(everywhere=PROBES),
    },
)
async def read_live() -> Any:
    """Answer; without looking at anything else."""
    return {"status": "live"}


@router.get(
    "/ready",
    operation_id="ready",
    summary="Can the process serve",
    response_model=Ready,
    openapi_extra=OPEN,
    responses={
        200: contract.answers(examples.READY, "It can."),
        **contract.refusals("overloaded", everywhere=PROBES),
    },
)
async def read_ready(parts: Parts, now: Now) -> Any:
    """Answer once the database answers too, and stands at the migration that the code expects.

    What follows is no reason not to ask: how long ago a sync read all of iGOT, and whether a worker
    does what waits for one.
    """
    held = await parts.readiness.told(now)
    lag = None if held.feed_lag is None else int(held.feed_lag)
    told = {"feed_lag_seconds": lag, "worker": held.worker}
    return {"status": "ready", "revision": parts.readiness.expected, **told}
