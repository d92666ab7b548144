"""The rules of a year for everyone: the general ones, and those of authorities with their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.policy import prescriber
from app.policy.facts import Profile
from app.policy.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The general rules of a year, and by authority the rules of those who have their own.

    House rule: an official is decided under the rules of the authority that prescribes for him;
    where none is known, under those of the authority in which he stands.
    """

    general: Ruleset
    own: Mapping[int, Ruleset] = field(default_factory=dict)

    def of(self, authority_id: int | None) -> Ruleset:
        """Return the rules of an authority: its own, or else the general ones."""
        return self.general if authority_id is None else self.own.get(authority_id, self.general)

    def governing(self, profile: Profile) -> Ruleset:
        """Return the rules under which an official of such a profile is decided.

        Who prescribes is the same under every ruleset: no authority may override those rules.
        """
        found = prescriber.resolve(profile, self.general).authority_id
        return self.of(profile.authority_id if found is None else found)

    def every(self) -> list[Ruleset]:
        """Return all rulesets, the general one first."""
        return [self.general, *self.own.values()]
