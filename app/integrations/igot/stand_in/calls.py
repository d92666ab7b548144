"""A request as the stand-in's roads see it, with the readings of a body that they share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

_DEFAULT_LIMIT = 250


@dataclass(frozen=True, slots=True)
class Call:
    """One request: the last part of its path, its headers, its query and its JSON body."""

    subject: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: dict[str, Any]

    @property
    def request(self) -> dict[str, Any]:
        """The ``request`` object of the body, empty when there is none."""
        return child(self.body, "request")

    @property
    def limit(self) -> int:
        """How many rows are wanted: 250 unless told."""
        return _number(self.request.get("limit"), _DEFAULT_LIMIT)

    @property
    def offset(self) -> int:
        """From which row on they are wanted."""
        return _number(self.request.get("offset"), 0)

    @property
    def page(self) -> int | None:
        """Which page is asked for, counted from one; None when the body speaks of no pages."""
        if "pageNumber" in self.request:
            return _number(self.request["pageNumber"], 0) + 1
        if "offset" in self.request:
            return self.offset // max(self.limit, 1) + 1
        return None

    def page_before(self) -> "Call":
        """Return the call for the page before, or the same call for the first page."""
        request = dict(self.request)
        if "pageNumber" in request:
            request["pageNumber"] = max(0, _number(request["pageNumber"], 0) - 1)
        elif "offset" in request:
            request["offset"] = max(0, self.offset - self.limit)
        return replace(self, body={**self.body, "request": request})


def child(parent: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the object under the key, or an empty one when there is no object."""
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return a filter's value as a list, whether it came as one or alone."""
    return value if isinstance(value, list) else [value]


def _number(value: Any, otherwise: int) -> int:
    return value if isinstance(value, int) and value >= 0 else otherwise
