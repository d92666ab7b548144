"""What the demonstration shows, all of it asked of the running API as a reader would."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from rich.console import Console

from app.demo import explained
from app.demo.summary import Standing, table
from app.errors import OverloadedError
from app.policy.outcome import Outcome
from app.policy.reporting_year import ReportingYear


@dataclass(frozen=True, slots=True)
class Shown:
    """Who was shown: the official explained, and an authority of middling size."""

    official_id: int
    authority_id: int
    authority: str


def tell(console: Console, calls: httpx.Client, year: ReportingYear) -> Shown:
    """Print the summary, one official explained and one APAR entry; return who was shown.

    Raises OverloadedError when there is nobody to show, or the API does not answer.
    """
    console.rule("4  Where the officials stand")
    authorities = _ask(calls, "/v1/authorities")["authorities"]
    if not authorities:
        raise OverloadedError("nothing came from the stand-in iGOT: nobody can be shown")
    standings = [_standing(calls, held, year) for held in authorities]
    console.print(table(year, standings))
    by_size = sorted(authorities, key=lambda held: _officials(standings, held["name"]))
    middle, largest = by_size[len(by_size) // 2], by_size[-1]
    official_id = _one_short(calls, largest["id"], year)
    console.rule("5  One official, explained")
    explained.show(console, _ask(calls, f"/v1/officials/{official_id}/evaluations/{year}"))
    console.rule("6  The same official's APAR entry")
    entry = _ask(calls, f"/v1/apar/{year}/officials/{official_id}")
    console.print_json(json.dumps({**entry, "trace": entry["trace"][:1]}, ensure_ascii=False))
    console.print("  (one of the traced numbers is shown; the answer traces each to its rule)")
    return Shown(official_id, middle["id"], middle["name"])


def invite(
    console: Console, address: str, bearer: str, official_id: int, year: ReportingYear
) -> None:
    """Say where the API and its documentation are, and how to call it."""
    console.rule("8  Look for yourself")
    console.print(f"  API            {address}")
    console.print(f"  Documentation  {address}/docs")
    console.print("  An APAR entry, as SPARROW would pull it:")
    command = f"curl -H 'Authorization: Bearer {bearer}' {address}/v1/apar/{year}/officials/"
    console.print(f"{command}{official_id}", soft_wrap=True, markup=False)


def _standing(calls: httpx.Client, held: dict[str, Any], year: ReportingYear) -> Standing:
    summary = _ask(calls, f"/v1/authorities/{held['id']}/summary/{year}")
    through = summary["freshness"]["confirmed_through"]
    return Standing(
        held["name"],
        summary["officials"],
        summary["by_outcome"],
        datetime.fromisoformat(through) if through else None,
    )


def _officials(standings: list[Standing], name: str) -> int:
    return next(standing.officials for standing in standings if standing.authority == name)


def _one_short(calls: httpx.Client, authority_id: int, year: ReportingYear) -> int:
    """Choose somebody who fell short: that is whose answer must be explained best."""
    page = _ask(
        calls,
        f"/v1/authorities/{authority_id}/evaluations/{year}",
        {"outcome": Outcome.SHORT_OF_COURSES.value, "limit": "1"},
    )
    return int(page["outcomes"][0]["official_id"])


def _ask(calls: httpx.Client, path: str, parameters: dict[str, str] | None = None) -> Any:
    answer = calls.get(path, params=parameters, timeout=30)
    if answer.status_code != httpx.codes.OK:
        raise OverloadedError(f"the API answered {answer.status_code} for {path}")
    return answer.json()
