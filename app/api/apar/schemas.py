"""The versioned schema of the APAR entry: what it holds, from whom, in which words."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from app.api import conditional, contract
from app.api.conditional import IfNoneMatch
from app.api.dependencies import AUTHENTICATED, ReadingSession
from app.api.guard import GuardedRoute
from app.api.models import examples_schemas as examples
from app.api.models import schemas as models
from app.policy.apar import entry_schema
from app.policy.apar.entry_forms import OwnForm
from app.policy.apar.entry_schema import EntrySchema
from app.services.apar import forms as services

TAGGED = {"ETag": contract.header("Its tag.")}
router = APIRouter(
    tags=["apar"],
    route_class=GuardedRoute,
    dependencies=[AUTHENTICATED],
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
    Path(
        max_length=70,
        pattern="^[0-9]+(-[0-9a-f]{64})?$",
        description="Its version; of a cadre's own form with the form's digest.",
        examples=["1"],
    ),
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
async def list_schemas(
    request: Request, session: ReadingSession, if_none_match: IfNoneMatch = None
) -> Response:
    """Return each version of the entry: its parts and columns in English and Hindi.

    A part says from whom it comes and how firmly it stands in the APAR. All of it is `house` until
    a cadre's controlling authority notifies its own form. Forms that the installation has set for
    cadres stand under `cadres` of the version that they are forms of.
    """
    forms = await services.in_use(session)
    shown = [(one, _forms_of(one, forms)) for one in entry_schema.schemas()]
    held = {"schemas": [_shown(one, own) for one, own in shown]}
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
    request: Request,
    session: ReadingSession,
    name: Name,
    version: Version,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return the schema that an entry names: this address ends in that name.

    The one of a cadre's own form is found also when the form is no longer in use.
    """
    schema, own = await services.one(session, f"{name}/{version}")
    forms = _forms_of(schema, await services.in_use(session)) if own is None else [own]
    return conditional.told(request, models.EntrySchema, _shown(schema, forms), if_none_match)


def _forms_of(schema: EntrySchema, forms: Sequence[OwnForm]) -> Sequence[OwnForm]:
    return [one for one in forms if one.schema.id.startswith(f"{schema.id}-")]


def _shown(schema: EntrySchema, forms: Sequence[OwnForm]) -> dict[str, Any]:
    told = schema.model_dump(include={"id", "standing", "question", "parts"})
    told["columns"] = [column.model_dump() for column in schema.columns_of(None)]
    cadres = [
        {
            "id": one.schema.id,
            "cadre": one.cadre.name,
            "since": one.since.label,
            "withheld": one.cadre.withheld,
            "shown": one.cadre.shown,
            "columns": [column.model_dump() for column in one.schema.columns_of(one.cadre.name)],
        }
        for one in forms
    ]
    return {**told, "cadres": cadres}
