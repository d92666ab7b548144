"""Signatures on request: `signed=true` has an answer come with a detached JWS over its bytes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query, Request, Response, status

from app.api import contract
from app.api.dependencies import Flag, Now
from app.services.apar.signatures import ANSWER, ProofKeys

HEADER = "Karmasetu-Signature"
SIGNED = {HEADER: contract.header("A detached JWS over the body's bytes, if it was asked for.")}


@dataclass(frozen=True, slots=True)
class Signing:
    """Whether a signature is wanted, by which key it is made, and when."""

    keys: ProofKeys
    wanted: bool
    now: datetime

    def of(self, answered: Response, kind: str = ANSWER) -> Response:
        """Return the answer, with its signature if one is wanted; a 304 or a refusal has none."""
        if self.wanted and answered.status_code == status.HTTP_200_OK:
            answered.headers[HEADER] = self.keys.sign(bytes(answered.body), kind, self.now)
        return answered


async def _signing_of(
    request: Request,
    now: Now,
    signed: Annotated[  # noqa: FBT002 - a query parameter, given by name
        Flag, Query(description="Sign the answer: see `Karmasetu-Signature`.")
    ] = False,
) -> Signing:
    keys: ProofKeys = request.app.state.parts.proof_keys
    return Signing(keys, signed, now)


Signed = Annotated[Signing, Depends(_signing_of)]
