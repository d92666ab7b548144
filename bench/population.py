"""A seeded population: authorities of very uneven size, their staff and what they have learned."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from app.policy import designation
from app.policy.reporting_year import ReportingYear
from app.store.feed.facts import StagedAssessment, StagedCompletion

YEAR = ReportingYear(2025)
NOW = datetime(2026, 1, 15, 6, 30, tzinfo=UTC)
AUTHORITIES, ZIPF = 60, 1.1
CADRE_AUTHORITY = 3
COURSES, PLAN_COURSES, LEVELS = 400, 6, 5
COMPLETIONS_EACH = 8
# Level by level; the last designation is on no map.
DESIGNATIONS = (
    ("Multi Tasking Staff", "Peon"),
    ("Section Officer", "Assistant Section Officer"),
    ("Under Secretary", "Assistant Director"),
    ("Deputy Secretary", "Director"),
    ("Joint Secretary", "Additional Secretary"),
    ("Lower Division Clerk",),
)
LEVEL_WEIGHTS = (30, 35, 18, 10, 4, 3)
EMPLOYMENT, EMPLOYMENT_WEIGHTS = ("regular", "contractual", "outsourced"), (94, 4, 2)
AIS, CADRE = "Indian Administrative Service", "Cadre"
AIS_SHARE, AIS_SHARE_AT_CADRE = 0.02, 0.3
# About half of the officials then meet their share.
PRESCRIBED_SHARE, IN_YEAR_SHARE, SAT_SHARE = 0.6, 0.9, 0.6
DAYS_PAST = 280
STATES, STATE_WEIGHTS = ("passed", "failed", "not_established"), (88, 9, 3)


@dataclass(frozen=True, slots=True)
class Official:
    """One official: the feed's id, the place on the ladder, and the row that a search shows."""

    user_id: str
    level: int
    row: dict[str, Any]


def course_id(number: int) -> str:
    """Return a course's id, as long as the platform's own."""
    return f"do_1138{number:016}"


def assessment_id(authority: int) -> str:
    """Return the id of the assessment that an authority's plans link to."""
    return f"do_1139{authority:016}"


def first_course(authority: int, level: int) -> int:
    """Return where in the catalogue the courses begin that an authority prescribes to a level."""
    return (11 * authority + 5 * level) % COURSES


def plan_courses(authority: int, level: int) -> list[str]:
    """Return the courses that an authority prescribes to a level; some are another level's too."""
    first = first_course(authority, level)
    return [course_id((first + number) % COURSES) for number in range(PLAN_COURSES)]


def authority_name(place: int) -> str:
    """Return what an authority is called."""
    return f"Authority {place:02}"


@dataclass(frozen=True)
class Population:
    """Everything that a feed would state; the same for the same size."""

    officials: int

    @cached_property
    def sizes(self) -> list[int]:
        """How many officials each authority has, the largest first."""
        weights = [1 / rank**ZIPF for rank in range(1, AUTHORITIES + 1)]
        sizes = [int(self.officials * weight / sum(weights)) for weight in weights]
        return [sizes[0] + self.officials - sum(sizes), *sizes[1:]]

    def authorities(self) -> list[dict[str, Any]]:
        """Return the authorities: one that controls a cadre, the others MDOs."""
        return [
            {
                "kind": "cca" if place == CADRE_AUTHORITY else "mdo",
                "feed_id": f"org-{place:02}",
                "map_id": None,
                "parent_map_id": None,
                "name": authority_name(place),
            }
            for place in range(AUTHORITIES)
        ]

    def staff(self, authority: int) -> list[Official]:
        """Return an authority's officials."""
        chance = random.Random(f"staff {authority}")  # noqa: S311 - seeded, so that rows repeat
        return [_official(chance, authority) for _ in range(self.sizes[authority])]

    def completions(
        self, authority: int, staff: list[Official], load_id: int
    ) -> Iterator[StagedCompletion]:
        """Yield what an authority's officials completed, a tenth of it in the year before."""
        chance = random.Random(f"completions {authority}")  # noqa: S311 - seeded, too
        for official in staff:
            own = plan_courses(authority, min(official.level, LEVELS - 1))
            for _ in range(COMPLETIONS_EACH):
                prescribed = chance.random() < PRESCRIBED_SHARE
                course = chance.choice(own) if prescribed else course_id(chance.randrange(COURSES))
                early = timedelta(days=0 if chance.random() < IN_YEAR_SHARE else 365)
                moment = _some_day(chance) - early
                certificate = str(uuid.UUID(int=chance.getrandbits(128)))
                begun = moment - timedelta(days=1)
                yield load_id, official.user_id, course, moment, "completed_on", certificate, begun

    def assessments(
        self, authority: int, staff: list[Official], load_id: int
    ) -> Iterator[StagedAssessment]:
        """Yield the results of those three fifths of an authority's officials who sat."""
        chance = random.Random(f"assessments {authority}")  # noqa: S311 - seeded, too
        for official in staff:
            if chance.random() < SAT_SHARE:
                state = chance.choices(STATES, STATE_WEIGHTS)[0]
                known = state != "not_established"
                score = float(chance.randrange(40, 100)) if known else None
                moment = _some_day(chance) if known else None
                of = assessment_id(authority)
                yield load_id, official.user_id, of, state, score, moment, state == "passed"


def _some_day(chance: random.Random) -> datetime:
    return YEAR.opens + timedelta(seconds=chance.randrange(DAYS_PAST * 86400))


def _official(chance: random.Random, authority: int) -> Official:
    level = chance.choices(range(len(DESIGNATIONS)), LEVEL_WEIGHTS)[0]
    title = chance.choice(DESIGNATIONS[level])
    served = chance.random() < (AIS_SHARE_AT_CADRE if authority == CADRE_AUTHORITY else AIS_SHARE)
    user_id = str(uuid.UUID(int=chance.getrandbits(128)))
    row = {
        "user_id": user_id,
        "name": f"Official {user_id[:8]}",
        "active": True,
        "joined_on": date(2024, 6, 3),
        "employment": chance.choices(EMPLOYMENT, EMPLOYMENT_WEIGHTS)[0],
        "designation": title,
        "designation_key": designation.key(title),
        "group_name": f"Group {'CBBAAC'[level]}",
        "service": AIS if served else None,
        "civil_service_type": "All India Services" if served else None,
        "cadre": CADRE if served else None,
        "batch": chance.randrange(1992, 2024) if served else None,
        "on_central_deputation": chance.choice((None, False, True)) if served else None,
        "controlling_authority": authority_name(CADRE_AUTHORITY) if served else None,
        "profile_status": chance.choice(("VERIFIED", "VERIFIED", "NOT-VERIFIED")),
        "tags": chance.choice(([], [], ["Finance"], ["Finance", "Hindi"])),
        "email": f"{user_id[:13]}@ministry.example",
        "employee_code": None,
        "external_system_id": user_id[:18],
    }
    return Official(user_id, level, row)
