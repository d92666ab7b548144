"""What routes ask for, each under one name: the caller, a transaction, the moment, parameters."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Header, Path, Query, Request, Security
from fastapi.security import HTTPBearer
from pydantic import AfterValidator, BeforeValidator

from app.api.models.shapes import YEAR_FORMAT, YEAR_PATTERN
from app.api.parts import ApiParts
from app.api.problems import request_id_of
from app.errors import InvalidError, NotedError
from app.policy.reporting_year import ReportingYear
from app.services.tokens import Caller
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing

INTEGER_MAX = 2**31 - 1
PAGE_MAX = 1000
MOMENT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]")
BEARER = HTTPBearer(
    bearerFormat="JWT",
    scheme_name="token",
    description="An access token (RFC 9068), as `POST /oauth/token` issues it to a client.",
    auto_error=False,
)


def plain_number(value: Any) -> Any:
    """Let through ASCII digits alone: int() takes underscores, signs and other scripts' digits."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise ValueError("a number is written in the digits 0 to 9")
    return value


def plain_moment(value: Any) -> Any:
    """Let through a moment as it is written alone: pydantic takes seconds for one too."""
    if not isinstance(value, str) or not MOMENT.match(value):
        raise ValueError("a moment is written like 2026-03-31T23:59:59+05:30")
    return value


def plain_flag(value: Any) -> Any:
    """Let through `true` and `false` alone: pydantic takes `yes`, `on` and `1` as well."""
    if value not in {"true", "false"}:
        raise ValueError("a flag is true or false")
    return value


PlainNumber = BeforeValidator(plain_number)
Flag = Annotated[bool, BeforeValidator(plain_flag)]


def moment_in_time(value: datetime) -> datetime:
    """Refuse a moment that by UTC lies before the year 1 or after 9999: no store can hold it."""
    try:
        value.astimezone(UTC)
    except OverflowError:
        raise ValueError("a moment lies in the years 1 to 9999, by UTC") from None
    return value


PlainMoment = BeforeValidator(plain_moment)
MomentInTime = AfterValidator(moment_in_time)
OfficialId = Annotated[
    int,
    Path(ge=1, le=INTEGER_MAX, description="The official's number here.", examples=[4711]),
    PlainNumber,
]
AuthorityId = Annotated[
    int,
    Path(ge=1, le=INTEGER_MAX, description="The authority's number here.", examples=[3]),
    PlainNumber,
]
AskedAuthorityId = Annotated[
    int,
    Query(ge=1, le=INTEGER_MAX, description="The authority's number here.", examples=[3]),
    PlainNumber,
]
Limit = Annotated[
    int,
    Query(ge=1, le=PAGE_MAX, description="How many a page holds at most.", examples=[100]),
    PlainNumber,
]
CountWanted = Annotated[Flag, Query(description="Count all that the question has, at a cost.")]
Cursor = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=512,
        pattern="^[A-Za-z0-9_-]+$",
        description="Where the page begins: `next_cursor` of the page before.",
    ),
]


def parse_year(label: str, place: str) -> ReportingYear:
    """Return the year of a label; raise InvalidError, naming the place, for what is none."""
    try:
        return ReportingYear.parse(label)
    except ValueError:
        sentence = "a reporting year is written like 2025-26"
        raise InvalidError(sentence, [(place, "reporting-year")]) from None


YearLabel = Annotated[
    str,
    Path(
        pattern=YEAR_PATTERN,
        description="The APAR reporting year, 1 April to 31 March.",
        examples=["2025-26"],
        json_schema_extra={**YEAR_FORMAT},
    ),
]


async def year_of_path(reporting_year: YearLabel) -> ReportingYear:
    """Return the reporting year that the path names."""
    return parse_year(reporting_year, "reporting_year")


Year = Annotated[ReportingYear, Depends(year_of_path)]


async def parts_of(request: Request) -> ApiParts:
    """Return what wiring has put together."""
    parts: ApiParts = request.app.state.parts
    return parts


Parts = Annotated[ApiParts, Depends(parts_of)]


async def now_of(request: Request) -> datetime:
    """Return the moment at which the request is served: read once, then passed on."""
    moment: datetime = request.app.state.parts.clock()
    return moment


Now = Annotated[datetime, Depends(now_of)]


async def caller_of(request: Request) -> Caller:
    """Return who calls, as the route's guard has established."""
    caller: Caller = request.scope["state"]["caller"]
    return caller


Calling = Annotated[Caller, Depends(caller_of)]


AUTHENTICATED = Security(BEARER)


class Asking(NamedTuple):
    """Who asks, what for, in which request: what an audit event takes from the request."""

    client_id: str
    person: str | None
    purpose: str
    request_id: str

    def access(
        self, action: str, year: ReportingYear | None = None, authority_id: int | None = None
    ) -> Access:
        """Return the access that is to be noted for an action."""
        start = None if year is None else year.start
        return Access(
            self.client_id,
            self.purpose,
            self.request_id,
            action,
            start,
            authority_id,
            self.person,
        )


PurposeStated = Annotated[
    str,
    Header(
        min_length=1,
        max_length=200,
        pattern="^[ -~]+$",
        description="What the records are looked at for; kept in the audit trail.",
        examples=["APAR 2025-26 of the section"],
    ),
]


async def asking_of(request: Request, karmasetu_purpose: PurposeStated = "unstated") -> Asking:
    """Return who asks and what for."""
    caller: Caller = request.scope["state"]["caller"]
    return Asking(caller.client_id, caller.person, karmasetu_purpose, request_id_of(request))


Purpose = Annotated[Asking, Depends(asking_of)]


async def _reading(parts: Parts, caller: Calling) -> AsyncIterator[Reading]:
    async with parts.database.reading(caller.tenant) as session:
        yield session


@asynccontextmanager
async def writing(parts: ApiParts, caller: Caller) -> AsyncIterator[Writing]:
    """Open the caller's transaction; it is committed also where a NotedError ends the request."""
    noted: NotedError | None = None
    async with parts.database.writing(caller.tenant) as session:
        try:
            yield session
        except NotedError as error:
            noted = error
    if noted is not None:
        raise noted


async def _writing(parts: Parts, caller: Calling) -> AsyncIterator[Writing]:
    async with writing(parts, caller) as session:
        yield session


# Scope "function": the transaction ends, well or not, before the reply leaves.
ReadingSession = Annotated[Reading, Depends(_reading, scope="function")]
WritingSession = Annotated[Writing, Depends(_writing, scope="function")]
