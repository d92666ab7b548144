"""Populations that Hypothesis makes up, weighted to where the rules turn."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from app.policy.facts import Criterion
from app.policy.reporting_year import IST
from app.policy.rules.ruleset import Ruleset
from tests.harness.arranged import IN_YEAR, RULES, YEAR
from tests.parity.orderable import OVERRIDABLE
from tests.parity.population import (
    JOINED,
    PUBLISHED,
    CutOff,
    Earlier,
    Equivalent,
    Organisation,
    Person,
    Population,
    Prescription,
    Sitting,
)

MOST_PEOPLE = 12
ORGANISATIONS = (
    Organisation("mdo", "Ministry of Rivers", "Org-1"),
    Organisation("mdo", "Ministry of Hills", "org-2"),
    Organisation("cca", "Government of Kerala", "org-3"),
    Organisation("cca", "Government of  Goa", "org-4"),
    # Two of one name: neither is known to be meant.
    Organisation("cca", "government of  goa ", "org-5"),
)
COURSES = tuple("ABCDEF")
ASSESSMENTS = ("X", "Y")
DESIGNATIONS = (
    "Under Secretary",
    "under  secretary.",
    " Under Secretary ",
    "Director",
    "Joint Secretary & Financial Adviser",
    "Clerk",
    "अवर सचिव",
    "",
    None,
)
SERVICES = (
    "Indian Administrative Service",
    " INDIAN ADMINISTRATIVE SERVICE ",
    "Indian Police Service",
    "Central Secretariat Service",
    None,
)
CONTROLLING = ("Government of Kerala", " government of kerala", "Government of  Goa", "Elsewhere")
EDGE = timedelta(microseconds=1)
MOMENTS = (
    YEAR.opens,
    YEAR.opens - EDGE,
    YEAR.opens + timedelta(hours=3),
    datetime(2025, 4, 1, tzinfo=UTC),
    datetime(2025, 9, 1, tzinfo=UTC),
    datetime(2025, 12, 31, 23, 0, tzinfo=UTC),
    datetime(2026, 3, 31, 20, 0, tzinfo=UTC),
    YEAR.closes - EDGE,
    YEAR.closes,
    YEAR.closes + EDGE,
    datetime(2024, 9, 1, tzinfo=UTC),
    datetime(2026, 9, 1, tzinfo=UTC),
    # The leap day, its first moment in India and its last.
    datetime(2024, 2, 29, tzinfo=IST),
    datetime(2024, 3, 1, tzinfo=IST) - EDGE,
)
LEAP_DAY = date(2024, 2, 29)
DAYS = (date(2025, 4, 1), date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1))
# Days for which a ministry may have chosen the mandate for an autonomous body of its own.
CHOICES = ((None, None), (DAYS[0], None), (DAYS[0], DAYS[1]), (DAYS[2], DAYS[2]), (DAYS[3], None))
# A batch of exactly the band limits, counted at either end of the year, and those beside it.
BATCHES = (None, 2027, 2026, 2025, 2017, 2016, 2015, 2010, 2009, 2008, 2002, 2001, 2000, 1999, 1990)

# When plans are published and due: at moments of completions, and beside them.
TURNS = tuple(MOMENTS[4] + aside for aside in (-EDGE, timedelta(0), EDGE, timedelta(days=90)))
INSIDE = tuple(moment for moment in MOMENTS if YEAR.contains(moment))
LEAST_PEOPLE = 5


def weighted(weights: dict[Any, int]) -> st.SearchStrategy[Any]:
    """Take each value as often as its weight says, as far as Hypothesis is left to chance."""
    return st.sampled_from([value for value, weight in weights.items() for _ in range(weight)])


def some(strategy: st.SearchStrategy[Any], most: int, least: int = 0) -> st.SearchStrategy[Any]:
    """Take a tuple of different values."""
    return st.lists(strategy, min_size=least, max_size=most, unique=True).map(tuple)


moments = st.sampled_from((*MOMENTS, *INSIDE, *INSIDE))
courses = st.sampled_from(COURSES)
anything: dict[str, st.SearchStrategy[Any]] = {
    "designation": weighted({"Under Secretary": 5} | dict.fromkeys(DESIGNATIONS, 1)),
    "group_name": st.sampled_from(("Group A", " group a ", "Group B", None)),
    "civil_service_type": st.sampled_from(("All India Services", "Central", None)),
    "cadre": st.sampled_from(("Kerala", "KERALA", "Goa", None)),
    "batch": weighted(dict.fromkeys(BATCHES, 1) | {2000: 12, 2001: 8}),
    "profile_status": weighted({"VERIFIED": 4, "NOT-VERIFIED": 1, "NOT-MY-USER": 1}),
    "employment": weighted({"regular": 16, "contractual": 1, "outsourced": 1, "other": 1}),
    "tags": st.sampled_from(([], ["Finance"], [" finance", "Hindi"])),
    "service": st.sampled_from(SERVICES),
    "on_central_deputation": st.sampled_from((None, False, True)),
    "controlling_authority": st.sampled_from((*CONTROLLING, None)),
    "joined_on": weighted({JOINED: 5, IN_YEAR.date(): 2} | dict.fromkeys(DAYS, 1)),
}
staff = anything | {"service": st.sampled_from(SERVICES[3:])}
in_state = anything | {
    "service": st.sampled_from(SERVICES[:3]),
    "on_central_deputation": st.sampled_from((False, None)),
    "controlling_authority": st.sampled_from((*CONTROLLING[:2], *CONTROLLING)),
}


def _left(*days: date, before: st.SearchStrategy[Any]) -> st.SearchStrategy[Earlier]:
    return st.builds(
        Earlier,
        organisation=st.sampled_from((0, 1, 2)),
        values=st.fixed_dictionaries({}, optional=anything),
        left_on=st.sampled_from(days),
        before=before,
    )


# One posting before this one, or two: the first of them left on the leap day or within the year.
_earlier = _left(*DAYS, date(2025, 9, 15), before=st.none()) | _left(
    *DAYS[1:],
    date(2025, 12, 1),
    before=_left(LEAP_DAY, LEAP_DAY, date(2025, 4, 2), date(2025, 9, 15), before=st.none()),
)


assessments = st.sampled_from(ASSESSMENTS)
states = st.sampled_from(("passed", "passed", "failed", "not_established"))
CUT = 60.0
# At a cut-off, a hundredth beside it, and what is no percentage.
SCORES = (None, CUT, CUT - 0.01, CUT + 0.01, 0.0, 100.0, 100.01, -1.0)
sittings = st.builds(
    Sitting,
    assessment=assessments,
    state=states,
    taken_at=st.none() | moments,
    score=st.sampled_from(SCORES),
    certified=weighted({False: 5, True: 1, None: 1}),
).map(lambda one: replace(one, state="passed") if one.certified else one)


def people_of(values: dict[str, st.SearchStrategy[Any]], places: dict[int, int]) -> Any:
    """Take officials of such values at such places, with facts at the edges of the year."""
    return st.builds(
        Person,
        organisation=weighted(places),
        values=st.fixed_dictionaries({}, optional=values),
        completed=st.lists(st.tuples(courses, moments), min_size=1, max_size=8).map(tuple),
        withdrawn=weighted({frozenset(): 5, frozenset("A"): 1}),
        results=some(sittings, 4),
        exempt=weighted(
            {(): 24}
            | {
                ((day, end),): 1
                for day in (LEAP_DAY, *DAYS)
                for end in (None, LEAP_DAY, *DAYS)
                if end is None or end >= day
            }
        ),
        retired=weighted({None: 12} | dict.fromkeys(DAYS, 1)),
        in_doubt=weighted({False: 4, True: 1}),
        earlier=st.sampled_from((True, False, False)).flatmap(
            lambda moved: _earlier if moved else st.none()
        ),
        no_mdo=weighted({(): 12, ((DAYS[0], None),): 2, ((DAYS[0], DAYS[1]),): 1}),
    )


def with_a_body(choice: Any) -> tuple[Organisation, ...]:
    """Return the organisations, with the second as an autonomous body of such a choice."""
    body = replace(ORGANISATIONS[1], body=choice)
    return (ORGANISATIONS[0], body, *ORGANISATIONS[2:])


people = st.one_of(
    people_of(staff, {0: 4, 1: 1}),
    people_of(staff, {0: 4, 1: 1}),
    people_of(in_state, {2: 3, 0: 1, 3: 1}),
    people_of(anything, {0: 1, 1: 1, 2: 1, 3: 1, 4: 1}),
)
# Feed ids are spelled exactly; other values in lower case and trimmed, as the feed's reader does.
CRITERIA: dict[str, tuple[str, ...]] = {
    "rootorgid": ("org-1", "org-2", "org-3"),
    "designation": ("under secretary", "director", "अवर सचिव", ""),
    "designation_exact": ("Under Secretary", "under  secretary.", "Director"),
    "group": ("group a", "group b"),
    "cadre": ("kerala", "goa"),
    "service": ("indian administrative service", "central secretariat service"),
    "civil_service_type": ("all india services", "central"),
    "batch": ("2001", "2000", "2016"),
    "isoncentraldeputation": ("true", "false"),
    "isprofileverified": ("true", "false"),
    "profilestatus": ("verified", "not-verified"),
    "tag": ("finance", "hindi"),
    "user": tuple(f"user-{number}" for number in range(MOST_PEOPLE)),
    "ministryorstateid": ("org-1",),
}
criteria = st.sampled_from(tuple(CRITERIA)).flatmap(
    lambda key: st.builds(
        Criterion,
        st.just(key),
        st.just(CRITERIA[key]) | some(st.sampled_from(CRITERIA[key]), 4, 1),
    )
)
groups = st.one_of(
    st.just(((),)),
    st.lists(st.lists(criteria, min_size=1, max_size=2).map(tuple), max_size=3).map(tuple),
)
plans = st.builds(
    Prescription,
    organisation=weighted({0: 5, 2: 3, 1: 1, 3: 1}),
    courses=st.one_of(some(courses, 1, 1), some(courses, 4, 1), some(courses, 6)),
    groups=groups,
    apar=weighted({True: 6, None: 1, False: 1}),
    assessment=st.sampled_from((None, *ASSESSMENTS)),
    generation=st.sampled_from(("v1", "v4")),
    status=weighted({"live": 8, "retired": 1, "archived": 1}),
    year=weighted({2025: 8, 2024: 1}),
    due_at=st.sampled_from((None, *TURNS)),
    published_at=st.sampled_from((None, PUBLISHED, *TURNS)),
    vanished=weighted({(): 3, ("F",): 1}),
).map(lambda plan: plan if "F" not in plan.courses else replace(plan, vanished=()))


def _apart(found: list[Equivalent]) -> tuple[Equivalent, ...]:
    """Leave out orders that could not be recorded: one course for two on the same days."""
    kept: list[Equivalent] = []
    for one in found:
        others = [two for two in kept if not (one.withdrawn or two.withdrawn)]
        if one.course != one.counts_for and not any(_overlap(one, two) for two in others):
            kept.append(one)
    return tuple(kept)


def _overlap(one: Equivalent, two: Equivalent) -> bool:
    of_one = (one.organisation, one.course) == (two.organisation, two.course)
    until = [each.last or date.max for each in (one, two)]
    return of_one and one.first <= until[1] and two.first <= until[0]


equivalents = st.lists(
    st.builds(
        Equivalent,
        organisation=weighted({0: 4, 2: 2, 1: 1}),
        course=st.sampled_from(COURSES),
        counts_for=st.sampled_from(COURSES),
        first=st.sampled_from((LEAP_DAY, DAYS[0]))
        | st.sampled_from((date(2025, 9, 1), date(2025, 9, 2))),
        last=st.sampled_from((None, date(2025, 9, 2), *DAYS[1:])),
        ordered_on=st.sampled_from((DAYS[0], date(2025, 9, 1), date(2025, 12, 31))),
        withdrawn=weighted({False: 5, True: 1}),
    ),
    max_size=4,
).map(_apart)
cut_offs = st.lists(
    st.builds(
        CutOff,
        organisation=weighted({0: 4, 2: 2, 1: 1}),
        assessment=assessments,
        percent=weighted({CUT: 4, None: 1, 100.0: 1}),
        ordered_on=st.sampled_from((DAYS[0], date(2025, 9, 1), date(2025, 12, 31))),
        withdrawn=weighted({False: 5, True: 1}),
    ),
    max_size=3,
    unique_by=lambda one: (one.organisation, one.assessment, one.withdrawn),
).map(tuple)


def _rules(values: dict[str, Any]) -> Ruleset:
    return replace(RULES, **values)


def _own(rules: Ruleset, held: dict[int, dict[str, Any]]) -> tuple[tuple[int, Ruleset], ...]:
    """Return the rules of those who override some; no memorandum's value is among them."""
    return tuple(
        (place, replace(rules, digest=f"own {place}", **values)) for place, values in held.items()
    )


rulesets = st.fixed_dictionaries(
    {},
    optional={
        "share_numerator": st.sampled_from((1, 2)),
        "share_denominator": st.sampled_from((2, 3)),
        "assessment_required": st.booleans(),
        **OVERRIDABLE,
    },
).map(_rules)
own_rules = st.dictionaries(
    st.sampled_from((0, 2)), st.fixed_dictionaries({}, optional=OVERRIDABLE), max_size=2
)
own_levels = st.dictionaries(
    st.tuples(st.sampled_from((0, 1)), st.sampled_from(("clerk", "director", "under secretary"))),
    st.sampled_from(("mts", "so_aso")),
    max_size=3,
).map(lambda held: tuple((place, key, level) for (place, key), level in held.items()))
governed = st.tuples(rulesets, own_rules).map(lambda pair: (pair[0], _own(*pair)))
populations = st.builds(
    lambda governed, **values: Population(rules=governed[0], own_rules=governed[1], **values),
    governed=governed,
    organisations=weighted({None: 6} | dict.fromkeys(CHOICES, 1)).map(with_a_body),
    plans=st.lists(plans, min_size=2, max_size=6).map(tuple),
    people=st.lists(people, min_size=LEAST_PEOPLE, max_size=MOST_PEOPLE).map(tuple),
    own_levels=own_levels,
    equivalents=weighted({False: 1, True: 1}).flatmap(
        lambda some: equivalents if some else st.just(())
    ),
    cut_offs=weighted({False: 1, True: 1}).flatmap(lambda some: cut_offs if some else st.just(())),
    as_of=weighted({None: 2 * len(INSIDE)} | dict.fromkeys(INSIDE, 1)),
)
