"""The rows of the national APAR extract: courses of plans, and comprehensive assessments."""

from collections.abc import Iterator
from datetime import UTC
from typing import NamedTuple

from app.integrations.igot.stand_in.catalogue import Course, paper_id
from app.integrations.igot.stand_in.certificates import certificate_id
from app.integrations.igot.stand_in.hashing import scramble
from app.integrations.igot.stand_in.learning import (
    NO_CERTIFICATE,
    NO_DATE,
    NONE,
    Enrolment,
    does_the_share,
    enrolments,
)
from app.integrations.igot.stand_in.officials import Official, user_id
from app.integrations.igot.stand_in.organisations import Organisation
from app.integrations.igot.stand_in.plans import Plan
from app.integrations.igot.stand_in.profiles import email_of, external_id, mobile_of, name_of
from app.integrations.igot.stand_in.timeline import DAY_TEXT, LAST, TIME_TEXT
from app.integrations.igot.stand_in.vocabulary import CADRE, SLOTS
from app.integrations.igot.stand_in.world import World

COLUMNS = (
    "user_id", "mdo_id", "mdo_name", "full_name", "assessment_id", "assessment_name",
    "assessment_type", "score_achieved", "content_id", "batch_id", "content_name",
    "content_type", "content_sub_type", "enrolled_on", "content_progress_percentage",
    "certificate_id", "certificate_generated", "content_last_accessed_on",
    "first_completed_on", "content_duration", "content_status", "competency_type", "phone",
    "email", "cadre", "groups", "designation", "external_system_id", "isApar", "cbp_plan_id",
    "allocated_on", "comprehensive_level_assessment_status", "cbp_plan_start_date",
    "cbp_plan_end_date", "parichay_id", "consumption_status", "assessment_date",
)  # fmt: skip
_LINES_A_CHUNK = 1_000
# Of 128 who did their share, and of 128 who did not; who is pending has not sat yet.
_KINDS = (
    *["passed"] * 82, *["passed later"] * 6, *["passed, score lost"] * 2, *["failed"] * 10,
    *["failed, nothing known"] * 8, *["pending"] * 20,
)  # fmt: skip
_WEAK_KINDS = (*["passed"] * 8, *["failed"] * 6, *["pending"] * 114)


class Attempt(NamedTuple):
    """One attempt at a comprehensive assessment, as the extract words it; day 0 for none."""

    status: str
    score: str
    day: int


def attempts(digest: int) -> list[Attempt]:
    """Return the official's attempts: mostly passes, some fails, some fails without evidence."""
    chance = scramble(digest, 2)
    day, score = LAST - 90 + (chance >> 8) % 88, 60 + (chance >> 16) % 40
    passed = Attempt("Pass", f"{score}.0" if chance & 128 else str(score), day)
    failed = Attempt("Fail", str(score - 45), day - 20)
    kinds = _KINDS if does_the_share(digest) else _WEAK_KINDS
    by_kind = {
        "passed": [passed],
        "passed later": [failed, passed],
        "passed, score lost": [passed._replace(score="nan")],
        "failed": [failed],
        "failed, nothing known": [Attempt("Fail", "nan", 0)],
    }
    return by_kind.get(kinds[chance & 127], [])


class AparReport:
    """Writes the extract's rows, official by official, over all organisations."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._terms = {plan.plan_id: _terms(plan) for plan in world.plans}
        self._courses = tuple(_course_texts(course) for course in world.catalogue)

    def chunks(self, plans: frozenset[str], filters: dict[str, str]) -> Iterator[str]:
        """Yield the rows of the plans with these ids, for officials whom the filters let pass."""
        for organisation in self._world.directory.all:
            by_slot = [
                [plan for plan in meant if plan.plan_id in plans]
                for meant in self._world.plans_by_slot(organisation)
            ]
            if any(by_slot):
                yield from self._organisation(organisation, by_slot, filters)

    def _organisation(
        self, organisation: Organisation, by_slot: list[list[Plan]], filters: dict[str, str]
    ) -> Iterator[str]:
        read = self._world.officials.read
        lines: list[str] = []
        for index in range(organisation.first, organisation.end):
            official = read(index, organisation)
            plans = by_slot[official.digest % SLOTS]
            if plans and _let_pass(official, filters):
                lines += self._official(official, plans)
            if len(lines) >= _LINES_A_CHUNK:
                yield "".join(lines)
                lines = []
        if lines:
            yield "".join(lines)

    def _official(self, official: Official, plans: list[Plan]) -> list[str]:
        organisation, digest = official.organisation, official.digest
        user = user_id(official.number, digest)
        head = f"{user}|{organisation.org_id}|{organisation.name}|{name_of(official)}|"
        slot = self._world.slots(organisation)[digest % SLOTS]
        rows = enrolments(digest, slot, self._world.today)
        person = _person(official)
        lines: list[str] = []
        for plan in plans:
            allocated, due = self._terms[plan.plan_id]
            middle = f"{person}{allocated}None{due}"
            lines += [
                f"{head}{self._course(user, row)}{middle}{_consumption(row)}|None\n"
                for row in rows
                if row.course in plan.courses and row.active
            ]
            if plan.assessment is not None:
                lines += self._assessment(head, person, plan, digest)
        return lines

    def _course(self, user: str, row: Enrolment) -> str:
        start, name, end = self._courses[row.course]
        enrolled = f"{DAY_TEXT[row.enrolled]}{TIME_TEXT[row.enrolled_at]}"
        done = "NaT"
        if row.evidence not in {NONE, NO_DATE}:
            done = f"{DAY_TEXT[row.completed]}{TIME_TEXT[row.completed_at]}"
        proved = row.evidence not in {NONE, NO_CERTIFICATE}
        proof = f"{certificate_id(user, row)}|Yes" if proved else "None|No"
        batch = f"0114{row.chance % 10**15:015d}"
        return f"{start}{batch}{name}{enrolled}|0|{proof}|{enrolled}|{done}{end}"

    def _assessment(self, head: str, person: str, plan: Plan, digest: int) -> Iterator[str]:
        assessment = self._world.catalogue[plan.assessment or 0]
        paper = paper_id(assessment, self._world.settings.seed)
        terms = self._terms[plan.plan_id]
        for attempt in attempts(digest):
            if attempt.day > self._world.today:
                continue
            taken = f"{DAY_TEXT[attempt.day]}{TIME_TEXT[digest & 4095]}" if attempt.day else "NaT"
            yield (
                f"{head}{paper}|Final assessment|Final Program Assessment|{attempt.score}|"
                f"{assessment.course_id}|None|{assessment.name}|{assessment.category}|None|NaT|0|"
                f"None|No|NaT|NaT|{assessment.duration}|Live|None|{person}{terms[0]}"
                f"{attempt.status}{terms[1]}None|{taken}\n"
            )


def _course_texts(course: Course) -> tuple[str, str, str]:
    start = f"None|None|None|nan|{course.course_id}|"
    end = f"|{course.duration or 'nan'}|{course.status}|None|"
    return start, f"|{course.name}|Course|None|", end


def _consumption(row: Enrolment) -> str:
    if row.evidence != NONE:
        return "Completed"
    return "In Progress" if row.progress else "Not Started"


def _person(official: Official) -> str:
    cadre = CADRE if official.service else "None"
    place = f"{official.group}|{official.designation.text}|{external_id(official)}"
    return f"{mobile_of(official)}|{email_of(official)}|{cadre}|{place}|"


def _terms(plan: Plan) -> tuple[str, str]:
    allocated = f"{plan.published_at:%Y-%m-%d %H:%M:%S}+00:00"
    due = f"{plan.due_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}+00:00"
    return f"{plan.sketch.apar}|{plan.plan_id}|{allocated}|", f"|{allocated}|{due}|None|"


def _let_pass(official: Official, filters: dict[str, str]) -> bool:
    known = {
        "user_email": email_of(official),
        "mobile_no": str(mobile_of(official)),
        "external_system_id": external_id(official),
        "parichay_id": None,
    }
    return all(known[key] == value for key, value in filters.items())
