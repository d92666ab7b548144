"""What the routes of all registers declare: where they stand, and what they may answer."""

from typing import Any

from fastapi import APIRouter

from app.api import contract
from app.api.dependencies import AUTHENTICATED
from app.api.guard import GuardedRoute

Answers = dict[int | str, Any]


def router_at(path: str = "") -> APIRouter:
    """Return the router of a register of an authority's."""
    return APIRouter(
        prefix=f"/v1/authorities/{{authority_id}}{path}",
        tags=["registers"],
        route_class=GuardedRoute,
        dependencies=[AUTHENTICATED],
    )


def recorded(record: Any, said: str) -> Answers:
    """Return what recording may answer, with the record for an example."""
    refusals = contract.refusals(
        "forbidden", "not-found", "malformed", "too-large", "unsupported-media-type"
    )
    return {201: contract.answers(record, said), **refusals}


def listed(page: Any) -> Answers:
    """Return what a list may answer, with a page for an example."""
    return contract.paged(page, "forbidden", "not-found")


def withdrawn(record: Any, position: int, said: str) -> Answers:
    """Return what a withdrawal may answer, with the record as withdrawn at a position."""
    answer = contract.answers({**record, "withdrawn_position": position}, said)
    return {200: answer, **contract.refusals("forbidden", "not-found", "conflict")}
