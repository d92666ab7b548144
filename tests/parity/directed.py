"""One population in which each rule decides about somebody, so that a fault in any is noticed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.policy.facts import Criterion
from tests.harness.arranged import IN_YEAR, RULES, YEAR
from tests.parity.population import (
    CutOff,
    Earlier,
    Equivalent,
    Organisation,
    Person,
    Population,
    Prescription,
    Sitting,
    State,
)

EARLY = YEAR.opens + timedelta(hours=3)
LATER = IN_YEAR + timedelta(days=30)
AS_OF = IN_YEAR + timedelta(days=10)
HALF = (YEAR.first_day, date(2025, 9, 5))
IAS = "Indian Administrative Service"
KERALA = "Government of Kerala"


def in_state(batch: int, **values: Any) -> Person:
    """Return an All India Services officer under the CCA, with both courses completed."""
    served = {"service": IAS, "controlling_authority": KERALA, "batch": batch}
    return Person(2, {**served, "on_central_deputation": False, **values}, _done("P", "Q"))


def tested(*results: tuple[str, State, int]) -> Person:
    """Return a member of Assessed, courses done, with results so many days after mid-year."""
    dated = tuple(Sitting(x, state, IN_YEAR + timedelta(days=days)) for x, state, days in results)
    return Person(0, {"tags": ["Assessed"]}, _done("A", "B"), results=dated)


def scored(*results: Sitting) -> Person:
    """Return a member of Scored, the course done, with those results in Z."""
    return Person(0, {"tags": ["Scored"], "designation": "Clerk"}, _done("K"), results=results)


def _done(*courses: str) -> tuple[tuple[str, Any], ...]:
    return tuple((course, IN_YEAR) for course in courses)


def _group(*criteria: tuple[str, str]) -> tuple[Criterion, ...]:
    return tuple(Criterion(key, (value,)) for key, value in criteria)


ORGANISATIONS = (
    Organisation("mdo", "Ministry of Rivers", "Org-1"),
    Organisation("mdo", "Ministry of Hills", "org-2"),
    Organisation("cca", KERALA, "org-3"),
    Organisation("mdo", "Board of Boats", "org-4", body=(YEAR.first_day, date(2026, 3, 30))),
    Organisation("mdo", "Board of Bridges", "org-5", body=(date(2026, 3, 31), None)),
)
PLANS = (
    Prescription(
        0,
        ("A", "B", "C"),
        (_group(("designation", "under secretary")),),
        due_at=IN_YEAR + timedelta(days=15),
        published_at=datetime(2025, 7, 1, tzinfo=UTC),
    ),
    # A and B stand in two plans of those with the tag, and are to be counted once.
    Prescription(
        0,
        ("A", "B"),
        (_group(("tag", "assessed"), ("isprofileverified", "true")),),
        assessment="X",
    ),
    Prescription(0, ("D",), (_group(("tag", "assessed")),), assessment="Y"),
    Prescription(0, ("E", "F"), (_group(("user", "user-0")), _group(("group", "group z")))),
    Prescription(0, ("G",), (_group(("designation_exact", "Director")),), apar=None),
    Prescription(0, ("H",), (_group(("tag", "old")),), status="retired"),
    Prescription(2, ("P", "Q"), assessment=None),
    Prescription(0, ("I",), (_group(("tag", "archived")),), status="archived", vanished=("J",)),
    # For Z the Rivers have ordered a cut-off of 60 percent, for X one of 50 in December.
    Prescription(0, ("K",), (_group(("tag", "scored")),), assessment="Z"),
    # R counts for N by the Rivers' order, and for L, the lower number, by the Hills'; so does T.
    Prescription(0, ("N",), (_group(("tag", "both")),)),
    Prescription(1, ("L",), (_group(("tag", "both")),)),
    # The Hills mandated an assessment for others, in a plan that was retired after the year.
    Prescription(1, ("M",), (_group(("tag", "nobody")),), status="archived", assessment="X"),
)
PEOPLE = (
    Person(0, {}, (*_done("A", "E"), ("B", EARLY))),
    Person(0, {"designation": " UNDER secretary "}, (("A", EARLY), *_done("B"))),
    Person(0, {}, (("A", YEAR.closes - timedelta(microseconds=1)), ("B", YEAR.closes))),
    Person(0, {}, (("A", IN_YEAR), ("B", LATER))),
    Person(0, {}, _done("A", "B"), withdrawn=frozenset("A")),
    Person(0, {}, _done("A"), exempt=((date(2025, 5, 1), date(2026, 3, 30)),)),
    Person(0, {}, _done("A"), exempt=((date(2026, 3, 31), date(2026, 3, 31)),)),
    Person(
        0, {}, _done("A"), exempt=((YEAR.first_day, date(2025, 9, 5)), (date(2025, 9, 6), None))
    ),
    Person(0, {}, _done("A"), retired=date(2026, 3, 31)),
    Person(0, {"designation": "Director"}, _done("G")),
    Person(0, {"tags": ["Assessed"], "profile_status": "NOT-VERIFIED"}, _done("A", "B")),
    Person(0, {"tags": ["old"], "designation": "Clerk"}, _done("H")),
    Person(0, {"tags": ["archived"], "designation": "Clerk"}, _done("J")),
    Person(0, {"employment": "contractual"}, _done("A", "B")),
    Person(1, {"designation": "Clerk"}),
    Person(2, {"service": "State Service"}, _done("P")),
    tested(("X", "passed", 0), ("X", "failed", 5), ("Y", "passed", 0)),
    tested(("X", "failed", 0), ("Y", "not_established", 0)),
    tested(("X", "passed", 0)),
    scored(Sitting("Z", "passed", IN_YEAR, 59.99)),
    scored(Sitting("Z", "failed", IN_YEAR, 60.0)),
    scored(Sitting("Z", "passed", IN_YEAR, 59.99, certified=True)),
    scored(Sitting("Z", "passed", IN_YEAR, 59.99, certified=None)),
    scored(Sitting("Z", "passed", IN_YEAR)),
    scored(Sitting("Z", "passed", IN_YEAR, 600.0)),
    scored(Sitting("Z", "failed", IN_YEAR, 120.0)),
    scored(Sitting("Z", "passed", IN_YEAR, 80.0), Sitting("Z", "passed", LATER, 40.0)),
    scored(Sitting("Z", "passed", IN_YEAR, 40.0), Sitting("Z", "failed", LATER, 70.0)),
    replace(tested(), results=(Sitting("X", "passed", IN_YEAR, 10.0),)),
    replace(tested(), results=(Sitting("X", "passed"), Sitting("Y", "passed", IN_YEAR))),
    # In two plans, of which one alone has a due day, and one is published before the other.
    replace(tested(), completed=(("A", LATER), ("B", datetime(2025, 6, 1, tzinfo=UTC)))),
    # Nothing says how this one is employed; of that one, a completion came without a date.
    Person(0, {"group_name": None}, _done("A", "B")),
    Person(0, {}, _done("A"), in_doubt=True),
    # What counts for C came after the plan's due day, and before the plan.
    Person(0, {}, (*_done("A"), ("C", EARLY), ("S", IN_YEAR))),
    Person(0, {}, (*_done("A"), ("S", EARLY))),
    replace(tested(), results=(Sitting("X", "passed", IN_YEAR), Sitting("Y", "passed", LATER, 9))),
    in_state(2016),
    in_state(2009),
    in_state(2000),
    in_state(1999),
    in_state(2017),
    in_state(2001),
    in_state(2000, on_central_deputation=None),
    in_state(2000, controlling_authority="Elsewhere"),
    # Moved to the Hills on the day after the year, and on its last day.
    Person(1, {}, _done("A"), earlier=Earlier(0, {}, date(2026, 4, 1))),
    Person(1, {}, _done("A", "B"), earlier=Earlier(0, {}, date(2026, 4, 1))),
    Person(1, {}, _done("A", "B"), earlier=Earlier(0, {}, date(2026, 3, 31))),
    # In a body for which a choice ended before the year did, in one chosen on its last day; and an
    # officer who serves in the first.
    Person(3, {}),
    Person(4, {}),
    Person(3, {"service": IAS, "on_central_deputation": True}),
    # In the Rivers for most days of the year, then in the Hills; and for fewer.
    Person(1, {}, _done("A"), earlier=Earlier(0, {}, date(2025, 12, 1))),
    Person(1, {}, _done("A"), earlier=Earlier(0, {}, date(2025, 6, 1))),
    Person(
        0,
        {"batch": 2016},
        _done("P"),
        no_mdo=((date(2025, 4, 1), None),),
        earlier=Earlier(1, {}, date(2026, 1, 15)),
    ),
    # Declared to work with no MDO: to the year's end, to the day before, withdrawn by service.
    Person(0, {"batch": 2016}, _done("P"), no_mdo=((date(2025, 4, 1), date(2026, 3, 31)),)),
    Person(0, {"batch": 2010}, _done("P"), no_mdo=((date(2025, 4, 1), date(2026, 3, 30)),)),
    Person(0, {"service": IAS, "on_central_deputation": True}, no_mdo=((YEAR.first_day, None),)),
    # Joined on the last day, and after it; declared for a day that no posting of his covers, which
    # for an All India Services officer changes nothing.
    Person(0, {"joined_on": date(2026, 3, 31)}, _done("A")),
    Person(0, {"joined_on": date(2026, 4, 1)}, _done("A")),
    Person(0, {"joined_on": date(2026, 4, 1)}, _done("A", "B")),
    Person(0, {"joined_on": date(2026, 4, 1), "employment": "contractual"}),
    Person(0, {"joined_on": date(2026, 4, 1)}, retired=date(2026, 3, 31)),
    Person(0, {"joined_on": date(2026, 4, 1), "batch": 2016}, no_mdo=((YEAR.first_day, None),)),
    Person(
        0,
        {"joined_on": date(2026, 4, 1), "service": IAS, "on_central_deputation": True},
        no_mdo=((YEAR.first_day, None),),
    ),
    # S counts for C by mid-year alone, U by another authority's order, A nowhere, W no longer.
    Person(0, {}, _done("A", "S")),
    Person(0, {}, (*_done("A"), ("S", LATER))),
    Person(0, {}, (*_done("A"), ("V", LATER))),
    Person(0, {}, _done("A", "U")),
    Person(0, {}, _done("A")),
    Person(0, {}, _done("C", "S")),
    Person(0, {}, _done("S", "V")),
    Person(0, {}, _done("A", "W")),
    Person(0, {}, _done("A", "Z")),
    Person(
        1,
        {"tags": ["both"], "designation": "Clerk"},
        _done("R", "T"),
        earlier=Earlier(0, {"tags": ["both"], "designation": "Clerk"}, date(2025, 12, 1)),
    ),
)
EQUIVALENTS = (
    Equivalent(0, "S", "C", last=IN_YEAR.date()),
    Equivalent(0, "V", "C"),
    Equivalent(1, "U", "C"),
    Equivalent(0, "A", "C"),
    Equivalent(0, "W", "C", withdrawn=True),
    Equivalent(0, "Z", "C", ordered_on=date(2025, 12, 1)),
    Equivalent(0, "R", "N"),
    Equivalent(1, "R", "L"),
    Equivalent(1, "T", "L"),
)
CUT_OFFS = (
    CutOff(0, "Z", 60.0, closes=date(2025, 9, 11)),
    CutOff(1, "X", 5.0),
    CutOff(0, "X", 50.0, ordered_on=date(2025, 12, 1)),
    CutOff(0, "Y", 50.0, withdrawn=True),
)
# The CCA counts years of service to the year's end, by an order of its own.
TO_THE_END = replace(RULES, digest="the CCA's own", years_counted_at="closes")
DIRECTED = Population(
    ORGANISATIONS,
    PLANS,
    PEOPLE,
    own_levels=((0, "director", "us"),),
    withdrawn_levels=((0, "under secretary", "mts"),),
    own_rules=((2, TO_THE_END),),
    equivalents=EQUIVALENTS,
    cut_offs=CUT_OFFS,
)
