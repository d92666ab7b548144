"""What the onboarding check is told: officials as submitted, and as held."""

from dataclasses import dataclass
from datetime import date

from app.policy.facts import Employment
from app.policy.onboarding.catalogue import Field


@dataclass(frozen=True, slots=True)
class SubmittedOfficial:
    """One official as the authority names them; ``reference`` is the authority's own.

    ``unreadable`` names fields whose value could not be read, and which are absent for that.
    """

    reference: str
    email: str | None = None
    employee_code: str | None = None
    name: str | None = None
    designation: str | None = None
    group: str | None = None
    service: str | None = None
    cadre: str | None = None
    batch: int | None = None
    on_central_deputation: bool | None = None
    joined_on: date | None = None
    retires_on: date | None = None
    phone: str | None = None
    unreadable: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldOfficial:
    """What is held of an official; of another authority's only ``authority_id`` is looked at."""

    official_id: int
    authority_id: int
    name: str
    designation: str | None
    designation_key: str | None
    group: str | None
    service: str | None
    cadre: str | None
    batch: int | None
    on_central_deputation: bool | None
    profile_status: str
    level: str | None
    has_plan: bool
    employment: Employment


@dataclass(frozen=True, slots=True)
class Matches:
    """The held officials that a submitted one's e-mail and employee code lead to.

    ``by_padded_code`` are those of the authority whose code is the submitted one with zeros before;
    ``by_phone`` those of the authority who have the submitted one's phone on iGOT.
    """

    by_email: tuple[HeldOfficial, ...] = ()
    by_code: tuple[HeldOfficial, ...] = ()
    by_padded_code: tuple[HeldOfficial, ...] = ()
    by_phone: tuple[HeldOfficial, ...] = ()
