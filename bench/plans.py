"""The training plans of the population, of both generations and every kind of criteria."""

from collections.abc import Iterator, Mapping

from app.policy.facts import Criterion
from app.store.feed.plans import StatedPlan
from bench.population import (
    AIS,
    AUTHORITIES,
    CADRE_AUTHORITY,
    COURSES,
    DESIGNATIONS,
    LEVELS,
    YEAR,
    Official,
    assessment_id,
    course_id,
    plan_courses,
)

Groups = tuple[tuple[Criterion, ...], ...]


def stated(ids: Mapping[str, int], largest: list[Official]) -> Iterator[StatedPlan]:
    """Yield every authority's plans; a few officials of the largest are named one by one."""
    for authority in range(AUTHORITIES):
        number = ids[f"org-{authority:02}"]
        for level in range(LEVELS):
            yield _plan(authority, number, f"level-{level}", _of_level(authority, level), level)
        if authority % 5 == 0:
            yield _plan(authority, number, "everybody", ((),), LEVELS, apar=authority % 10 == 0)
    named = Criterion("user", tuple(official.user_id for official in largest[:50]))
    yield _plan(0, ids["org-00"], "named", ((named,),), LEVELS + 1)


def _of_level(authority: int, level: int) -> Groups:
    if authority == CADRE_AUTHORITY:
        batches = tuple(str(year) for year in range(1992 + 7 * level, 1999 + 7 * level))
        return ((Criterion("service", (AIS.lower(),)), Criterion("batch", batches)),)
    titles = DESIGNATIONS[level]
    if authority % 3 == 0:
        return ((Criterion("designation_exact", titles),),)
    return tuple(
        (
            Criterion("rootorgid", (f"org-{authority:02}",)),
            Criterion("designation", (title.lower(),)),
        )
        for title in titles
    )


def _plan(
    authority: int, number: int, name: str, groups: Groups, level: int, *, apar: bool = True
) -> StatedPlan:
    courses = plan_courses(authority, level)
    return StatedPlan(
        authority_id=number,
        feed_id=f"plan-{authority:02}-{name}",
        generation="v1" if authority % 3 == 0 else "v4",
        name=f"Plan of the year, {name}",
        reporting_year=YEAR.start,
        status="live",
        apar=apar,
        due_at=None,
        published_at=YEAR.opens,
        assessment=assessment_id(authority) if authority % 4 else None,
        groups=groups,
        courses=tuple((course, False) for course in courses),
    )


def course_ids() -> list[str]:
    """Return the ids of the whole catalogue, assessments included."""
    courses = [course_id(number) for number in range(COURSES)]
    return courses + [assessment_id(authority) for authority in range(AUTHORITIES)]
