"""What an authority does about officials on iGOT: asked for, how far it has come, its receipt."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from app.api.models.registers import Number
from app.api.models.shapes import Answer, Submission
from app.policy.onboarding.action import Kind, State
from app.store.onboarding.actions import Action


class MarkRequest(Submission):
    """A mark on an official of the authority: “Not my User”, taken back, or verified."""

    kind: Literal["not_my_user", "reassign", "verify"]
    official_id: Number


class ClaimRequest(Submission):
    """A claim on whom a finding `OB-002` of the authority's own roster leads to."""

    kind: Literal["claim"]
    roster_id: Annotated[int, Field(ge=1, le=2**53)]
    place: Number


ActionRequest = Annotated[MarkRequest | ClaimRequest, Field(discriminator="kind")]


class ActionReceipt(Answer):
    """What iGOT showed before and after, read again; `request_id` is null if it was so already."""

    before: str
    after: str
    moved: bool
    request_id: str | None


class ActionTold(Answer):
    """An action: `due_at` is when it is tried next, `failure` why it is not done.

    `official_id` is null where the official stands under another authority than the reader's.
    """

    id: int
    authority_id: int
    official_id: int | None
    kind: Kind
    state: State
    requested_at: datetime
    attempts: int
    due_at: datetime | None
    failure: str | None
    receipt: ActionReceipt | None
    ended_at: datetime | None


class ActionPage(Answer):
    """Actions of an authority, or claims on its officials, in order of their numbers."""

    authority_id: int
    actions: list[ActionTold]
    next_cursor: str | None


class AnswerRequest(Submission):
    """What the authority that holds an official says to a claim."""

    answer: Literal["agreed", "declined"]


ACTION: dict[str, Any] = {
    "id": 41,
    "authority_id": 3,
    "official_id": 4711,
    "kind": "not_my_user",
    "state": "done",
    "requested_at": "2026-05-04T05:30:00Z",
    "attempts": 1,
    "due_at": None,
    "failure": None,
    "receipt": {
        "before": "NOT-VERIFIED",
        "after": "NOT-MY-USER",
        "moved": False,
        "request_id": "0f8fad5bd9cb469fa16570867728950e",
    },
    "ended_at": "2026-05-04T05:30:02Z",
}
ACCEPTED: dict[str, Any] = {
    **ACTION,
    "state": "pending",
    "attempts": 0,
    "due_at": "2026-05-04T05:30:00Z",
    "receipt": None,
    "ended_at": None,
}
CLAIM: dict[str, Any] = {**ACCEPTED, "id": 42, "kind": "claim", "state": "agreed", "due_at": None}
ACTION_PAGE: dict[str, Any] = {"authority_id": 3, "actions": [ACTION], "next_cursor": None}
CLAIM_PAGE: dict[str, Any] = {"authority_id": 5, "actions": [CLAIM], "next_cursor": None}
ACTION_REQUESTS: dict[str, Any] = {
    "not my user": {
        "summary": "Mark an official who does not serve here",
        "value": {"kind": "not_my_user", "official_id": 4711},
    },
    "claim": {
        "summary": "Claim whom a finding says to stand elsewhere",
        "value": {"kind": "claim", "roster_id": 12, "place": 3},
    },
}


ANSWER_REQUESTS: dict[str, Any] = {
    "agreed": {"summary": "Let the claimant have the official", "value": {"answer": "agreed"}},
}


def action_told(held: Action, *, by_holder: bool = False) -> dict[str, Any]:
    """Return an action as a body shows it; whom a claim is on only to the one who holds them."""
    told = {name: getattr(held, name) for name in ActionTold.model_fields}
    if held.kind == "claim" and not by_holder:
        told["official_id"] = None
    return told
