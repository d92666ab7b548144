"""SPARROW instances: registered, changed, listed, and how far each is."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Request, Response

from app.api import conditional, contract
from app.api.conditional import IfMatch, IfNoneMatch
from app.api.dependencies import (
    AUTHENTICATED,
    Calling,
    Now,
    Parts,
    Purpose,
    ReadingSession,
    WritingSession,
)
from app.api.guard import GuardedRoute
from app.api.models.examples_sparrow import INSTANCE, INSTANCE_REQUESTS, STATUS
from app.api.models.sparrow import (
    InstanceRequest,
    Instances,
    InstanceStatus,
    InstanceTold,
    instance_told,
    status_told,
)
from app.errors import InvalidError, PreconditionFailedError
from app.policy.reporting_year import ReportingYear
from app.services.filings import registering, telling
from app.services.filings.registering import Asked, Wanted
from app.store.filings.instances import Instance, Scope

CREATED = 201
InstanceId = Annotated[
    str,
    Path(
        max_length=63,
        pattern="^[a-z][a-z0-9-]*$",
        description="The instance's id here.",
        examples=["sparrow-css"],
    ),
]
TAG = {"ETag": contract.header("Its tag, to be sent back as If-Match.")}

router = APIRouter(
    prefix="/v1/sparrow/instances",
    tags=["filings"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
)


@router.get(
    "",
    operation_id="listSparrowInstances",
    summary="SPARROW instances that are pushed to",
    response_model=Instances,
    responses={
        200: contract.answers({"instances": [INSTANCE]}, "In order of their ids."),
        **contract.refusals("forbidden"),
    },
)
async def list_instances(session: ReadingSession) -> Any:
    """Return the instances that serve nobody whom you may not see."""
    return {"instances": [instance_told(one) for one in await registering.every(session)]}


@router.get(
    "/{instance_id}",
    operation_id="getSparrowInstance",
    summary="One SPARROW instance",
    response_model=InstanceTold,
    responses={
        200: contract.answers(INSTANCE, "The instance.", TAG),
        304: {"description": "You hold it already."},
        **contract.refusals("forbidden", "not-found", "precondition-failed"),
    },
)
async def read_instance(
    request: Request,
    instance_id: InstanceId,
    session: ReadingSession,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return where an instance is and whom it serves; its key is told to nobody."""
    held = await registering.find(session, instance_id)
    return conditional.answer(request, _bytes(held), if_match, if_none_match)


@router.put(
    "/{instance_id}",
    operation_id="putSparrowInstance",
    summary="Register a SPARROW instance, or change it",
    response_model=InstanceTold,
    responses={
        200: contract.answers(INSTANCE, "The instance, changed.", TAG),
        201: {
            **contract.answers(INSTANCE, "The instance, registered.", TAG),
            "model": InstanceTold,
        },
        **contract.refusals(
            "forbidden",
            "not-found",
            "conflict",
            "malformed",
            "too-large",
            "unsupported-media-type",
            "precondition-failed",
            "precondition-required",
        ),
    },
)
async def put_instance(  # noqa: PLR0913, PLR0917 - each is one thing a request brings
    request: Request,
    instance_id: InstanceId,
    asked: Annotated[InstanceRequest, Body(openapi_examples=INSTANCE_REQUESTS)],
    session: WritingSession,
    parts: Parts,
    caller: Calling,
    asking: Purpose,
    now: Now,
    if_match: IfMatch = None,
) -> Response:
    """Have an instance told of whom it serves, from what stands now on; or change or stop that.

    To change one, `If-Match` names the tag that you read. Its address must be on a listed host, in
    production over https. Whom it comes to serve is filed at once; what it was told stays there.
    A new one is registered by who sees everything; whom it serves may change it from then on.
    """

    def check(held: Instance | None) -> None:
        if held is not None:
            conditional.require(_bytes(held), if_match)
        elif if_match is not None:
            raise PreconditionFailedError("there is no such instance")

    access = asking.access("sparrow.instance")
    by = Asked(access, caller.tenant, parts.enqueue_push, now)
    held, new = await registering.register(
        session, instance_id, _wanted(asked), check, parts.address_fault, by
    )
    answered = conditional.answer(request, _bytes(held), None, None)
    answered.status_code = CREATED if new else answered.status_code
    return answered


@router.get(
    "/{instance_id}/status",
    operation_id="getSparrowStatus",
    summary="How far a SPARROW instance is",
    response_model=InstanceStatus,
    responses={
        200: contract.answers(STATUS, "How it does, year by year."),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_status(instance_id: InstanceId, session: ReadingSession, now: Now) -> Any:
    """Return how far an instance is behind in positions and seconds, and how many letters died."""
    return status_told(await telling.status(session, instance_id, now))


def _bytes(held: Instance) -> bytes:
    return instance_told(held).model_dump_json().encode()


def _wanted(asked: InstanceRequest) -> Wanted:
    """Return what is asked for; raise InvalidError that names each label of no year."""
    years: list[ReportingYear] = []
    faults: list[tuple[str, str]] = []
    for place, label in enumerate(asked.reporting_years):
        try:
            years.append(ReportingYear.parse(label))
        except ValueError:
            faults.append((f"/reporting_years/{place}", "reporting-year"))
    if faults:
        raise InvalidError("a reporting year is written like 2025-26", faults)
    serves = asked.serves
    scope = Scope(tuple(serves.authorities), tuple(serves.services), tuple(serves.cadres))
    return Wanted(asked.base_url, asked.enabled, tuple(years), scope)
