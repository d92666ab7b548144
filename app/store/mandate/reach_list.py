"""Who has still to learn for a year: the form in which a campaign of reminders needs it."""

from dataclasses import dataclass
from datetime import date

from app.policy.rules.ruleset import Ruleset
from app.store.database import Reading
from app.store.mandate.evaluations import ANY_OFFICIAL, DECIDED, END_OF_TIME
from app.store.statements import compose

CTES = ("reach/candidate", *DECIDED)


@dataclass(frozen=True, slots=True)
class OutstandingCourse:
    """A prescribed course that does not count yet; ``name`` None until the catalogue names it.

    ``still_counts`` says whether it would if it were completed now.
    """

    course_id: str
    name: str | None
    gate: bool
    still_counts: bool


@dataclass(frozen=True, slots=True)
class OutstandingAssessment:
    """A linked assessment that is not passed."""

    assessment_id: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Short:
    """An official who is short: by how many courses of which, and which assessments are left.

    ``igot_user`` is None where the caller may see the outcome and not the identifiers.
    """

    official_id: int
    igot_user: str | None
    level: str | None
    outcome: str
    prescribed: int
    required: int
    completed: int
    short_by: int
    courses: tuple[OutstandingCourse, ...]
    assessments: tuple[OutstandingAssessment, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked for: of an authority, with some outcomes, short by at most so many courses.

    ``today`` is the day by which it is said which courses still count.
    """

    authority_id: int
    outcomes: tuple[str, ...]
    at_most: int
    today: date


async def page(
    session: Reading, rules: Ruleset, asked: Question, after: int, limit: int
) -> list[Short]:
    """Return up to ``limit`` officials who are short and follow an official."""
    parameters = {
        "year": rules.year.start,
        "opens": rules.year.opens,
        "closes": rules.year.closes,
        "assessment_required": rules.assessment_required,
        "authority_id": asked.authority_id,
        "outcomes": list(asked.outcomes),
        "at_most": asked.at_most,
        "after": after,
        "limit": limit,
        "today": asked.today,
        "as_of": END_OF_TIME,
        **ANY_OFFICIAL,
    }
    found = await session.run(compose(CTES, "reach/page"), parameters)
    return [
        Short(
            **{
                **row,
                "courses": tuple(OutstandingCourse(**one) for one in row["courses"]),
                "assessments": tuple(OutstandingAssessment(**one) for one in row["assessments"]),
            }
        )
        for row in found.mappings()
    ]
