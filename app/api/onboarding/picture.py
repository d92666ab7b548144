"""The picture of an authority's onboarding: strength, roster and iGOT beside each other."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from app.api import contract
from app.api.dependencies import AUTHENTICATED, Now, ReadingSession
from app.api.guard import GuardedRoute
from app.api.models.onboarding_picture import PICTURE, OnboardingPicture
from app.api.models.shapes import PlainDay
from app.api.onboarding.rosters import AskedYear
from app.api.pictures.onboarding import OnboardingPage
from app.api.registers.access import OwnAuthority
from app.policy.onboarding.picture import Counts, shares
from app.policy.onboarding.strength import posts
from app.services.onboarding import picture as onboarding_picture
from app.services.onboarding.picture import Drawn

router = APIRouter(
    prefix="/v1/authorities/{authority_id}/onboarding",
    tags=["onboarding"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)
First = Annotated[
    date | None, Query(description="First of the days; a year before the last."), PlainDay
]
Last = Annotated[
    date | None, Query(description="Last of the days; today in India by default."), PlainDay
]
Language = Annotated[Literal["en", "hi"], Query(description="Of the page.")]
HTML = "text/html"


@router.get(
    "",
    operation_id="getOnboardingPicture",
    summary="Where an authority's onboarding stands",
    response_model=OnboardingPicture,
    responses={
        200: contract.answers(PICTURE, "The picture now, and one of each day."),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def draw_picture(
    authority_id: OwnAuthority,
    year: AskedYear,
    session: ReadingSession,
    now: Now,
    first: First = None,
    last: Last = None,
) -> Any:
    """Return strength, roster and iGOT counted by employment, group and level, and over time.

    More than 100 per cent is told as it is, with its reasons. Each day's counts are those of its
    last sync or roster.
    """
    drawn = await onboarding_picture.draw(session, year, authority_id, now, (first, last))
    return {"authority_id": authority_id, "reporting_year": year.label, **_told(drawn)}


@router.get(
    "/page",
    operation_id="getOnboardingPage",
    summary="The picture of onboarding, drawn",
    response_class=HTMLResponse,
    responses={
        200: {
            "description": "A page that loads nothing else and can be printed.",
            "headers": {
                **contract.REPLY_HEADERS,
                "Content-Language": contract.header("In which language it is: en or hi."),
                "Content-Security-Policy": contract.header("What the page may do: nothing."),
            },
            "content": {HTML: {"schema": {"type": "string"}, "example": "<!DOCTYPE html>…"}},
        },
        **contract.refusals("forbidden", "not-found"),
    },
)
async def draw_page(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    authority_id: OwnAuthority,
    year: AskedYear,
    session: ReadingSession,
    now: Now,
    language: Language = "en",
    first: First = None,
    last: Last = None,
) -> HTMLResponse:
    """Return the same picture for who rather looks than reads, in English or Hindi.

    Each drawing has a name and a description that are read out, and a table of its numbers.
    """
    drawn = await onboarding_picture.draw(session, year, authority_id, now, (first, last))
    return OnboardingPage(drawn, year, language).response()


def _told(drawn: Drawn) -> dict[str, Any]:
    picture, total = drawn.picture, drawn.picture.total
    stated, roster = drawn.stated, drawn.roster
    return {
        "on": drawn.on,
        "standing": "house",
        "freshness": drawn.freshness,
        "strength": stated
        and {
            "id": stated.id,
            "valid_from": stated.valid_from,
            "headquarters": posts(stated.lines, "headquarters").filled,
        },
        "roster": roster and {"id": roster.id, "checked_at": roster.checked_at},
        "total": asdict(total),
        "by_employment": _kinds(picture.by_employment),
        "by_group": _kinds(picture.by_group),
        "by_level": _kinds(picture.by_level),
        "shares": shares(total),
        "excess": drawn.excess,
        "findings": [
            {
                "rule_id": rule.id,
                "severity": rule.severity,
                "title": rule.title,
                "action": rule.action,
                "citation": rule.citation,
            }
            for rule in drawn.findings
        ],
        "actions": drawn.actions,
        "days": [{**day, "counts": {**_NONE, **day["counts"]}} for day in drawn.series],
    }


# A count that a later version tells is null on the days before it.
_NONE = asdict(Counts())


def _kinds(counted: Mapping[str | None, Counts]) -> list[dict[str, Any]]:
    return [{"kind": kind, "counts": asdict(counts)} for kind, counts in counted.items()]
