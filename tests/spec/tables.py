"""Reads tables of examples: columns between bars, one official a row, words in the cells."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from app.policy.facts import Criterion
from app.policy.reporting_year import IST
from tests.harness.arranged import RULES, YEAR
from tests.parity.population import (
    CutOff,
    Earlier,
    Equivalent,
    Organisation,
    Person,
    Population,
    Prescription,
    Sitting,
)

MIDYEAR = datetime(2025, 9, 1, 12, 0, tzinfo=IST)
MICROSECOND = timedelta(microseconds=1)
MOMENTS = {
    "mid-year": MIDYEAR,
    "first-moment": YEAR.opens,
    "last-moment": YEAR.closes - MICROSECOND,
    "before-year": YEAR.opens - MICROSECOND,
    "after-year": YEAR.closes,
    "autumn": MIDYEAR + timedelta(days=60),
    "undated": None,
}
AIS = {"service": "Indian Administrative Service", "controlling_authority": "State of Kerala"}
ORGANISATIONS = (
    Organisation("mdo", "Ministry of Rivers", "org-1"),
    Organisation("cca", "State of Kerala", "org-2"),
    Organisation("mdo", "Board of Libraries", "org-3", body=(None, None)),
    Organisation("mdo", "Board of Boats", "org-4", body=(YEAR.first_day, None)),
)
# What a word in the column "official" stands for: the organisation, and the profile's values.
WHO: dict[str, tuple[int, dict[str, Any]]] = {
    "in ministry": (0, {}),
    "unmapped": (0, {"designation": "Head of Nothing"}),
    "ais in state": (1, AIS | {"on_central_deputation": False, "batch": 2010}),
    "ais on deputation": (0, AIS | {"on_central_deputation": True, "batch": 2010}),
    "ais without flag": (0, AIS | {"batch": 2010}),
    "ais of nowhere": (0, AIS | {"controlling_authority": "Elsewhere", "batch": 2010}),
    "state's own staff": (1, {}),
    "with no mdo": (0, {}),
    "ais declared": (0, AIS | {"on_central_deputation": True, "batch": 2010}),
    "in unchosen body": (2, {}),
    "in chosen body": (3, {}),
    "ais in unchosen body": (2, AIS | {"on_central_deputation": True, "batch": 2010}),
    "without group": (0, {"group_name": None, "employment": RULES.missing_group.value}),
    "contractual": (0, {"employment": "contractual"}),
    "outsourced": (0, {"employment": "outsourced"}),
}

PRESCRIBING = {"": 0, "state": 1, "body": 3}
_ENDED: dict[str, Literal["live", "retired", "archived"]] = {
    "": "live",
    "retired": "retired",
    "archived": "archived",
}
# Columns that hold days of the official's plans.
PLAN_DAYS = {"due": "due_at", "published": "published_at"}
DECLARED = {"with no mdo", "ais declared"}


@dataclass(frozen=True, slots=True)
class Example:
    """One row: its words, and the population of one official that they stand for."""

    words: dict[str, str]
    population: Population


def examples(table: str, **shared: Any) -> list[Example]:
    """Read a table; ``shared`` is what holds for all its rows (the rules, for example)."""
    lines = [line for line in table.splitlines() if line.strip()]
    heads = _cells(lines[0])
    rows = (dict(zip(heads, _cells(line), strict=True)) for line in lines[1:])
    return [Example(row, _population(row, shared)) for row in rows]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _population(row: dict[str, str], shared: dict[str, Any]) -> Population:
    place, values = WHO[row.get("official", "in ministry")]
    values = values | _pairs(row.get("profile", ""))
    if "joined" in row:
        values = values | {"joined_on": date.fromisoformat(row["joined"])}
    person = Person(
        place,
        values,
        completed=tuple(_dated(word) for word in row.get("completed", "A B").split()),
        results=tuple(_result(word) for word in row.get("results", "").split()),
        in_doubt=row.get("in doubt", "") == "yes",
        earlier=_earlier(row),
        no_mdo=((YEAR.first_day, None),) if row.get("official") in DECLARED else (),
        exempt=tuple(_span(word) for word in row.get("exempted", "").split()),
        retired=date.fromisoformat(row["retired"]) if row.get("retired") else None,
    )
    orders = tuple(_equivalent(word) for word in row.get("equivalents", "").split())
    days = {PLAN_DAYS[head]: _evening(row[head]) for head in PLAN_DAYS if head in row}
    plans = tuple(replace(_plan(word), **days) for word in row.get("plans", "A+B+C+D").split())
    marks = (
        *(_cut_off(word) for word in row.get("cut-off", "").split()),
        *(_open(word) for word in row.get("open", "").split()),
    )
    held = Population(ORGANISATIONS, plans, (person,), equivalents=orders, cut_offs=marks)
    return replace(held, **shared)


def _evening(day: str) -> Any:
    return datetime.combine(date.fromisoformat(day), time(18), IST)


def _earlier(row: dict[str, str]) -> Earlier | None:
    if "before" not in row:
        return None
    place, values = WHO[row["before"]]
    return Earlier(place, values, date.fromisoformat(row["since"]))


def _pairs(cell: str) -> dict[str, Any]:
    pairs = (pair.split("=") for pair in cell.split(";") if pair.strip())
    kinds: dict[str, Callable[[str], Any]] = {"batch": int, "tags": lambda tag: [tag]}
    return {name.strip(): kinds.get(name.strip(), str)(value) for name, value in pairs}


def _dated(word: str) -> tuple[str, datetime]:
    course, _, moment = word.partition("@")
    at = MOMENTS[moment or "mid-year"]
    assert at is not None, "a completion has a date"
    return course, at


def _result(word: str) -> Sitting:
    """Read ``X:passed@autumn=60``: state, moment, score; ``certified`` passes by certificate."""
    said, _, score = word.partition("=")
    assessment, _, said = said.partition(":")
    said, _, moment = said.partition("@")
    certified = said == "certified"
    state: Any = "passed" if certified else said
    at = MOMENTS[moment or "mid-year"]
    return Sitting(assessment, state, at, float(score) if score else None, certified)


def _cut_off(word: str) -> CutOff:
    """Read ``X=60``: the ministry's order asks 60 percent for X; ``@state`` the CCA's."""
    said, _, state = word.partition("@")
    assessment, _, percent = said.partition("=")
    return CutOff(1 if state else 0, assessment, float(percent) if percent else None)


def _open(word: str) -> CutOff:
    """Read ``X=2025-11-15..2026-01-31``: the days of X by the ministry's order."""
    assessment, _, days = word.partition("=")
    opens, closes = map(date.fromisoformat, days.split(".."))
    return CutOff(0, assessment, None, opens=opens, closes=closes)


def _span(word: str) -> tuple[date, date | None]:
    first, _, last = word.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last) if last else None


def _equivalent(word: str) -> Equivalent:
    """Read ``E>A``: by the ministry's order E counts for A; ``@state``, and days in brackets."""
    said, _, days = word.rstrip("]").partition("[")
    said, _, state = said.partition("@")
    course, _, counts_for = said.partition(">")
    first, last = _span(days) if days else (YEAR.first_day, None)
    return Equivalent(1 if state else 0, course, counts_for, first, last)


def _plan(word: str) -> Prescription:
    """Read ``A+B/X``: courses A and B and assessment X.

    What follows says more: ``?`` no flag, ``!`` flagged as not for the APAR, ``@state`` the
    state's plan, ``@body`` the chosen body's, ``[tag=finance,group=group a]`` whom it reaches
    (``_`` for a blank), ``~retired`` within the year or ``~archived`` after it; of ``A-C`` the
    feed shows C no longer.
    """
    said, _, criteria = word.rstrip("]").partition("[")
    said, _, ended = said.partition("~")
    said, _, of_whom = said.partition("@")
    flag = {"?": None, "!": False}.get(said[-1], True)
    courses, _, assessment = said.rstrip("?!").partition("/")
    courses, *vanished = courses.split("-")
    pairs = [pair.split("=") for pair in criteria.replace("_", " ").split(",") if pair]
    group = tuple(Criterion(key.replace(" ", "_"), (value,)) for key, value in pairs)
    return Prescription(
        PRESCRIBING[of_whom],
        tuple(course for course in courses.split("+") if course != "none"),
        (group,),
        flag,
        assessment or None,
        status=_ENDED[ended],
        vanished=tuple(vanished),
    )
