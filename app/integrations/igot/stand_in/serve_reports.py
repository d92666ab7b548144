"""The report service's roads: pipe-delimited streams, and errors without an envelope."""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from app.integrations.igot.stand_in import apar_report, enrolment_report
from app.integrations.igot.stand_in.answers import Answer, Envelopes
from app.integrations.igot.stand_in.apar_report import AparReport
from app.integrations.igot.stand_in.calls import Call, child
from app.integrations.igot.stand_in.enrolment_report import EnrolmentReport
from app.integrations.igot.stand_in.kept_reports import KeptReports
from app.integrations.igot.stand_in.timeline import day_number
from app.integrations.igot.stand_in.world import World

_LONGEST_DAYS = 365
_APAR_FILTERS = {"user_email", "mobile_no", "parichay_id", "external_system_id"}
_BAD_DATE = "Invalid date format. Use YYYY-MM-DD."
Span = tuple[date, date]


class ServeReports:
    """Answers the enrolment report of an organisation and the national APAR extract."""

    def __init__(self, world: World, envelopes: Envelopes) -> None:
        self._world = world
        self._envelopes = envelopes
        self._enrolments = EnrolmentReport(world)
        self._apar = AparReport(world)
        self._kept = KeptReports() if world.settings.keep_reports else None

    def enrolments(self, call: Call) -> Answer:
        """Stream an organisation's enrolments over a span of days; none at all is a 404."""
        refuse = self._envelopes.report_error
        asking = call.headers.get("x_org_id") or call.headers.get("x-org-id")
        if asking != call.subject:
            return refuse(403, "Access denied", "x_org_id may not read this organisation")
        try:
            first, last = _span(call.body, "start_date", "end_date")
        except ValueError as problem:
            return refuse(400, _BAD_DATE, str(problem))
        organisation = self._world.directory.find(call.subject)
        if organisation is None:
            return refuse(404, "No data found", "organisation without rows")
        columns, wanted = enrolment_report.COLUMNS, call.body.get("required_columns")
        asked = (organisation.number, first, last, *_places(columns, wanted))
        kept = self._kept.find(asked) if self._kept else None
        if kept is not None:
            return Answer(200, chunks=kept)
        rows = self._enrolments.chunks(organisation, day_number(first), day_number(last))
        head = next(rows, None)
        if head is None:
            return refuse(404, "No data found", "no rows in the range")
        chunks = _stream(columns, wanted, _joined(head, rows))
        return Answer(200, chunks=self._kept.keep(asked, chunks) if self._kept else chunks)

    def apar(self, call: Call) -> Answer:
        """Stream the APAR rows of a plan year; no rows is a header alone."""
        filters = {key: str(value) for key, value in child(call.body, "filters").items()}
        try:
            plans = self._plans(call.body)
            _check_filters(filters)
        except ValueError as problem:
            return self._envelopes.report_error(400, _BAD_DATE, str(problem))
        rows = self._apar.chunks(plans, filters)
        wanted = call.body.get("required_columns")
        return Answer(200, chunks=_stream(apar_report.COLUMNS, wanted, rows))

    def _plans(self, body: dict[str, Any]) -> frozenset[str]:
        label, plans = body.get("plan_year"), self._world.plans
        if label is None or "assigned_on_start_date" in body:
            first, last = _span(body, "assigned_on_start_date", "assigned_on_end_date")
            plans = tuple(plan for plan in plans if first <= plan.published_at.date() <= last)
        return frozenset(plan.plan_id for plan in plans if label in {None, plan.sketch.year.label})


def _span(body: dict[str, Any], first_key: str, last_key: str) -> Span:
    first, last = (date.fromisoformat(str(body.get(key))) for key in (first_key, last_key))
    if not 0 <= (last - first).days < _LONGEST_DAYS:
        raise ValueError("Date range cannot exceed 365 days")
    return first, last


def _check_filters(filters: dict[str, str]) -> None:
    if set(filters) - _APAR_FILTERS or (filters and not any(map(str.strip, filters.values()))):
        raise ValueError("Invalid filters")


def _joined(head: str, rows: Iterator[str]) -> Iterator[str]:
    yield head
    yield from rows


def _stream(columns: Sequence[str], wanted: Any, rows: Iterator[str]) -> Iterator[str]:
    chosen = _places(columns, wanted)
    header = "|".join(columns[place] for place in chosen or range(len(columns)))
    if chosen:
        rows = (_chosen(chunk, chosen) for chunk in rows)
    return _joined(f"{header}\n", rows)


def _places(columns: Sequence[str], wanted: Any) -> list[int]:
    asked = wanted if isinstance(wanted, list) else []
    return [columns.index(name) for name in asked if name in columns]


def _chosen(chunk: str, places: list[int]) -> str:
    pick = itemgetter(*places, places[0])
    lines = ["|".join(pick(line.split("|"))[:-1]) for line in chunk.splitlines()]
    return "\n".join([*lines, ""])
