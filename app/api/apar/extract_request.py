"""What a reader of iGOT's APAR extract sends, read as iGOT's report service reads it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.policy.reporting_year import ReportingYear
from app.services.apar.extract import BESIDES, COLUMNS, Wanted

MISSING = "Invalid input. Please provide assigned_on_start_date and assigned_on_end_date."
BAD_DATE = "Invalid date format. Use YYYY-MM-DD."
NO_PHONES = "Filter not available."
FILTERS = ("user_email", "mobile_no", "parichay_id", "external_system_id")
LONGEST_DAYS = 365
_KINDS = {"user_email": "sparrow_email", "external_system_id": "external_system_id"}
# What PostgreSQL's text can't hold.
_UNHEARD = re.compile(r"[\x00\ud800-\udfff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ExtractRefusedError(Exception):
    """A request that iGOT's report service refuses, in its words: ``error`` and ``details``."""

    def __init__(self, error: str, details: str) -> None:
        super().__init__(error)
        self.error = error
        self.details = details


def read(body: Any) -> Wanted:
    """Return what is asked for; raise ExtractRefusedError for what can't be."""
    if not isinstance(body, dict) or not body:
        raise ExtractRefusedError(MISSING, "Request body cannot be empty.")
    days = [body.get(name) for name in ("assigned_on_start_date", "assigned_on_end_date")]
    if days == [None, None] and body.get("plan_year") is None:
        sentence = (
            "Either assigned_on_start_date and assigned_on_end_date, or plan_year must be provided."
        )
        raise ExtractRefusedError(MISSING, sentence)
    if None in days and days != [None, None]:
        sentence = "Both assigned_on_start_date and assigned_on_end_date must be provided together."
        raise ExtractRefusedError(MISSING, sentence)
    filters = _filters(body.get("filters"))
    assigned = None if days == [None, None] else _span(*days)
    return Wanted(
        year=_year(body.get("plan_year")),
        assigned=assigned,
        identifiers={_KINDS[key]: value for key, value in filters.items() if key in _KINDS},
        nobody="parichay_id" in filters,
        columns=_columns(body.get("required_columns")),
    )


def _filters(stated: Any) -> Mapping[str, str]:
    """Return the filters that say something; people are never looked for by phone here."""
    if stated is None or stated == {}:
        return {}
    allowed = ", ".join(FILTERS)
    if not isinstance(stated, dict) or set(stated) - set(FILTERS):
        raise ExtractRefusedError(BAD_DATE, f"Invalid filter key. Allowed keys: {allowed}")
    said = {key: str(value).strip() for key, value in stated.items() if value is not None}
    filters = {key: value for key, value in said.items() if value}
    if not filters:
        raise ExtractRefusedError(
            BAD_DATE, f"At least one of {allowed} must be provided in filters."
        )
    if "mobile_no" in filters:
        sentence = (
            "No mobile numbers are held here, so that nobody can be asked for by mobile_no."
            " Use user_email or external_system_id."
        )
        raise ExtractRefusedError(NO_PHONES, sentence)
    if not all(isinstance(stated[key], str) for key in filters):
        raise ExtractRefusedError(BAD_DATE, "A filter is a text.")
    if any(_UNHEARD.search(value) for value in filters.values()):
        raise ExtractRefusedError(BAD_DATE, "A filter holds a character that no value has.")
    return filters


def _span(first: Any, last: Any) -> tuple[date, date]:
    start, end = _day(first), _day(last)
    if (end - start).days > LONGEST_DAYS:
        raise ExtractRefusedError(BAD_DATE, "Date range cannot exceed 1 year")
    if end == date.max:
        raise ExtractRefusedError(BAD_DATE, "There is no day after that.")
    return start, end


def _day(stated: Any) -> date:
    try:
        # fromisoformat would take other forms too, and digits of other scripts.
        written = _DAY.fullmatch(stated) if isinstance(stated, str) else None
        return date.fromisoformat(written[0] if written else "")
    except ValueError:
        raise ExtractRefusedError(BAD_DATE, "A date does not match the format %Y-%m-%d") from None


def _year(stated: Any) -> ReportingYear | None:
    if stated is None:
        return None
    try:
        return ReportingYear.parse(str(stated).strip())
    except ValueError:
        sentence = "planYear must be in financial year format YYYY-YY (e.g. 2025-26)"
        raise ExtractRefusedError(sentence, sentence) from None


def _columns(stated: Any) -> tuple[str, ...]:
    """Return the columns that are asked for, each once; unknown ones are passed over, as there."""
    asked = [] if stated is None else stated
    if not isinstance(asked, list) or not all(isinstance(one, str) for one in asked):
        raise ExtractRefusedError(MISSING, "required_columns is a list of names.")
    known = [one for one in asked if one in {*COLUMNS, *BESIDES}]
    return tuple(dict.fromkeys(known)) or COLUMNS
