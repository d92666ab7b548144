"""Access tokens for clients: OAuth 2.0 client credentials (RFC 6749, 4.4) of our own issuer."""

import base64
import binascii
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, unquote_plus

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from app.api import contract, problems
from app.api.dependencies import Now, Parts
from app.api.models.tokens import FORM, TOKEN, TokenAnswer
from app.errors import UnauthenticatedError
from app.services import clients
from app.services.tokens import Caller

# House value: short enough that what a token says does not stay wrong for long.
LIFETIME = timedelta(minutes=15)
FIELDS_MAX = 10
FORM_TYPE = "application/x-www-form-urlencoded"
# RFC 6749, 5.1: nobody in between keeps a token.
UNKEPT = {"Cache-Control": "no-store"}
CODES = {"invalid_client": "unauthenticated"}
OPENLY = ("internal", "too-large", "unauthenticated", *contract.TOO_LONG)

router = APIRouter(prefix="/oauth", tags=["tokens"])


class RefusedError(Exception):
    """Why there is no token: an error code of RFC 6749, 5.2, and a sentence."""

    def __init__(self, error: str, sentence: str) -> None:
        super().__init__(sentence)
        self.error = error
        self.sentence = sentence


@router.post(
    "/token",
    operation_id="issueToken",
    summary="An access token for a client",
    response_model=TokenAnswer,
    openapi_extra={"security": [], "requestBody": FORM},
    responses={
        200: contract.answers(TOKEN, "A token."),
        **contract.refusals("malformed", "too-many-requests", "overloaded", everywhere=OPENLY),
    },
)
async def issue_token(request: Request, parts: Parts, now: Now) -> Response:
    """Return a token, good for 15 minutes, for a client that `karmasetu clients add` has entered.

    Name and secret come as HTTP Basic or in the form. `scope` asks for fewer scopes than it has. A
    refusal names RFC 6749's `error` beside the problem's own members.
    """
    try:
        parts.quotas.admit_address(request, now.timestamp())
        form = await _form(request)
        name, secret = _credentials(request, form)
        parts.quotas.admit_name(request, name, now.timestamp())
        async with parts.database.writing() as session:
            caller = await clients.known(session, name, secret, now)
            caller = _narrowed(caller, form.get("scope"))
            await clients.note_token(session, caller, problems.request_id_of(request))
    except UnauthenticatedError as fault:
        return _refusal(request, "invalid_client", fault.sentence)
    except RefusedError as refused:
        return _refusal(request, refused.error, refused.sentence)
    told = TokenAnswer(
        access_token=parts.issuer.issue(caller, now, LIFETIME),
        token_type="Bearer",  # noqa: S106 - the type's name, no secret
        expires_in=int(LIFETIME.total_seconds()),
        scope=" ".join(sorted(caller.scopes)),
    )
    return Response(told.model_dump_json(), 200, UNKEPT, "application/json")


async def _form(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
        raise RefusedError("invalid_request", f"the request is sent as {FORM_TYPE}")
    try:
        text = (await request.body()).decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=FIELDS_MAX)
    except ValueError:
        raise RefusedError("invalid_request", "the form can't be read") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise RefusedError("invalid_request", "a field stands twice")
    if form.get("grant_type") != "client_credentials":
        error = "unsupported_grant_type" if form.get("grant_type") else "invalid_request"
        raise RefusedError(error, "the grant is client_credentials")
    return form


def _credentials(request: Request, form: dict[str, str]) -> tuple[str, str]:
    """Return name and secret, from one place alone (RFC 6749, 2.3.1)."""
    stated = request.headers.getlist("authorization")
    in_form = form.get("client_id", ""), form.get("client_secret", "")
    if not stated:
        name, secret = in_form
    elif len(stated) > 1 or any(in_form):
        raise RefusedError("invalid_request", "the client says in one way who it is")
    else:
        name, secret = _basic(stated[0])
    if not name or "\0" in name:
        raise RefusedError("invalid_client", "the client says who it is, by name and secret")
    return name, secret


def _basic(stated: str) -> tuple[str, str]:
    scheme, _, encoded = stated.partition(" ")
    try:
        plain = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        plain = ""
    name, found, secret = plain.partition(":")
    if scheme.lower() != "basic" or not found:
        raise RefusedError("invalid_client", "the client says who it is, by name and secret")
    return unquote_plus(name), unquote_plus(secret)


def _narrowed(caller: Caller, asked: str | None) -> Caller:
    wanted = caller.scopes if asked is None else frozenset(asked.split())
    if not wanted or not wanted <= caller.scopes:
        raise RefusedError("invalid_scope", "the client has not all of these scopes")
    return replace(caller, scopes=wanted)


def _refusal(request: Request, error: str, sentence: str) -> Response:
    """Return a problem (RFC 9457) that is also a refusal as RFC 6749, 5.2, has it."""
    code, headers = CODES.get(error, "malformed"), dict(UNKEPT)
    problem = problems.body_of(code, problems.request_id_of(request), sentence)
    if code == "unauthenticated":
        headers["WWW-Authenticate"] = 'Basic realm="karmasetu"'
    body = to_json({**problem, "error": error, "error_description": sentence})
    return Response(body, problem["status"], headers, problems.MEDIA_TYPE)
