"""The invented world in one place: organisations, officials, catalogue, plans, learning."""

from collections.abc import Iterable

from app.integrations.igot.stand_in import organisations as org
from app.integrations.igot.stand_in.catalogue import Course, build_catalogue
from app.integrations.igot.stand_in.learning import Slot, build_slot
from app.integrations.igot.stand_in.officials import Officials
from app.integrations.igot.stand_in.plans import Plan, build_plans
from app.integrations.igot.stand_in.settings import StandInSettings
from app.integrations.igot.stand_in.timeline import day_number
from app.integrations.igot.stand_in.vocabulary import (
    AIS_NAMES,
    CENTRAL_SLOTS,
    SLOTS,
    STATE_SLOTS,
    band_of,
)


class World:
    """Everything that the stand-in can be asked about; nothing in it grows with the officials."""

    def __init__(self, settings: StandInSettings) -> None:
        self.settings = settings
        self.today = day_number(settings.today)
        self.directory = org.Directory(org.build_organisations(settings.officials))
        self.officials = Officials(self.directory, settings.seed)
        self.catalogue: tuple[Course, ...] = build_catalogue(settings.seed)
        self.courses_by_id = {course.course_id: course for course in self.catalogue}
        self.plans: tuple[Plan, ...] = build_plans(self.directory.all, settings.seed)
        self._plans = {place.number: self._by_slot(place) for place in self.directory.all}
        self._slots = {place.number: self._slots_of(place) for place in self.directory.all}

    def slots(self, organisation: org.Organisation) -> tuple[Slot, ...]:
        """Return the organisation's 1,024 slots: what is prescribed for which kind of official."""
        return self._slots[organisation.number]

    def plans_by_slot(self, organisation: org.Organisation) -> tuple[tuple[Plan, ...], ...]:
        """Return the current live plans for each kind of official, less those by name."""
        return self._plans[organisation.number]

    def _by_slot(self, organisation: org.Organisation) -> tuple[tuple[Plan, ...], ...]:
        own = self._current_plans(organisation)
        audiences = [_audience(organisation, slot) for slot in range(SLOTS)]
        meant = {
            audience: tuple(
                plan for plan in own if audience in plan.sketch.levels or _means_everybody(plan)
            )
            for audience in set(audiences)
        }
        return tuple(meant[audience] for audience in audiences)

    def _current_plans(self, organisation: org.Organisation) -> tuple[Plan, ...]:
        return tuple(
            plan
            for plan in self.plans
            if plan.counts
            and plan.org_id == organisation.org_id
            and plan.sketch.assignment != "CustomUser"
        )

    def _slots_of(self, organisation: org.Organisation) -> tuple[Slot, ...]:
        built: dict[tuple[Plan, ...], Slot] = {}
        for plans in self._plans[organisation.number]:
            if plans not in built:
                flagged = [plan for plan in plans if plan.sketch.apar]
                built[plans] = build_slot(_distinct(flagged or plans))
        return tuple(built[plans] for plans in self._plans[organisation.number])


def _means_everybody(plan: Plan) -> bool:
    return plan.sketch.generation == "v1" and not plan.sketch.levels


def _audience(organisation: org.Organisation, slot: int) -> str | None:
    if organisation.number != org.STATE:
        return CENTRAL_SLOTS[slot].level
    officer = STATE_SLOTS[slot]
    return band_of(officer.batch) if officer.service in AIS_NAMES else None


def _distinct(plans: Iterable[Plan]) -> list[int]:
    return list(dict.fromkeys(course for plan in plans for course in plan.courses))
