"""Whom a submitted official's identifiers lead to, which keys agree with it, and what is amiss."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.policy.identifiers import code_key, email_key, name_key
from app.policy.onboarding import catalogue
from app.policy.onboarding import roster_catalogue as rostered
from app.policy.onboarding.catalogue import Field
from app.policy.onboarding.facts import HeldOfficial, Matches, SubmittedOfficial
from app.policy.onboarding.profile import Fault


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a row leads: each kind of key to its officials, in order of their numbers."""

    submitted: SubmittedOfficial
    authority_id: int
    emails: tuple[HeldOfficial, ...]
    codes: tuple[HeldOfficial, ...]
    padded: tuple[HeldOfficial, ...]
    phones: tuple[HeldOfficial, ...] = ()

    @property
    def official(self) -> HeldOfficial | None:
        """The official that the row is taken to mean: e-mail before code before padded code."""
        return next(iter((*self.emails, *self.codes, *self.padded)), None)

    @property
    def single(self) -> HeldOfficial | None:
        """The one official that e-mail and code lead to; None where they lead to more, or none."""
        held = {each.official_id: each for each in (*self.emails, *self.codes)}
        return next(iter(held.values())) if len(held) == 1 else None

    @property
    def by_phone_alone(self) -> HeldOfficial | None:
        """Whom the phone leads to beside the one that the row is taken to mean."""
        return next((one for one in self.phones if one != self.official), None)

    def faults(self) -> Iterator[Fault]:
        """Name what is amiss with where the row leads."""
        if len(self.emails) > 1:
            yield rostered.SEVERAL_USERS, Field.EMAIL
        if len(self.codes) > 1:
            yield rostered.SEVERAL_USERS, Field.EMPLOYEE_CODE
        if self._disagree():
            yield catalogue.IDENTIFIERS_DISAGREE, None
        # A row without identifiers was never looked up: that is its own fault, not this one.
        given = email_key(self.submitted.email) or code_key(self.submitted.employee_code)
        if self.official is None and given:
            yield catalogue.NOT_ONBOARDED, None
        if self.padded:
            yield rostered.CODE_LOST_ZEROS, Field.EMPLOYEE_CODE
        if self.by_phone_alone is not None:
            yield rostered.PHONE_OF_ANOTHER, Field.PHONE

    def keys(self, official: HeldOfficial | None) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
        """Return the keys that agree with an official, and those that do not.

        Of another authority's official only the key that led to it is told; of a phone nothing,
        where nobody has it.
        """
        emails, codes = self.emails, self.codes
        if official != self.official:
            # Of several that one key leads to, only the one that is taken is held against another.
            emails, codes = emails[:1], codes[:1]
        given = {
            Field.EMAIL: bool(email_key(self.submitted.email)),
            Field.EMPLOYEE_CODE: bool(code_key(self.submitted.employee_code)),
            Field.PHONE: bool(self.phones),
        }
        led = {
            Field.EMAIL: official in emails,
            Field.EMPLOYEE_CODE: official in codes,
            Field.PHONE: official in self.phones,
        }
        if official is not None and official.authority_id != self.authority_id:
            return tuple(key for key in led if led[key]), ()
        if official is not None:
            names = name_key(self.submitted.name), name_key(official.name)
            given[Field.NAME] = all(names)
            led[Field.NAME] = names[0] == names[1]
        agreed = tuple(key for key, there in given.items() if there and led[key])
        return agreed, tuple(key for key, there in given.items() if there and not led[key])

    def _disagree(self) -> bool:
        if len(self.emails) != 1 or len(self.codes) != 1:
            return False
        return self.emails[0].official_id != self.codes[0].official_id


def lead_of(one: SubmittedOfficial, matches: Matches, authority_id: int) -> Lead:
    """Return where a row leads.

    An employee code is its authority's own: another authority's official with the same code is
    meant only where the e-mail leads to nobody and no second one has it.
    """
    emails = _ordered(matches.by_email)
    codes = _ordered(each for each in matches.by_code if each.authority_id == authority_id)
    if not emails and not codes and len(matches.by_code) == 1:
        codes = matches.by_code
    padded = () if codes else _ordered(matches.by_padded_code)
    if emails:
        padded = tuple(each for each in padded if each == emails[0])
    return Lead(one, authority_id, emails, codes, padded, _ordered(matches.by_phone))


def _ordered(held: Iterable[HeldOfficial]) -> tuple[HeldOfficial, ...]:
    return tuple(sorted(held, key=lambda each: each.official_id))
