"""The invented officials: each is computed from the seed and a number, and none is kept."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from app.integrations.igot.stand_in import organisations as org
from app.integrations.igot.stand_in.hashing import scramble
from app.integrations.igot.stand_in.vocabulary import (
    AIS_NAMES,
    CENTRAL_SLOTS,
    DS_DIRECTOR,
    FIRST_BATCH,
    JS,
    SLOTS,
    STATE_SLOTS,
    Designation,
)

_FIRST_ACCOUNT = datetime(2021, 4, 1, 4, 0, tzinfo=UTC)
_ACCOUNT_SECONDS = 1_460 * 86_400
_DEPUTED = 9  # of 32 senior officials, those who come from the states
_UUID_PARTS = 5
_SENIOR = (DS_DIRECTOR, JS)
_GROUPS: tuple[str | None, ...] = (
    *["Contractual Staff"] * 5, "Others", None, "Honorarium-Based",
)  # fmt: skip
_STATUSES = ("NOT-MY-USER",) * 2 + ("NOT-VERIFIED",) * 24 + ("VERIFIED",) * 102


class Service(NamedTuple):
    """An officer of an organised service, as ``cadreDetails`` would have it."""

    name: str
    batch: int | None
    deputation: bool | None


class Official(NamedTuple):
    """An official less what only a profile page shows."""

    number: int
    digest: int
    organisation: org.Organisation
    designation: Designation
    group: str | None
    status: int
    profile_status: str
    service: Service | None


def user_id(index: int, digest: int) -> str:
    """Return the official's id: a UUID whose last part is the number in hexadecimal."""
    head = f"{digest >> 32:08x}-{digest >> 16 & 0xFFFF:04x}-4{digest & 0xFFF:03x}"
    return f"{head}-8000-{index:012x}"


def status_of(digest: int) -> int:
    """Return 1 for an account in use and 0 for a blocked one."""
    return 0 if digest >> 30 & 63 == 1 else 1


def profile_status_of(digest: int) -> str:
    """Return whether the authority has verified the official's profile."""
    return _STATUSES[digest >> 36 & 127]


class Officials:
    """Computes officials by number."""

    def __init__(self, directory: org.Directory, seed: int) -> None:
        self.directory = directory
        self.seed = seed

    def digest(self, index: int) -> int:
        """Return the official's 64 bits, from which everything about them follows."""
        return scramble(index, self.seed)

    def user_id(self, index: int) -> str:
        """Return the id of the official with the number."""
        return user_id(index, self.digest(index))

    def index_of(self, wanted: str) -> int | None:
        """Return the number of the official with the id, or None when nobody has it."""
        parts = wanted.split("-")
        try:
            index = int(parts[-1], 16)
        except ValueError:
            return None
        known = len(parts) == _UUID_PARTS and index < self.directory.officials
        return index if known and self.user_id(index) == wanted else None

    def read(self, index: int, organisation: org.Organisation) -> Official:
        """Return the official with the number, who belongs to the organisation."""
        digest = self.digest(index)
        slot = digest % SLOTS
        designation, service = CENTRAL_SLOTS[slot], None
        if organisation.number == org.STATE:
            designation, service = STATE_SLOTS[slot].designation, _cadre_officer(digest)
        elif designation.level in _SENIOR:
            service = _deputed_officer(digest)
        turn = digest >> 23 & 127
        return Official(
            number=index,
            digest=digest,
            organisation=organisation,
            designation=designation,
            group=_GROUPS[turn] if turn < len(_GROUPS) and service is None else designation.group,
            status=status_of(digest),
            profile_status=profile_status_of(digest),
            service=service,
        )


def _cadre_officer(digest: int) -> Service | None:
    officer = STATE_SLOTS[digest % SLOTS]
    if officer.service is None:
        return None
    return Service(officer.service, officer.batch, None if digest >> 43 & 3 == 0 else False)


def _deputed_officer(digest: int) -> Service | None:
    turn = digest >> 43 & 31
    if turn >= _DEPUTED:
        return None
    batch = FIRST_BATCH + (digest >> 48) % 20
    return Service(AIS_NAMES[turn % 3], batch, True if turn else None)


def created_at(index: int, organisation: org.Organisation) -> datetime:
    """Return when the account was made: later for higher numbers of an organisation."""
    return _FIRST_ACCOUNT + timedelta(
        seconds=(index - organisation.first) * _ACCOUNT_SECONDS // organisation.size
    )


def first_created_from(moment: datetime, organisation: org.Organisation) -> int:
    """Return the number of the first official whose account was made at the moment or later."""
    seconds = -((_FIRST_ACCOUNT - moment) // timedelta(seconds=1))
    position = -(-seconds * organisation.size // _ACCOUNT_SECONDS)
    return organisation.first + min(max(position, 0), organisation.size)
