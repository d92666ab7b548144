"""Rosters and findings as they are told."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic_core import to_json
from starlette.responses import Response

from app.policy.onboarding.roster_catalogue import BY_ID, ROW_UNREADABLE
from app.policy.reporting_year import ReportingYear
from app.services.rosters.sending import Understood
from app.store.onboarding.rosters import Roster

JSON = "application/json"
RETRY_SECONDS = "2"


def roster_members(held: Roster) -> dict[str, Any]:
    """Return a roster's members."""
    told = asdict(held)
    columns = zip(told.pop("headings"), told.pop("meanings"), strict=True)
    described, renewed = told.pop("described"), told.pop("renewed")
    compared, failure = told.pop("phones_compared"), told.pop("phones_failure")
    return {
        **told,
        "reporting_year": ReportingYear(held.reporting_year).label,
        "columns": [
            {"number": number, "heading": heading, "meaning": meaning}
            for number, (heading, meaning) in enumerate(columns, start=1)
        ],
        "file": described,
        "accepted": held.rows - held.refused,
        "new": renewed,
        "phones": {"compared": compared, "failure": failure},
    }


def accepted(held: Roster, place: str) -> Response:
    """Return the answer to a roster that was taken in, with where to ask for it."""
    headers = {"Location": place, "Retry-After": RETRY_SECONDS}
    return Response(to_json(roster_members(held)), 202, headers, JSON)


def understood(found: Understood, year: ReportingYear, authority_id: int) -> Response:
    """Return the answer to a dry run."""
    columns = zip(found.head.headings, found.head.meanings, strict=True)
    told = {
        "reporting_year": year.label,
        "authority_id": authority_id,
        "columns": [
            {"number": number, "heading": heading, "meaning": meaning}
            for number, (heading, meaning) in enumerate(columns, start=1)
        ],
        "file": dict(found.head.described),
        "rows": found.rows,
        "accepted": found.rows - found.refused,
        "refused": found.refused,
        "unreadable": [{"row": row, "reason": reason} for row, reason in found.broken],
    }
    return Response(to_json(told), 200, media_type=JSON)


def finding_members(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a finding's members; another authority is named only where the caller sees it."""
    rule = BY_ID[row["rule_id"]]
    unreadable = rule is ROW_UNREADABLE
    names = ("place", "rule_id", "official_id", "agreed", "differed", "offers")
    held_by = None
    if row["held_by"] is not None:
        held_by = {
            "id": row["held_by"],
            "name": row["held_by_name"],
            "name_hi": row["held_by_name_hi"],
        }
    return {
        **{name: row[name] for name in names},
        "row": row["row_no"],
        "severity": rule.severity,
        "field": None if unreadable else row["field"],
        "reason": row["field"] if unreadable else None,
        "held_by": held_by,
        "new": row["is_new"],
        "title": rule.title,
        "action": rule.action,
    }
