"""The parameters of a request, strictly: only those that the operation has, and each but once."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl

from fastapi import Request, params
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute

from app.errors import InvalidError

# Lists may come in several lines (RFC 9110, 5.3).
LISTS = {b"if-match", b"if-none-match"}


@dataclass(frozen=True, slots=True)
class Parameters:
    """The names that an operation knows; a wrong one would else change what is asked, unnoticed.

    ``headers`` are those that have one value: of two it would depend on the reader which one holds.
    """

    names: frozenset[str]
    headers: frozenset[bytes]

    @classmethod
    def of(cls, route: APIRoute) -> Self:
        """Return the names of a route's parameters, its dependencies' too."""
        every = get_flat_params(route.dependant)
        asked = [one.alias for one in every if isinstance(one.field_info, params.Query)]
        said = [
            one.alias.lower().encode("ascii")
            for one in every
            if isinstance(one.field_info, params.Header)
        ]
        return cls(frozenset(asked), frozenset(said) - LISTS)

    def check(self, request: Request) -> None:
        """Raise InvalidError for a parameter that is unknown or stands twice, without its name."""
        said = [name for name, _ in request.scope["headers"] if name in self.headers]
        if len(said) > 1 and len(said) > len(set(said)):
            twice = {name.decode("ascii") for name in said if said.count(name) > 1}
            faults = [(name, "repeated") for name in sorted(twice)]
            raise InvalidError("each of these headers stands once", faults)
        query = request.scope["query_string"]
        if not query:
            return
        given = [name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)]
        faults = [("query", "extra_forbidden")] if not self.names.issuperset(given) else []
        faults += [(name, "repeated") for name in sorted(self.names) if given.count(name) > 1]
        if faults:
            raise InvalidError("each parameter is one of the operation's and stands once", faults)
