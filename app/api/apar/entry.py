"""The APAR training sub-table of one official, and lookups by other systems' identifiers."""

from collections.abc import Awaitable, Callable
from functools import lru_cache, partial
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import BaseModel
from pydantic_core import to_json

from app.api import conditional, contract, freshness_headers, problems
from app.api.apar import rendering
from app.api.conditional import IfMatch, IfNoneMatch, Tags
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    Flag,
    Now,
    OfficialId,
    Parts,
    Purpose,
    PurposeStated,
    WritingSession,
    Year,
    YearLabel,
    asking_of,
    caller_of,
    now_of,
    parts_of,
)
from app.api.guard import GuardedRoute, Place, plainly
from app.api.models import examples
from app.api.models.apar import LookupAnswers, LookupRequest, SubTable
from app.api.parts import ApiParts
from app.api.signing import SIGNED, Signed, Signing
from app.policy.reporting_year import ReportingYear
from app.services.apar import entries, lookups
from app.services.apar.lookups import Answer, Identifier

router = APIRouter(
    prefix="/v1/apar/{reporting_year}",
    tags=["apar"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)

FormWanted = Annotated[Flag, Query(description="Tell the form of the official's cadre.")]


# What a plain request may say in its headers.
_SAID = frozenset({b"if-match", b"if-none-match", b"karmasetu-purpose"})


class _Plain(BaseModel):
    """What a plain request may say, as the endpoint's own parameters have it."""

    reporting_year: YearLabel
    official_id: OfficialId
    karmasetu_purpose: PurposeStated = "unstated"
    if_none_match: Tags | None = None


def _plainly(request: Request, place: Place) -> Callable[[], Awaitable[Response]] | None:
    """Return how to answer who asks for an entry as it is, or for one other than that held."""
    told: dict[str, Any] = dict(place)
    if said := [name for name, _ in request.scope["headers"] if name in _SAID]:
        headers = request.headers
        if "if-match" in headers or len(said) > len(set(said)):
            return None
        told["karmasetu_purpose"] = headers.get("karmasetu-purpose", "unstated")
        told["if_none_match"] = headers.getlist("if-none-match") or None
    try:
        plain = _Plain.model_validate(told)
        year = ReportingYear.parse(plain.reporting_year)
    except ValueError:
        return None
    return partial(_plain, request, plain, year)


async def _plain(request: Request, plain: _Plain, year: ReportingYear) -> Response:
    parts, caller = await parts_of(request), await caller_of(request)
    now = await now_of(request)
    return await read_sub_table(
        request,
        year,
        plain.official_id,
        caller,
        parts,
        await asking_of(request, plain.karmasetu_purpose),
        now,
        Signing(parts.proof_keys, wanted=False, now=now),
        if_none_match=plain.if_none_match,
    )


@router.get(
    "/officials/{official_id}",
    operation_id="getAparSubTable",
    summary="One official's APAR training sub-table",
    response_model=SubTable,
    responses={
        200: contract.answers(
            examples.SUB_TABLE,
            "The entry that stands.",
            {"ETag": contract.header("Its tag."), **freshness_headers.DECLARED, **SIGNED},
        ),
        304: {
            "description": "The caller holds the current one.",
            "headers": {**contract.REPLY_HEADERS, "ETag": contract.header("Its tag.")},
        },
        **contract.refusals("forbidden", "not-found", "precondition-failed"),
    },
)
@plainly(_plainly)
async def read_sub_table(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    year: Year,
    official_id: OfficialId,
    caller: Calling,
    parts: Parts,
    asking: Purpose,
    now: Now,
    signing: Signed,
    form: FormWanted = False,  # noqa: FBT002 - a query parameter, given by name
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return the entry as it was published, each number traced to its rules.

    `entry` is the canonical body: brought into canonical JSON (RFC 8785), its SHA-256 is `digest`.
    With `form=true` it comes with the columns of the official's cadre, in its order and words.
    """
    access = asking.access("apar.entry", year)
    asked = (year, official_id)
    table = await entries.sub_table(parts.database, caller.tenant, asked, access, now)
    if table is None:
        return problems.not_found(request)
    form_told = await _form_of(parts, table) if form else None
    body = _represented(table, year.label, form_told)
    beside = freshness_headers.of(table.freshness)
    return signing.of(conditional.answer(request, body, if_match, if_none_match, beside))


@router.post(
    "/lookups",
    operation_id="lookUpAparEntries",
    summary="Entries by other systems' identifiers",
    response_model=LookupAnswers,
    responses={
        200: contract.answers(examples.LOOKUP_ANSWERS, "Answers in the order of the question."),
        **contract.refusals("forbidden", "malformed", "too-large", "unsupported-media-type"),
    },
)
async def look_up_entries(
    year: Year,
    asked: Annotated[LookupRequest, Body(openapi_examples=examples.LOOKUP_REQUESTS)],
    session: WritingSession,
    asking: Purpose,
    now: Now,
) -> Response:
    """Answer up to 1,000 identifiers; it is a POST so that no identifier stands in an address.

    Each leads to exactly one official (`found`), to none the caller may see (`not_found`), or to
    several (`ambiguous`, and then to none). The answer is the result of a question, so it has no
    entity tag and is never 304 (RFC 9110, 13.1.2); `digest` says whether an entry is another one,
    and the official's own address has a tag.
    """
    identifiers = [Identifier(one.kind, one.value) for one in asked.identifiers]
    access = asking.access("apar.lookup", year)
    answers = await lookups.look_up(session, year, identifiers, access, now)
    members = {"reporting_year": year.label}
    raw = rendering.array(_answered(one) for one in answers)
    return Response(rendering.with_raw(members, "answers", raw), media_type="application/json")


async def _form_of(parts: ApiParts, table: entries.SubTable) -> entries.EntryForm:
    async with parts.database.reading() as session:
        return await entries.form_of(session, table.standing.entry)


def _represented(table: entries.SubTable, year_label: str, form: entries.EntryForm | None) -> bytes:
    standing = table.standing
    prescriber = None
    if standing.prescriber_id is not None:
        prescriber = {"id": standing.prescriber_id, "name": standing.prescriber_name}
    members = {
        "reporting_year": year_label,
        "confirmed_through": table.freshness.confirmed_through,
        "stale": table.freshness.stale,
        "superseded": standing.superseded,
        "prescriber": prescriber,
        "form": form,
    }
    explained = rendering.with_raw(members, "trace", _trace(table.trace))
    return rendering.joined(explained, rendering.published(standing.entry))


@lru_cache(entries.TRACES)
def _trace(traced: entries.Traced) -> bytes:
    """Return a trace as JSON: half of what an answer says, and the same in many of them."""
    return to_json([{"number": one.number, "rules": one.rules} for one in traced.numbers])


def _answered(answer: Answer) -> bytes:
    members = {
        "status": answer.status,
        "official_id": answer.official_id,
        "freshness": answer.freshness,
    }
    entry = answer.entry
    raw = b"null" if entry is None else rendering.published(entry)
    return rendering.with_raw(members, "published", raw)
