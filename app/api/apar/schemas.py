"""The versioned schema of the APAR entry: what it holds, from whom, in which words."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from app.api import conditional, contract
from app.api.conditional import IfNoneMatch
from app.api.dependencies import AUTHENTICATED, needs
from app.api.guard import GuardedRoute
from app.api.models import examples_schemas as examples
from app.api.models import schemas as models
from app.errors import NotFoundError
from app.policy.apar import entry_schema
from app.policy.apar.entry_schema import EntrySchema

TAGGED = {"ETag": contract.header("Its tag.")}
router = APIRouter(
    tags=["apar"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED, needs("apar:read")],
)
Name = Annotated[
    str,
    Path(
        max_length=60,
        pattern="^[a-z.-]+$",
        description="The schema's name, before the slash.",
        examples=["karmasetu.apar-entry"],
    ),
]
Version = Annotated[
    str,
    Path(max_length=4, pattern="^[0-9]+$", description="Its version.", examples=["1"]),
]


@router.get(
    "/v1/apar/schemas",
    operation_id="listAparSchemas",
    summary="Versions of the APAR entry",
    response_model=models.EntrySchemas,
    responses={
        200: contract.answers(examples.ENTRY_SCHEMAS, "All versions, the newest first.", TAGGED),
        304: contract.unchanged(),
        **contract.refusals("forbidden"),
    },
)
async def list_schemas(request: Request, if_none_match: IfNoneMatch = None) -> Response:
    """Return each version of the entry: its parts and columns in English and Hindi.

    A part says from whom it comes and how firmly it stands in the APAR. All of it is `house` until
    a cadre's controlling authority notifies its own form, which is then listed under `cadres`.
    """
    held = {"schemas": [_shown(one) for one in entry_schema.schemas()]}
    return conditional.told(request, models.EntrySchemas, held, if_none_match)


@router.get(
    "/v1/schemas/{name}/{version}",
    operation_id="getAparSchema",
    summary="One version of the APAR entry",
    response_model=models.EntrySchema,
    responses={
        200: contract.answers(examples.ENTRY_SCHEMA, "The version.", TAGGED),
        304: contract.unchanged(),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_schema(
    request: Request, name: Name, version: Version, if_none_match: IfNoneMatch = None
) -> Response:
    """Return the version that an entry names in its `schema`: this address ends in that name."""
    for one in entry_schema.schemas():
        if one.id == f"{name}/{version}":
            return conditional.told(request, models.EntrySchema, _shown(one), if_none_match)
    raise NotFoundError("there is no such schema")


def _shown(schema: EntrySchema) -> dict[str, Any]:
    told = schema.model_dump(include={"id", "standing", "question", "parts"})
    told["columns"] = [column.model_dump() for column in schema.columns_of(None)]
    cadres = [
        {
            "cadre": one.name,
            "withheld": one.withheld,
            "shown": one.shown,
            "columns": [column.model_dump() for column in schema.columns_of(one.name)],
        }
        for one in schema.cadres
    ]
    return {**told, "cadres": cadres}
