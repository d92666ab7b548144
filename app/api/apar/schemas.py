"""The versioned schema of the APAR entry: what it holds, from whom, in which words."""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from app.api import contract
from app.api.dependencies import AUTHENTICATED, needs
from app.api.guard import GuardedRoute
from app.api.models import examples_schemas as examples
from app.api.models import schemas as models
from app.errors import NotFoundError
from app.policy import entry_schema
from app.policy.entry_schema import EntrySchema

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
        200: contract.answers(examples.ENTRY_SCHEMAS, "All versions, the newest first."),
        **contract.refusals("forbidden"),
    },
)
async def list_schemas() -> Any:
    """Return each version of the entry: its parts and columns in English and Hindi.

    A part says from whom it comes and how firmly it stands in the APAR. All of it is `house` until
    a cadre's controlling authority notifies its own form, which is then listed under `cadres`.
    """
    return {"schemas": [_shown(one) for one in entry_schema.schemas()]}


@router.get(
    "/v1/schemas/{name}/{version}",
    operation_id="getAparSchema",
    summary="One version of the APAR entry",
    response_model=models.EntrySchema,
    responses={
        200: contract.answers(examples.ENTRY_SCHEMA, "The version."),
        **contract.refusals("forbidden", "not-found"),
    },
)
async def read_schema(name: Name, version: Version) -> Any:
    """Return the version that an entry names in its `schema`: this address ends in that name."""
    for one in entry_schema.schemas():
        if one.id == f"{name}/{version}":
            return _shown(one)
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
