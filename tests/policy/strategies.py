"""Generated facts, weighted to the edges where engines go wrong."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from app.policy.facts import (
    AssessmentResult,
    Completion,
    Criterion,
    Employment,
    OfficialFacts,
    Plan,
    Profile,
)
from tests.policy.factories import (
    CCA,
    EVERYBODY,
    MDO,
    RULES,
    YEAR,
    a_course,
    a_plan,
    a_profile,
    an_assessment,
    an_exemption,
)

TICK = timedelta(microseconds=1)
EDGES = (YEAR.opens - TICK, YEAR.opens, YEAR.closes - TICK, YEAR.closes)


def moments() -> st.SearchStrategy[datetime]:
    """Moments around the year, its edges among them as often as the rest."""
    days = st.integers(-400, 800).map(lambda day: YEAR.opens + timedelta(days=day))
    return st.one_of(st.sampled_from(EDGES), days)


def profiles() -> st.SearchStrategy[Profile]:
    """Profiles of all kinds of service, deputation and employment."""
    return st.builds(
        a_profile,
        authority_id=st.sampled_from([MDO, CCA]),
        authority_kind=st.sampled_from(["mdo", "cca"]),
        employment=st.sampled_from(Employment),
        designation=st.sampled_from(["Under Secretary", "Astronaut", None]),
        service=st.sampled_from(["IAS", "Indian Revenue Service", None]),
        batch=st.sampled_from([None, 1999, 2000, 2001, 2016, 2025, 2026]),
        on_central_deputation=st.sampled_from([True, False, None]),
        controlling_authority_id=st.sampled_from([CCA, None]),
    )


def plans() -> st.SearchStrategy[Plan]:
    """Plans of a few shared courses, for everybody, one designation or nobody."""
    by_designation = ((Criterion("designation", ("under secretary",)),),)
    return st.builds(
        a_plan,
        plan_id=st.integers(1, 9),
        authority_id=st.sampled_from([MDO, CCA]),
        apar=st.sampled_from([True, True, False, None]),
        groups=st.sampled_from([EVERYBODY, by_designation, ()]),
        courses=st.sets(st.integers(1, 7)).map(lambda ids: tuple(map(a_course, sorted(ids)))),
        assessment=st.sampled_from([None, an_assessment(900), an_assessment(901)]),
        due_at=st.none() | moments(),
    )


def completions() -> st.SearchStrategy[Completion]:
    """Completions of the courses that plans may prescribe, and of one that none does."""
    return st.builds(
        Completion, st.integers(1, 8), moments(), st.sampled_from(["completed_on", "certificate"])
    )


def results() -> st.SearchStrategy[AssessmentResult]:
    """Results of the assessments that plans may link."""
    return st.builds(
        AssessmentResult,
        st.sampled_from([900, 901]),
        st.sampled_from(["passed", "failed", "not_established"]),
        st.none() | moments(),
    )


def officials() -> st.SearchStrategy[OfficialFacts]:
    """Officials with any mixture of the above."""
    days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
    return st.builds(
        OfficialFacts,
        official_id=st.just(1),
        feed_id=st.just("official-1"),
        profile=profiles(),
        plans=st.lists(plans(), max_size=4, unique_by=lambda plan: plan.plan_id).map(tuple),
        completions=st.lists(completions(), max_size=12).map(tuple),
        assessments=st.lists(results(), max_size=4).map(tuple),
        exemptions=st.lists(st.builds(an_exemption, days, st.none() | days), max_size=1).map(tuple),
        level_map=st.just(RULES.level_map),
    )
