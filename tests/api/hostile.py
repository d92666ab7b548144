"""Hostile variants of what the contract describes: one wrong value, and all else right."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tests.api.conforming import contract

JSON = "application/json"
# As numbers, as their digits, in another script, and without what makes them a day or a moment.
EPOCHS = (0, "1774915200", "20260331", "२०२६-०३-३१", "2026-02-30")
# Moments that are written well, and that lie beyond what Python and PostgreSQL hold, by UTC.
BEYOND = ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59")
NUMBERS = ("1_000", "३", "+1", "1.0", "9" * 30)
FLAGS = ("yes", "1")
TEXTS = ("a\0b",)


@dataclass(frozen=True, slots=True)
class Variant:
    """A body with one wrong value, and where the answer must point."""

    body: Any
    pointer: str
    wrong: Any


def resolved(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a schema may be: references followed, alternatives each by itself."""
    if "$ref" in schema:
        return resolved(contract()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if alternatives:
        return [one for each in alternatives for one in resolved(each)]
    return [schema]


def wrong_parameters(schema: dict[str, Any]) -> tuple[str, ...]:
    """Return what a parameter of a schema must never be taken for."""
    kinds = resolved(schema)
    types = {one.get("type") for one in kinds}
    formats = {one.get("format") for one in kinds}
    if formats & {"date", "date-time"}:
        return (*map(str, EPOCHS), *(BEYOND if "date-time" in formats else ()))
    if "integer" in types:
        return NUMBERS
    return FLAGS if "boolean" in types else TEXTS


def bodies(operation: dict[str, Any]) -> list[Any]:
    """Return the examples of an operation's JSON body."""
    described = operation.get("requestBody", {}).get("content", {}).get(JSON, {})
    held = [described["example"]] if "example" in described else []
    return [*held, *(one["value"] for one in described.get("examples", {}).values())]


def schema_of(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an operation's JSON body."""
    found: dict[str, Any] = operation["requestBody"]["content"][JSON]["schema"]
    return found


def variants(operation: dict[str, Any]) -> Iterator[Variant]:
    """Return an operation's examples with each value in turn made wrong."""
    for body in bodies(operation):
        for path, schemas in _places(body, resolved(schema_of(operation)), ()):
            for wrong in _wrong(_at(body, path), schemas):
                yield _changed(body, path, wrong)
            if isinstance(_at(body, path), dict) and _is_closed(schemas):
                unknown = {**_at(body, path), "unknown_field": 1}
                yield Variant(_changed(body, path, unknown).body, _pointer(path), "unknown")


def texts(operation: dict[str, Any]) -> list[str]:
    """Return bodies that are no JSON as this API takes it: NaN, a name twice, infinity."""
    [body, *_] = bodies(operation)
    name = json.dumps(next(iter(body), "name"))
    whole = json.dumps(body)
    return [
        f"{{{name}: NaN}}",
        f"{{{name}: -Infinity}}",
        f"{{{name}: 1, {name}: 1}}",
        f'{whole[:-1]}, "again": {{"a": 1, "a": 1}}}}',
    ]


def _wrong(value: Any, schemas: list[dict[str, Any]]) -> tuple[Any, ...]:
    if not any("type" in one for one in schemas):
        return ()
    formats = {one.get("format") for one in schemas}
    if isinstance(value, bool):
        return (*FLAGS, 2)
    if isinstance(value, int):
        return (*NUMBERS, "1", 1.5, 10**30)
    if isinstance(value, str) and formats & {"date", "date-time"}:
        return (*EPOCHS, 1774915200)
    if isinstance(value, str):
        return (*TEXTS, 7)
    return ()


def _is_closed(schemas: list[dict[str, Any]]) -> bool:
    """Say whether the names in a place are the contract's; those of supposed rules are not."""
    return any("properties" in one for one in schemas)


def _places(
    value: Any, schemas: list[dict[str, Any]], path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], list[dict[str, Any]]]]:
    """Walk a value beside the schemas that it may have."""
    yield path, schemas
    if isinstance(value, dict):
        for name, inner in value.items():
            held = [one["properties"][name] for one in schemas if name in one.get("properties", {})]
            found = [one for each in held for one in resolved(each)]
            yield from _places(inner, found, (*path, name))
    if isinstance(value, list):
        for place, inner in enumerate(value):
            held = [one["items"] for one in schemas if "items" in one]
            found = [one for each in held for one in resolved(each)]
            yield from _places(inner, found, (*path, place))


def _changed(body: Any, path: tuple[str | int, ...], wrong: Any) -> Variant:
    changed = deepcopy(body)
    if not path:
        return Variant(wrong, "", wrong)
    _at(changed, path[:-1])[path[-1]] = wrong
    return Variant(changed, _pointer(path), wrong)


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for one in path:
        value = value[one]
    return value


def _pointer(path: tuple[str | int, ...]) -> str:
    return "".join(f"/{one}" for one in path)
