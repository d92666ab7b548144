"""What officials learned: every enrolment follows from the official's digest alone."""

from collections.abc import Sequence
from typing import NamedTuple

from app.integrations.igot.stand_in.catalogue import COURSES
from app.integrations.igot.stand_in.hashing import MASK
from app.integrations.igot.stand_in.timeline import LAST, LAST_SECOND, NEXT_YEAR, OPENS

STEPS = 128
_NEVER, _MET_FROM = 14, 57  # of 128: who starts nothing, and from where on the share is met
_FACTOR, _STEP = 6364136223846793005, 1442695040888963407
NONE, PLAIN, GREW, NO_CERTIFICATE, NO_DATE = range(5)
_EVIDENCE = (GREW, GREW, NO_CERTIFICATE, NO_CERTIFICATE, NO_DATE, *([PLAIN] * 123))
_BOUNDARIES = (LAST_SECOND, NEXT_YEAR)
_IN_PROGRESS, _INACTIVE, _NOT_STARTED, _TOO_LATE = 7, 11, 12, 15  # kinds of unfinished, of 16
_TWICE = 9
_IN_HASTE, _HASTE_STEPS = 21, 2  # of 64 that are completed, one within some twenty seconds
_YEAR = 365
_END = OPENS + 4 * _YEAR  # no story reaches further


class Enrolment(NamedTuple):
    """One enrolment in numbers: days since the first day, steps of the office day.

    ``completed`` is 0 for none; ``evidence`` says in which form a completion shows.
    """

    course: int
    enrolled: int
    enrolled_at: int
    completed: int
    completed_at: int
    progress: int
    evidence: int
    chance: int
    active: bool


class Slot(NamedTuple):
    """The courses prescribed for a kind of official, doubled, and how many get done by whom."""

    size: int
    doubled: tuple[int, ...]
    done: tuple[int, ...]


def _done(size: int, step: int) -> int:
    need = (size + 1) // 2
    if step < _NEVER or size == 0:
        return 0
    if step < _MET_FROM:
        return 1 + step % (need - 1) if need > 1 else 0
    return need + step % (size - need + 1)


def build_slot(courses: Sequence[int]) -> Slot:
    """Return the slot of officials for whom these courses are prescribed."""
    size = len(courses)
    done = tuple(_done(size, step) for step in range(STEPS))
    return Slot(size, (*courses, *courses), done)


def does_the_share(digest: int) -> bool:
    """Whether the official with the digest completes half of the prescribed courses or more."""
    return (digest >> 10) & 127 >= _MET_FROM


def enrolments(digest: int, slot: Slot, today: int) -> list[Enrolment]:
    """Return what the official with the digest enrolled in up to and including today."""
    rows = _whole_story(digest, slot)
    if today >= _END:
        return rows
    return [_as_of(row, today) for row in rows if row.enrolled <= today]


def _as_of(row: Enrolment, today: int) -> Enrolment:
    if row.completed <= today:
        return row
    return row._replace(completed=0, evidence=NONE, progress=60)


def _whole_story(digest: int, slot: Slot) -> list[Enrolment]:
    size, doubled, table = slot
    done = table[(digest >> 10) & 127]
    turn = digest % size if size else 0
    state = digest
    rows: list[Enrolment] = []
    for place in range(size):
        state = (state * _FACTOR + _STEP) & MASK
        chance = state >> 20
        if place < done:
            rows.append(_completed(doubled[place + turn], chance))
            if chance & 63 == _TWICE:
                rows.append(_again(rows[-1]))
        elif (done or chance & 7 == 0) and chance & 3:
            rows.append(_unfinished(doubled[place + turn], chance >> 2))
    if done and (digest >> 50) & 63 < len(_BOUNDARIES):
        rows[0] = rows[0]._replace(completed=LAST, completed_at=_BOUNDARIES[(digest >> 50) & 63])
    for _ in range(3 + ((digest >> 17) & 3)):
        state = (state * _FACTOR + _STEP) & MASK
        rows.append(_extra(state >> 20))
    return rows


def _completed(course: int, chance: int) -> Enrolment:
    enrolled = OPENS + 4 + (chance >> 6) % 300
    if chance >> 20 & 31 == 0:
        enrolled = OPENS - 1 - (chance >> 6) % 60  # begun in the year before, done in this one
    completed = enrolled + 1 + (chance >> 14) % 60
    completed = OPENS + 1 if completed <= OPENS else min(completed, LAST - 1)
    evidence = _EVIDENCE[chance >> 26 & 127]
    progress = 75 if evidence == GREW else 100
    begun, ended = chance >> 32 & 4095, chance >> 30 & 4095
    if chance >> 38 & 63 == _IN_HASTE and enrolled >= OPENS:
        completed, ended = enrolled, begun + _HASTE_STEPS
    return Enrolment(course, enrolled, begun, completed, ended, progress, evidence, chance, True)


def _again(row: Enrolment) -> Enrolment:
    if row.chance & 64:
        return row  # the very same row, as if a page had been written twice
    return row._replace(enrolled=row.enrolled + 1, chance=row.chance ^ 1)  # another batch


def _unfinished(course: int, chance: int) -> Enrolment:
    kind = chance & 15
    begun, ended = chance >> 20 & 4095, chance >> 30 & 4095
    enrolled = OPENS + 4 + (chance >> 4) % 340
    if kind < _IN_PROGRESS:
        return Enrolment(course, enrolled, begun, 0, 0, 5 + chance % 90, NONE, chance, True)
    if kind < _NOT_STARTED:
        return Enrolment(course, enrolled, begun, 0, 0, 0, NONE, chance, kind != _INACTIVE)
    enrolled += _YEAR if kind == _TOO_LATE else -_YEAR
    completed = enrolled + 1 + (chance >> 14) % 20 if kind != _TOO_LATE else enrolled + 20
    return Enrolment(course, enrolled, begun, completed, ended, 100, PLAIN, chance, True)


def _extra(chance: int) -> Enrolment:
    course = chance % COURSES
    enrolled = OPENS - 500 + (chance >> 9) % 1000
    begun, ended = chance >> 20 & 4095, chance >> 30 & 4095
    if chance >> 40 & 3:
        completed = enrolled + 1 + (chance >> 14) % 45
        return Enrolment(course, enrolled, begun, completed, ended, 100, PLAIN, chance, True)
    return Enrolment(course, enrolled, begun, 0, 0, chance >> 38 & 63, NONE, chance, True)
