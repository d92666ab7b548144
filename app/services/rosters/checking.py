"""Checks a roster against what is held, in one transaction over all its rows."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.errors import ConflictError, NotFoundError
from app.integrations.rosters.packing import unsqueezed
from app.policy.nearness import Designations, Offer, is_ambiguous
from app.policy.onboarding import roster_catalogue as rostered
from app.policy.onboarding.facts import HeldOfficial, SubmittedOfficial
from app.policy.onboarding.profile import faults
from app.policy.reporting_year import IST, ReportingYear
from app.policy.rules.ruleset import Ruleset
from app.policy.spelling import folded
from app.services.onboarding import picture as onboarding_picture
from app.services.registers import overrides
from app.services.rosters.phones import Known, PhoneRoad
from app.store import authorities
from app.store.database import Database, Writing
from app.store.onboarding import onboarding, pictures, roster_checks, rosters
from app.store.onboarding.roster_checks import JudgedProfile, Tally
from app.store.onboarding.rosters import Roster

# House value: of more unlike unknown designations than this, the rest get no offers.
OFFERED = 20_000
NOBODY = SubmittedOfficial("")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class RosterChecker:
    """Carries out checks of rosters over one database, with or without a road to phones."""

    database: Database
    clock: Callable[[], datetime]
    progress: Progress
    phones: PhoneRoad | None = None

    async def run(self, roster_id: int) -> Tally:
        """Check a roster that was sent; a second try begins afresh and ends the same.

        Raises ConflictError while another worker, taken for dead too soon, still checks it.
        """
        async with self.database.alone(f"roster {roster_id}") as ours:
            if not ours:
                raise ConflictError("the roster is being checked")
            return await self._run(roster_id)

    async def _run(self, roster_id: int) -> Tally:
        async with self.database.writing() as session:
            held = await rosters.one(session, roster_id)
            if held is None:
                raise NotFoundError("there is no such roster")
            await rosters.progress(
                session, roster_id, state="running", started_at=self.clock(), rows_done=0
            )
        try:
            tally = await self._check(held)
        except BaseException as failure:
            await self._record(
                held, state="failed", failure=type(failure).__name__, ended_at=self.clock()
            )
            raise
        return tally

    async def _check(self, held: Roster) -> Tally:
        known = await self._known(held)
        async with self.database.writing() as session:
            await roster_checks.prepare(session)
            await self._record(held, step="rows")
            compared = await self._compare_phones(session, held, known)
            rules, judged = await self._lay_ground(session, held)
            today = self.clock().astimezone(IST).date()
            personal = sorted(rules.personal_email_domains)
            left = await roster_checks.sift(session, held, judged, personal, today)
            await self._record(held, step="matching", rows_done=held.rows - left)
            self.progress("rows in order", held.rows - left, held.rows)
            await roster_checks.match(session, held.authority_id)
            await self._record(held, step="findings")
            await roster_checks.judge(session, personal, today)
            previous = await rosters.before(session, held)
            tally = await roster_checks.conclude(session, held, previous)
            await pictures.count_roster(session, held)
            await rosters.drop_look(session, held)
            await rosters.progress(
                session,
                held.id,
                state="done",
                step=None,
                rows_done=held.rows,
                findings=tally.findings,
                clean=held.rows - tally.faulty,
                renewed=tally.renewed,
                fixed=tally.fixed,
                previous_id=previous,
                phones_compared=compared,
                phones_failure=known.failure,
                failure=None,
                ended_at=self.clock(),
            )
            year = ReportingYear(held.reporting_year)
            await onboarding_picture.keep(session, year, held.authority_id, self.clock())
        return tally

    async def _known(self, held: Roster) -> Known:
        """Ask for the phones of the authority's users, where the roster has any to compare."""
        async with self.database.reading() as session:
            key = await rosters.phone_key(session, held)
            authority = await authorities.one(session, held.authority_id)
        if key is None or authority is None:
            return Known(())
        if self.phones is None:
            return Known((), "not-asked")
        await self._record(held, step="phones")
        return await self.phones.known(authority.feed_id, key)

    async def _compare_phones(self, session: Writing, held: Roster, known: Known) -> int | None:
        """Return how many rows have a phone that a user has as well; None if none was asked for."""
        if not known.users:
            return None
        lines = self._phones(held)
        return await roster_checks.pour_phones(session, held.authority_id, lines, known.users)

    async def _phones(self, held: Roster) -> AsyncIterator[bytes]:
        async with self.database.reading() as session:
            async for packed in rosters.phones(session, held):
                yield unsqueezed(packed)

    async def _lay_ground(
        self, session: Writing, held: Roster
    ) -> tuple[Ruleset, list[JudgedProfile]]:
        """Pour what the rows are compared with: profiles, and designations nobody knows."""
        year = ReportingYear(held.reporting_year)
        rules = await overrides.of_authority(session, year, held.authority_id)
        profiles = await roster_checks.profiles(session, held.authority_id, rules.level_map)
        judged = list(_judged(profiles, rules))
        await roster_checks.pour_profiles(session, judged)
        shown = await onboarding.designations(session, held.authority_id)
        known = Designations.of((*rules.level_map, *shown))
        unknown = await roster_checks.unknown_designations(session, held, sorted(known.known))
        await roster_checks.pour_designations(session, held, list(_told(unknown, known)))
        return rules, judged

    async def _record(self, held: Roster, **values: object) -> None:
        async with self.database.writing() as session:
            await rosters.progress(session, held.id, **values)


def _judged(profiles: dict[int, HeldOfficial], rules: Ruleset) -> Iterator[JudgedProfile]:
    for number, held in profiles.items():
        found = [f"{rule.id} {field or ''}".strip() for rule, field in faults(NOBODY, held, rules)]
        yield JudgedProfile(
            profile_id=number,
            faults=found,
            closed=held.profile_status == "NOT-MY-USER",
            needs_plan=held.employment not in rules.employment_without_apar,
            without_service=not folded(held.service or "") and "OB-010 service" not in found,
            designation_key=held.designation_key,
            group_key=folded(held.group or "") or None,
            service_key=folded(held.service or "") or None,
            cadre_key=folded(held.cadre or "") or None,
            batch=held.batch,
            on_central_deputation=held.on_central_deputation,
        )


def _told(unknown: list[str], known: Designations) -> Iterator[tuple[str, str, tuple[Offer, ...]]]:
    for place, key in enumerate(unknown):
        offers = known.offers(key) if place < OFFERED else ()
        unclear = is_ambiguous(offers)
        rule = rostered.DESIGNATION_AMBIGUOUS if unclear else rostered.DESIGNATION_UNLISTED
        yield key, rule.id, offers
