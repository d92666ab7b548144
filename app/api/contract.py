"""The OpenAPI contract: what each operation may answer, with examples, and what surrounds it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from app.api import problems
from app.api.models.shapes import Problem

REQUEST_ID = "0b6f0a9e-6f0b-4f43-9d0c-6a3f5a2f7c11"
# What the edge may answer, whatever is asked.
TOO_LONG = ("address-too-long", "head-too-large")
# What any protected operation may answer besides its own.
EVERYWHERE = (
    "unauthenticated",
    "invalid",
    "too-many-requests",
    "internal",
    "overloaded",
    *TOO_LONG,
)
TAGS = (
    ("apar", "APAR training sub-tables: one official, lookups by identifier, and exports."),
    ("outcomes", "Outcomes of mandates: explained for one official, paged and summed up."),
    ("evaluations", "Runs that evaluate mandates and publish what changed."),
    ("filings", "What is pushed to SPARROW instances: where they are, how far, and receipts."),
    ("feeds", "What is read of iGOT: how fresh it is, its runs, and what is kept aside."),
    ("onboarding", "Checks of officials against what iGOT shows of them."),
    ("registers", "What an authority records by an order: exemptions, levels, liaison officers."),
    ("audit", "Who looked at which records, what for and when; and the chain that holds it."),
    ("rules", "The rules of each reporting year, every value with its source."),
    ("tokens", "Access tokens for clients, by the built-in issuer."),
    ("health", "Probes for whatever keeps the service running."),
)
REPLY_HEADERS = {
    "X-Request-Id": {
        "description": "The request's id: the one that was sent, if well formed, or a new one.",
        "schema": {"type": "string"},
    }
}

MEDIA_TYPES = {"table": "text/csv"}
# What a refusal carries besides, by its status: a name, what it says, and its type.
_RETRY_AFTER = ("Retry-After", "After how many seconds to ask again.", "integer")
REFUSAL_HEADERS = {
    401: (("WWW-Authenticate", "Bearer, and what is wrong with a token (RFC 6750, 3).", "string"),),
    403: (("WWW-Authenticate", "What the token lacks, if it is that (RFC 6750, 3).", "string"),),
    416: (("Content-Range", "How long the file is: bytes */size.", "string"),),
    410: (("Link", "The first page (RFC 8288).", "string"),),
    429: (
        _RETRY_AFTER,
        ("RateLimit-Policy", "What your quota is: requests (q) in so many seconds (w).", "string"),
        ("RateLimit", "What is left of it (r), whole again in so many seconds (t).", "string"),
    ),
    503: (_RETRY_AFTER,),
}


def answers(example: Any, description: str, headers: Mapping[str, Any] | None = None) -> Any:
    """Return the description of a successful JSON response, with its example."""
    return {
        "description": description,
        "headers": {**REPLY_HEADERS, **(headers or {})},
        "content": {"application/json": {"example": example}},
    }


def streams(page: Any, lines: str, table: str, headers: Mapping[str, Any]) -> Any:
    """Return the description of a response that comes as pages, as lines or as a table."""
    described = answers(
        page,
        "Entries, in the form that was asked for.",
        {
            "ETag": header("Its tag."),
            "Link": header("The next page, or a stream's receipt (RFC 8288)."),
            "Karmasetu-Row-Count": header("How many rows the stream holds.", "integer"),
            "Karmasetu-Digest": header("SHA-256 over the rows' digests in order; streams only."),
            **headers,
        },
    )
    text = {"schema": {"type": "string"}}
    described["content"]["application/x-ndjson"] = {**text, "example": lines}
    described["content"]["text/csv"] = {**text, "example": table}
    return described


def paged(example: Any, *codes: str, **forms: str) -> dict[int | str, Any]:
    """Return what a list may answer: a page with its link, other forms of it, and refusals.

    ``forms`` are examples of a whole list as text, by name of their form: table for `text/csv`.
    """
    pages_only = "; pages only" if forms else ""
    page = answers(example, "One page.", {"Link": header(f"The next page{pages_only} (RFC 8288).")})
    for form, told in forms.items():
        page["content"][MEDIA_TYPES[form]] = {"schema": {"type": "string"}, "example": told}
    return {200: page, **refusals(*codes, "cursor-invalid", "cursor-expired")}


def queued(example: Any, said: str, *codes: str) -> dict[int | str, Any]:
    """Return what asking for long work may answer: where and when to ask of it, and refusals."""
    headers = {
        "Location": header("Where to ask how far it has come."),
        "Retry-After": header("After how many seconds to ask.", "integer"),
    }
    sent = ("malformed", "too-large", "unsupported-media-type")
    return {202: answers(example, said, headers), **refusals(*codes, *sent)}


def unchanged() -> dict[str, Any]:
    """Return the description of a reply without a body, to whoever holds the current one."""
    return {
        "description": "The caller holds it.",
        "headers": {**REPLY_HEADERS, "ETag": header("Its tag.")},
    }


def header(description: str, kind: str = "string") -> dict[str, Any]:
    """Return the description of a response header."""
    return {"description": description, "schema": {"type": kind}}


def refusals(*codes: str, everywhere: tuple[str, ...] = EVERYWHERE) -> dict[int | str, Any]:
    """Return the problems that an operation may answer, by status, each with an example."""
    by_status: dict[int, list[str]] = {}
    for code in sorted({*codes, *everywhere}):
        by_status.setdefault(problems.KINDS[code].status, []).append(code)
    return {status: _refusal(tuple(found)) for status, found in sorted(by_status.items())}


@cache
def _refusal(codes: tuple[str, ...]) -> Mapping[str, Any]:
    """Return the description of a refusal: one object, however many operations may answer it."""
    kinds = [problems.KINDS[code] for code in codes]
    headers = dict(REPLY_HEADERS)
    for name, description, kind in REFUSAL_HEADERS.get(kinds[0].status, ()):
        headers[name] = header(description, kind)
    examples = {
        code: {"summary": problems.KINDS[code].title, "value": problems.body_of(code, REQUEST_ID)}
        for code in codes
    }
    return {
        "description": " or ".join(one.title for one in kinds) + ".",
        "headers": headers,
        "content": {
            problems.MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": examples,
            }
        },
    }


class DescribedApi(FastAPI):
    """A FastAPI application that adds what FastAPI leaves out of its own description."""

    def openapi(self) -> dict[str, Any]:
        """Return the contract, with problems told once, and with examples that hold nulls."""
        if self.openapi_schema is None:
            schema = super().openapi()
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas = schema.setdefault("components", {}).setdefault("schemas", {})
            schemas.update(problem.pop("$defs", {}))
            schemas["Problem"] = problem
            for one in iter_route_contexts(self.routes):
                route = one.original_route
                if isinstance(route, APIRoute) and route.include_in_schema:
                    _restore_examples(route, schema["paths"])
            schema["components"]["responses"] = _share_refusals(schema["paths"])
        return self.openapi_schema or {}


def _restore_examples(route: APIRoute, paths: dict[str, Any]) -> None:
    """Put a route's response examples in whole: FastAPI drops each null from them."""
    for method in route.methods or ():
        described = paths[route.path_format][method.lower()]["responses"]
        for status, answer in route.responses.items():
            for media, content in answer.get("content", {}).items():
                if "example" in content:
                    described[str(status)]["content"][media]["example"] = content["example"]


def _share_refusals(paths: dict[str, Any]) -> dict[str, Any]:
    """Put each refusal that operations share where it is told once; return them by their codes."""
    shared: dict[str, Any] = {}
    for operation in [one for methods in paths.values() for one in methods.values()]:
        for status, answer in operation["responses"].items():
            told = answer.get("content", {})
            if set(told) != {problems.MEDIA_TYPE}:
                # A refusal that has another form as well is told where it stands.
                continue
            if name := ".".join(sorted(told[problems.MEDIA_TYPE].get("examples", {}))):
                shared[name] = answer
                operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
    return dict(sorted(shared.items()))
