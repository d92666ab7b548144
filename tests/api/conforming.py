"""Holds every reply that a test gets to the contract: its path, status, media type and shape."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import yaml
from openapi_schema_validator import OAS31Validator

CONTRACT = Path(__file__).parents[2] / "openapi.yaml"
PROBLEM = "application/problem+json"


@cache
def contract() -> dict[str, Any]:
    """Return the committed contract."""
    held: dict[str, Any] = yaml.load(CONTRACT.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return held


def responses(operation: dict[str, Any]) -> dict[str, Any]:
    """Return what an operation may answer by status; refusals stand where all share them."""
    shared = contract()["components"]["responses"]
    return {
        status: shared[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
        for status, answer in operation["responses"].items()
    }


def validator(schema: dict[str, Any]) -> OAS31Validator:
    """Return a validator of a schema that may refer to the contract's components."""
    whole = {**schema, "components": contract()["components"]}
    return OAS31Validator(whole, format_checker=OAS31Validator.FORMAT_CHECKER)


def operation(request: httpx.Request) -> dict[str, Any] | None:
    """Return the operation that a request is for, or None for an address without one."""
    for template, methods in contract()["paths"].items():
        pattern = re.sub(r"\{[a-z_]+\}", "[^/]+", template)
        if re.fullmatch(pattern, request.url.path) and request.method.lower() in methods:
            found: dict[str, Any] = methods[request.method.lower()]
            return found
    return None


async def conforms(response: httpx.Response) -> None:
    """Raise AssertionError for a reply that the contract does not describe."""
    asked = operation(response.request)
    media = response.headers.get("content-type", "").partition(";")[0]
    if asked is None:
        if response.status_code >= 400:
            schema = {"$ref": "#/components/schemas/Problem"}
            await _check(response, {PROBLEM: {"schema": schema}}, media)
        return
    described = responses(asked).get(str(response.status_code))
    if described is None:
        raise AssertionError(f"{response.status_code} is not in the contract")
    if content := described.get("content"):
        await _check(response, content, media)


async def _check(response: httpx.Response, content: dict[str, Any], media: str) -> None:
    if media not in content:
        raise AssertionError(f"{media} is not in the contract")
    if media in {"application/json", PROBLEM}:
        await response.aread()
        validator(content[media]["schema"]).validate(response.json())
