"""iGOT's five envelopes: what counts as success, what the message is, and which failure it is."""

import json
import re
from collections.abc import Iterable
from typing import Any

from app.errors import FeedFailedError
from app.integrations.http import Answer
from app.integrations.igot.feed import (
    FeedIncompleteError,
    FeedMalformedError,
    FeedRefusedError,
    FeedUnavailableError,
)

_GOOD_CODES = frozenset({"OK", "CREATED", "ACCEPTED"})
_PERSONAL = re.compile(r"\S+@\S+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}|[\d*]{5,}")
_MESSAGE_MAX = 200
_REDIRECT, _CLIENT_ERROR, _NOT_FOUND, _SERVER_ERROR = 300, 400, 404, 500


class NotThereError(FeedRefusedError):
    """What was asked for by its id is not there."""


def read_document(road: str, body: bytes) -> dict[str, Any]:
    """Decode a JSON object; raise FeedMalformedError for HTML, cut-off JSON or anything else."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        kind = "HTML" if body.lstrip()[:1] == b"<" else "no JSON"
        raise FeedMalformedError(f"iGOT's {road} answered with {kind}") from None
    if not isinstance(document, dict):
        raise FeedMalformedError(f"iGOT's {road} answered with JSON that is not an object")
    return document


def read_result(road: str, answer: Answer) -> dict[str, Any]:
    """Return the result of a good answer; raise the feed failure that fits any other."""
    if answer.status >= _REDIRECT:
        raise failure(road, answer)
    document = read_document(road, answer.body)
    if not succeeded(document):
        raise failure(road, answer)
    result = document.get("result")
    if result is None:
        return {}
    if not isinstance(result, dict):
        raise FeedMalformedError(f"iGOT's {road} answered with a result that is not an object")
    return result


def succeeded(document: dict[str, Any]) -> bool:
    """Say whether an envelope means success: by its code and its status word, in any case."""
    code = str(document.get("responseCode") or "").upper()
    params = document.get("params")
    word = params.get("status") if isinstance(params, dict) else None
    return code in _GOOD_CODES and str(word or "").lower() != "failed"


def message_of(document: dict[str, Any]) -> str | None:
    """Return the first message that an envelope, the gateway or a report error carries."""
    params, result = (_object(document.get(name)) for name in ("params", "result"))
    candidates = (
        params.get("errmsg"),
        params.get("errMsg"),
        params.get("err"),
        result.get("message"),
        document.get("message"),
        ": ".join(_texts(document.get("error"), document.get("details"))),
    )
    found = next(iter(_texts(*candidates)), None)
    return _unwrapped(found) if found else None


def failure(road: str, answer: Answer) -> FeedFailedError:
    """Return the feed failure for an answer that is no success, worded without personal data."""
    try:
        document = read_document(road, answer.body)
    except FeedMalformedError as error:
        if answer.status < _REDIRECT:
            return error
        document = {}
    code = str(document.get("responseCode") or "").upper()
    sentence = _sentence(road, answer.status, code, message_of(document))
    if answer.status >= _SERVER_ERROR or "SERVER_ERROR" in code:
        return FeedUnavailableError(sentence)
    if code == "PARTIAL_SUCCESS":
        return FeedIncompleteError(sentence)
    if answer.status == _NOT_FOUND or code in {"RESOURCE_NOT_FOUND", "NOT_FOUND"}:
        return NotThereError(sentence)
    if answer.status >= _CLIENT_ERROR or code or message_of(document):
        return FeedRefusedError(sentence)
    return FeedMalformedError(sentence)


def _sentence(road: str, status: int, code: str, message: str | None) -> str:
    told = f": {_PERSONAL.sub('…', message)[:_MESSAGE_MAX]}" if message else ""
    named = f" {code}" if re.fullmatch(r"[A-Z_]{2,40}", code) else ""
    return f"iGOT's {road} answered HTTP {status}{named}{told}"


def _unwrapped(message: str) -> str:
    """Flatten a list of messages that was encoded into a string."""
    try:
        listed = json.loads(message)
    except (ValueError, RecursionError):
        return message
    return "; ".join(_texts(*listed)) if isinstance(listed, list) else message


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(*values: Any) -> Iterable[str]:
    return [value for value in values if isinstance(value, str) and value.strip()]
