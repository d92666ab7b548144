"""The contract: committed as served, valid, with examples that keep to it."""

from typing import Any

import pytest
from openapi_spec_validator import validate

from app.main import create_app
from tests.api.conforming import contract, responses, validator

METHODS = [
    (path, method, operation)
    for path, methods in contract()["paths"].items()
    for method, operation in methods.items()
]


def test_the_contract_is_valid_and_as_served() -> None:
    """openapi.yaml is a valid OpenAPI 3.1 document, and equal to what the application serves."""
    validate(contract())

    assert contract()["openapi"].startswith("3.1")
    assert create_app().openapi() == contract()


@pytest.mark.parametrize(("path", "method", "operation"), METHODS)
def test_every_operation_is_whole(path: str, method: str, operation: dict[str, Any]) -> None:
    """Each operation has an id, a summary, a description, a tag, and declares its failures."""
    protected = not path.startswith(("/health/", "/.well-known/", "/oauth/"))
    expected = {"401", "422", "429", "500", "503"} if protected else {"500"}

    assert all(operation.get(name) for name in ("operationId", "summary", "description", "tags"))
    assert expected <= set(operation["responses"])
    assert bool(operation["security"]) == protected, method


@pytest.mark.parametrize(("path", "method", "operation"), METHODS)
def test_every_example_keeps_to_its_schema(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    """What the contract shows of requests and replies is what it says of them."""
    bodies = [operation.get("requestBody", {}), *responses(operation).values()]
    shown = 0
    for media, described in [pair for body in bodies for pair in body.get("content", {}).items()]:
        examples = [one["value"] for one in described.get("examples", {}).values()]
        for example in [*examples, *([described["example"]] if "example" in described else [])]:
            shown += 1
            if media.endswith("json") and media != "application/x-ndjson":
                validator(described["schema"]).validate(example)

    assert shown >= len(operation["responses"]) - 1, (path, method)


def test_a_generator_leaves_no_operation_out() -> None:
    """No header is a list, which generators refuse, and no two models go by one name."""
    lists = [
        (path, one["name"])
        for path, _, operation in METHODS
        for one in operation.get("parameters", [])
        if one["in"] == "header" and "array" in str(one["schema"])
    ]

    assert not lists
    assert not [name for name in contract()["components"]["schemas"] if "__" in name]


def test_responses_have_no_defaults() -> None:
    """Every field of a response is always there, so that a client can rely on it."""
    schemas = contract()["components"]["schemas"]
    lenient = {
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field in schema.get("properties", {})
        if field not in schema.get("required", [])
    }

    requests = {"RunRequest", "SubmittedOfficial", "Problem", "ProblemFault"}
    requests |= {"WhatIfRequest", "SupposedPlan", "DraftPlan", "DraftCourse", "PermissionCheck"}
    requests |= {"ExportRequest", "ExemptionRequest", "DeclarationRequest", "PlanCheckRequest"}
    requests |= {"AppointmentRequest", "DirectionRequest", "AttendanceRequest"}
    requests |= {"BodyRequest", "EquivalenceRequest", "TermsRequest"}
    requests |= {"PeriodRequest", "StrengthRequest", "LineStated"}
    requests |= {"ServesStated", "RequeueRequest"}
    assert {one.partition(".")[0] for one in lenient} <= requests


@pytest.mark.parametrize(
    ("status", "name"),
    [
        ("401", "WWW-Authenticate"),
        ("403", "WWW-Authenticate"),
        ("410", "Link"),
        ("429", "Retry-After"),
        ("503", "Retry-After"),
    ],
)
def test_refusals_name_their_headers(status: str, name: str) -> None:
    """Each refusal that carries a header of its own says so in every operation."""
    answers = [responses(operation) for _, _, operation in METHODS]
    refusals = [one[status] for one in answers if status in one]

    assert refusals
    assert all(name in one["headers"] for one in refusals)
