"""The user search and the organisation search, over people that are computed while searching."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any, TypeVar

from app.integrations.igot.stand_in import organisations as org
from app.integrations.igot.stand_in.answers import Answer, Envelopes
from app.integrations.igot.stand_in.calls import Call, as_list, child
from app.integrations.igot.stand_in.marks import Marks
from app.integrations.igot.stand_in.officials import (
    Official,
    first_created_from,
    profile_status_of,
    status_of,
)
from app.integrations.igot.stand_in.serve_tree import parent_of
from app.integrations.igot.stand_in.timeline import parse_lms
from app.integrations.igot.stand_in.world import World

USERS, ORGANISATIONS = "api.user.search", "api.org.search"
_WINDOW = 10_000
_LARGEST_PAGE = 250
_TICK = timedelta(microseconds=1)
_PROFESSIONAL = "profileDetails.professionalDetails."
_FROM_DIGEST: dict[str, Callable[[int], Any]] = {
    "status": status_of,
    "profileDetails.profileStatus": profile_status_of,
}
_FROM_OFFICIAL: dict[str, Callable[[Official], Any]] = {
    f"{_PROFESSIONAL}designation": lambda official: official.designation.text,
    f"{_PROFESSIONAL}group": lambda official: official.group,
}
_PLACES = ("rootOrgId", "createdDate", "userId", "id", "identifier")
T = TypeVar("T")
Tests = list[tuple[Callable[[T], Any], list[Any]]]
Spans = list[tuple[org.Organisation, range]]


class SearchPeople:
    """Answers user and organisation searches."""

    def __init__(self, world: World, envelopes: Envelopes) -> None:
        self._world = world
        self._envelopes = envelopes
        self.marks = Marks(world, envelopes)

    def users(self, call: Call) -> Answer:
        """List officials by filters, at most 250 a page and never past row 10,000."""
        limit = min(call.limit, _LARGEST_PAGE)
        if call.offset + limit > _WINDOW:
            message = (
                "Result window is too large, from + size must be less than or equal to: [10000]"
            )
            return self._envelopes.core_error(USERS, 400, message)
        filters = child(call.request, "filters")
        unknown = sorted(set(filters).difference(_FROM_DIGEST, _FROM_OFFICIAL, _PLACES))
        if unknown:
            return self._envelopes.core_error(USERS, 400, f"No mapping found for [{unknown[0]}]")
        try:
            spans = self._spans(filters)
        except ValueError:
            return self._envelopes.core_error(USERS, 400, "failed to parse date field")
        count, rows = self._page(filters, spans, call.offset, limit)
        content = [
            _projected(self.marks.row(official), call.request.get("fields")) for official in rows
        ]
        return self._envelopes.core(USERS, {"response": {"count": count, "content": content}})

    def _page(
        self, filters: dict[str, Any], spans: Spans, offset: int, limit: int
    ) -> tuple[int, list[Official]]:
        read = self._world.officials.read
        if not (set(filters) - set(_PLACES)):
            numbered = ((index, place) for place, numbers in spans for index in numbers)
            page = [read(*found) for found in islice(numbered, offset, offset + limit)]
            return sum(len(numbers) for _, numbers in spans), page
        count, rows = 0, []
        for index, place in self._matching(filters, spans):
            if offset <= count < offset + limit:
                rows.append(read(index, place))
            count += 1
        return count, rows

    def _matching(
        self, filters: dict[str, Any], spans: Spans
    ) -> Iterator[tuple[int, org.Organisation]]:
        digest_of, read = self._world.officials.digest, self._world.officials.read
        # What the digest alone tells is asked first: reading an official costs ten times as much.
        quick, slow = _tests(_FROM_DIGEST, filters), _tests(_FROM_OFFICIAL, filters)
        for place, numbers in spans:
            for index in numbers:
                if quick and not _passes(quick, digest_of(index)):
                    continue
                if not slow or _passes(slow, read(index, place)):
                    yield index, place

    def _spans(self, filters: dict[str, Any]) -> Spans:
        for key in _PLACES[2:]:
            if key in filters:
                return self._named(as_list(filters[key]))
        directory = self._world.directory
        places = list(directory.all)
        if "rootOrgId" in filters:
            found = [directory.find(str(value)) for value in as_list(filters["rootOrgId"])]
            places = [place for place in found if place is not None]
        made = child(filters, "createdDate")
        return [(place, _made(made, place)) for place in places if place.size]

    def _named(self, wanted: list[Any]) -> Spans:
        found = [self._world.officials.index_of(str(value)) for value in wanted]
        of_official = self._world.directory.of_official
        return [
            (of_official(index), range(index, index + 1)) for index in found if index is not None
        ]

    def organisations(self, call: Call) -> Answer:
        """List organisations by plain filters; a body without filters breaks the server."""
        if "filters" not in call.request:
            return self._envelopes.core_error(ORGANISATIONS, 500, "Internal Server Error")
        filters = child(call.request, "filters")
        rows = [_organisation_row(place) for place in self._world.directory.all]
        chosen = [
            row
            for row in rows
            if all(row.get(key) in as_list(value) for key, value in filters.items())
        ]
        page = chosen[call.offset : call.offset + call.limit]
        content = [_projected(row, call.request.get("fields")) for row in page]
        response = {"count": len(chosen), "content": content}
        return self._envelopes.core(ORGANISATIONS, {"response": response})


def _tests(readers: Mapping[str, Callable[[T], Any]], filters: dict[str, Any]) -> Tests[T]:
    return [(readers[key], as_list(value)) for key, value in filters.items() if key in readers]


def _passes(tests: Tests[T], subject: T) -> bool:
    return all(read(subject) in allowed for read, allowed in tests)


def _made(bounds: dict[str, Any], place: org.Organisation) -> range:
    first, end = place.first, place.end
    for sign, text in bounds.items():
        moment = parse_lms(str(text))
        if sign in {">=", ">"}:
            first = first_created_from(moment + (_TICK if sign == ">" else 0 * _TICK), place)
        elif sign in {"<=", "<"}:
            end = first_created_from(moment + (_TICK if sign == "<=" else 0 * _TICK), place)
    return range(first, max(first, end))


def _projected(row: dict[str, Any], fields: Any) -> dict[str, Any]:
    if not isinstance(fields, list) or not fields:
        return row
    return {key: value for key, value in row.items() if key in fields}


def _organisation_row(place: org.Organisation) -> dict[str, Any]:
    return {
        **dict.fromkeys(("id", "identifier", "rootOrgId"), place.org_id),
        "orgName": place.name,
        "channel": place.name,
        "status": 1,
        "isTenant": True,
        "isRootOrg": True,
        "organisationType": 128,
        "sbOrgType": place.kind,
        "sbOrgSubType": "training-institute" if place.kind == "cbp" else None,
        "mapId": place.map_id,
        "parentMapId": parent_of(place),
        "sbOrgId": "" if place.size == 0 else place.org_id,
        "createdDate": "2021-03-01 05:00:00:000+0000",
    }
