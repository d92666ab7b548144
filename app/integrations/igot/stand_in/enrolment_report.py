"""The rows of an organisation's enrolment report, written as they are invented."""

from collections.abc import Iterator

from app.integrations.igot.stand_in.certificates import certificate_id
from app.integrations.igot.stand_in.learning import (
    NO_CERTIFICATE,
    NO_DATE,
    NONE,
    Enrolment,
    enrolments,
)
from app.integrations.igot.stand_in.officials import user_id
from app.integrations.igot.stand_in.organisations import Organisation
from app.integrations.igot.stand_in.timeline import DAY_TEXT, NAIVE_TEXT, TIME_TEXT, TIMES
from app.integrations.igot.stand_in.vocabulary import SLOTS
from app.integrations.igot.stand_in.world import World

COLUMNS = (
    "user_id", "content_id", "content_type", "enrolled_on", "first_completed_on",
    "last_completed_on", "certificate_id", "certificate_generated", "content_duration",
    "content_progress_percentage",
)  # fmt: skip
_OFFICIALS_A_CHUNK = 256
_NAIVE = 3  # of 32 enrolments, those whose times come without a zone


class EnrolmentReport:
    """Writes rows for a span of days on which officials enrolled."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._starts = tuple(f"{course.course_id}|Course|" for course in world.catalogue)
        self._ends = tuple(f"|{course.duration or 'nan'}|" for course in world.catalogue)

    def chunks(self, organisation: Organisation, first: int, last: int) -> Iterator[str]:
        """Yield the rows of a few hundred officials at a time; days are inclusive numbers."""
        digest_of, today = self._world.officials.digest, self._world.today
        slots, line = self._world.slots(organisation), self._line
        for begin in range(organisation.first, organisation.end, _OFFICIALS_A_CHUNK):
            lines: list[str] = []
            for index in range(begin, min(begin + _OFFICIALS_A_CHUNK, organisation.end)):
                digest = digest_of(index)
                user = user_id(index, digest)
                lines += [
                    line(user, row)
                    for row in enrolments(digest, slots[digest % SLOTS], today)
                    if first <= row.enrolled <= last and row.active
                ]
            if lines:
                yield "".join(lines)

    def _line(self, user: str, row: Enrolment) -> str:
        course, enrolled, enrolled_at, completed, completed_at, progress, evidence, chance, _ = row
        naive = chance & 31 == _NAIVE
        clock = NAIVE_TEXT if naive else TIME_TEXT
        head = f"{user}|{self._starts[course]}{DAY_TEXT[enrolled]}{clock[enrolled_at]}"
        if evidence == NONE:
            return f"{head}|NaT|NaT|None|No{self._ends[course]}{progress}\n"
        if naive and completed_at >= TIMES:
            clock = TIME_TEXT
        done = "NaT" if evidence == NO_DATE else f"{DAY_TEXT[completed]}{clock[completed_at]}"
        proof = "None|No" if evidence == NO_CERTIFICATE else f"{certificate_id(user, row)}|Yes"
        return f"{head}|{done}|{done}|{proof}{self._ends[course]}{progress}\n"
