"""The four items of one liaison officer's year, OM 36023/1/2024-Estt.(Res-I) paras 2, 3 and 5."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.policy.liaison.facts import Appointment, Attendance, Direction, LiaisonFacts, Officer
from app.policy.liaison.rules_file import Programme, Workshop
from app.policy.liaison.ruleset import LiaisonRules
from app.policy.orders import Validity
from app.policy.reporting_year import IST, ReportingYear


class ItemState(StrEnum):
    """How an item stands, and in sum how all four do."""

    DONE = "done"
    NOT_DONE = "not_done"
    NOT_DIRECTED = "not_directed"
    EVIDENCE_MISSING = "evidence_missing"


class ItemKind(StrEnum):
    """What an item is: a workshop of ISTM, or a programme on iGOT."""

    WORKSHOP = "workshop"
    PROGRAMME = "programme"


class ItemReason(StrEnum):
    """Why an item stands as it does."""

    ATTENDED = "attended"
    NOT_ATTENDED = "not_attended"
    NO_CERTIFICATE = "no_certificate"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    NOT_DIRECTED = "not_directed"
    COURSES_NOT_CONFIGURED = "courses_not_configured"
    COMPLETIONS_NOT_READ = "completions_not_read"
    COMPLETION_IN_DOUBT = "completion_in_doubt"
    NO_LONGER_HERE = "no_longer_here"


@dataclass(frozen=True, slots=True)
class Item:
    """One of the four: its state, why, and what shows it; ``minutes`` for programmes alone.

    ``due_on`` is the day by which an order of the authority asks for it, if one does; ``late`` says
    that it was done after that day, or that the day has passed and it is not done.
    """

    id: str
    kind: ItemKind
    title: str
    minutes: int | None
    state: ItemState
    reason: ItemReason
    day: date | None = None
    evidence: str | None = None
    due_on: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class OfficerOutcome:
    """One officer's year: an outcome of its own, which no outcome of courses ever looks at."""

    official_id: int
    appointments: tuple[Appointment, ...]
    outcome: ItemState
    items: tuple[Item, ...]
    directions: tuple[Direction, ...]


def touches(one: Validity, other: Validity) -> bool:
    """Say whether two spans of days, both ends included, have a day in common."""
    return (other.valid_until is None or one.valid_from <= other.valid_until) and (
        one.valid_until is None or other.valid_from <= one.valid_until
    )


def decide(
    officer: Officer, facts: LiaisonFacts, rules: LiaisonRules, today: date
) -> OfficerOutcome | None:
    """Return how the four stand for an officer; None where no designation touches the year.

    Once is enough, whenever it was, or only in the year: house rule `liaison.counts`.
    """
    days = Validity(rules.year.first_day, rules.year.last_day)
    held = tuple(
        each
        for each in officer.appointments
        if rules.category(each.category) and touches(each.validity, days)
    )
    if not held:
        return None
    directions = tuple(each for each in facts.directions if _reaches(each, held, days))
    found = (
        *(_workshop(each, officer, directions, rules) for each in rules.workshops),
        *(_programme(each, officer, directions, facts, rules) for each in rules.programmes),
    )
    items = tuple(_timed(each, held, directions, rules, today) for each in found)
    return OfficerOutcome(officer.official_id, held, in_sum(items), items, directions)


def _timed(
    item: Item,
    held: tuple[Appointment, ...],
    directions: tuple[Direction, ...],
    rules: LiaisonRules,
    today: date,
) -> Item:
    """Return an item with the day by which it is due, where an order gives one: `liaison.deadline`.

    The days run from the designation, or from the direction that asks for it if that came later.
    Where evidence is missing nothing is told as late: it may have been done in time.
    """
    asking = [each.validity.valid_from for each in directions if _asks(each, item.kind)]
    unasked = item.kind is ItemKind.WORKSHOP and rules.workshops_owed == "always"
    if rules.days_given is None or not (asking or unasked):
        return item
    designated = min(each.validity.valid_from for each in held)
    begun = designated if unasked else max(designated, min(asking))
    due_on = begun + timedelta(rules.days_given)
    shown = {ItemState.DONE: item.day, ItemState.NOT_DONE: today}.get(item.state)
    return replace(item, due_on=due_on, late=shown is not None and shown > due_on)


def _asks(direction: Direction, kind: ItemKind) -> bool:
    return direction.workshops if kind is ItemKind.WORKSHOP else direction.programmes


def in_sum(items: tuple[Item, ...]) -> ItemState:
    """Return how several items stand together: what is lacking first, then what isn't known."""
    states = {item.state for item in items}
    order = (ItemState.NOT_DONE, ItemState.EVIDENCE_MISSING, ItemState.DONE)
    return next((state for state in order if state in states), ItemState.NOT_DIRECTED)


def _reaches(direction: Direction, held: tuple[Appointment, ...], year: Validity) -> bool:
    """Say whether a direction holds on a day of the year on which the officer is designated."""
    return any(
        touches(direction.validity, span)
        for span in (_within(each.validity, year) for each in held)
    )


def _within(one: Validity, year: Validity) -> Validity:
    last = year.valid_until if one.valid_until is None else one.valid_until
    closing = last if year.valid_until is None or last is None else min(last, year.valid_until)
    return Validity(max(one.valid_from, year.valid_from), closing)


def counted(day: date, year: ReportingYear, rules: LiaisonRules) -> bool:
    """Say whether what was done on a day counts for the year: rule `liaison.counts`."""
    return day <= year.last_day and (rules.counts == "ever" or day >= year.first_day)


def _workshop(
    workshop: Workshop, officer: Officer, directions: tuple[Direction, ...], rules: LiaisonRules
) -> Item:
    def item(state: ItemState, reason: ItemReason, shown: Attendance | None = None) -> Item:
        day, number = (
            (None, None) if shown is None else (shown.attended_until, shown.certificate_number)
        )
        kind = ItemKind.WORKSHOP
        return Item(workshop.id, kind, workshop.title, None, state, reason, day, number)

    attended = [
        each
        for each in officer.attendances
        if each.workshop == workshop.id and counted(each.attended_until, rules.year, rules)
    ]
    for each in attended:
        if each.certificate_number is not None or rules.evidence == "order":
            return item(ItemState.DONE, ItemReason.ATTENDED, each)
    if rules.workshops_owed != "always" and not any(each.workshops for each in directions):
        return item(ItemState.NOT_DIRECTED, ItemReason.NOT_DIRECTED)
    if attended:
        return item(ItemState.EVIDENCE_MISSING, ItemReason.NO_CERTIFICATE, attended[0])
    if not officer.here:
        return item(ItemState.EVIDENCE_MISSING, ItemReason.NO_LONGER_HERE)
    return item(ItemState.NOT_DONE, ItemReason.NOT_ATTENDED)


def _programme(
    programme: Programme,
    officer: Officer,
    directions: tuple[Direction, ...],
    facts: LiaisonFacts,
    rules: LiaisonRules,
) -> Item:
    def item(
        state: ItemState, reason: ItemReason, day: date | None = None, shown: str | None = None
    ) -> Item:
        kind, title, minutes = ItemKind.PROGRAMME, programme.title, programme.minutes
        return Item(programme.id, kind, title, minutes, state, reason, day, shown)

    courses = courses_of(programme.id, directions, rules)
    done = [
        (day, each.course)
        for each in officer.completed
        for day in [each.completed_at.astimezone(IST).date()]
        if each.course in courses and counted(day, rules.year, rules)
    ]
    if done:
        return item(ItemState.DONE, ItemReason.COMPLETED, *min(done))
    if not any(each.programmes for each in directions):
        return item(ItemState.NOT_DIRECTED, ItemReason.NOT_DIRECTED)
    for unknown in _unknown(officer, facts, courses):
        return item(ItemState.EVIDENCE_MISSING, unknown)
    return item(ItemState.NOT_DONE, ItemReason.NOT_COMPLETED)


def _unknown(
    officer: Officer, facts: LiaisonFacts, courses: frozenset[str]
) -> Iterator[ItemReason]:
    """Yield why a completion that isn't held may still be there: absence is not a fact."""
    if not officer.here:
        yield ItemReason.NO_LONGER_HERE
    if not courses:
        yield ItemReason.COURSES_NOT_CONFIGURED
    if not facts.completions_held:
        yield ItemReason.COMPLETIONS_NOT_READ
    if officer.in_doubt:
        yield ItemReason.COMPLETION_IN_DOUBT


def courses_of(
    programme: str, directions: tuple[Direction, ...], rules: LiaisonRules
) -> frozenset[str]:
    """Return the iGOT courses that stand for a programme: the ministry's, or else the rules'."""
    named = {course for each in directions for course in each.courses.get(programme, ())}
    return frozenset(named or rules.programme_courses[programme])
