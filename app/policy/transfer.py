"""By which of the year's postings an official is decided: house rule `year.transfer`."""

from dataclasses import replace

from app.policy import prescriber
from app.policy.facts import OfficialFacts, Posting
from app.policy.rulebook import Rulebook
from app.policy.rules.ruleset import Ruleset


def placed(facts: OfficialFacts, book: Rulebook) -> tuple[OfficialFacts, Ruleset]:
    """Return the facts in the place that decides, and the rules that govern there.

    Whether the day that counts, the longest posting or all postings decide is asked of the rules
    that govern in the place of that day, so that two authorities can't each send him to the other.
    Whoever is declared to work with no MDO on that day is the CCA's, and has no other place.
    """
    rules = book.governing(facts.profile)
    here = replace(facts, elsewhere=())
    if rules.transfer == "current" or prescriber.without_mdo(facts.profile, rules):
        return here, rules
    if rules.transfer == "union":
        return facts, rules
    longest = max(facts.elsewhere, key=_length, default=None)
    if longest is None or longest.days <= facts.days:
        return here, rules
    there = replace(
        here,
        profile=replace(longest.profile, longest_posting=True),
        level_map=longest.level_map,
    )
    return there, book.governing(longest.profile)


def _length(posting: Posting) -> tuple[int, int]:
    return posting.days, posting.valid_from.toordinal()
