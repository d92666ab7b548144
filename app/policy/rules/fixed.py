"""Which rules can have no other value for one authority, though no memorandum states them."""

from collections.abc import Mapping
from enum import StrEnum


class FixedBecause(StrEnum):
    """Why a rule is the same for all: the code by which an order for another value is refused."""

    STATED_BY_A_MEMORANDUM = "stated-by-a-memorandum"
    REPORTED_OF_A_MEMORANDUM = "reported-of-a-memorandum"
    DECIDES_WHO_PRESCRIBES = "decides-who-prescribes"
    READ_BEFORE_A_YEAR_IS_KNOWN = "read-before-a-year-is-known"
    LESS_THAN_IS_STATED = "less-than-is-stated"
    THE_REPORTING_YEAR = "the-reporting-year"
    NOT_TOLD_BY_IGOT = "not-told-by-igot"
    BINDS_THE_AUTHORITY = "binds-the-authority"
    ONE_MARK_FOR_ALL = "one-mark-for-all"
    RECORDED_BY_DESIGNATION = "recorded-by-designation"
    THE_RANK_IS_STATED = "the-rank-is-stated"
    SAID_BY_THE_DIRECTION = "said-by-the-direction"


FIXED: Mapping[str, FixedBecause] = {
    "completion.moments_without_zone": FixedBecause.READ_BEFORE_A_YEAR_IS_KNOWN,
    "completion.retired_course_counts": FixedBecause.NOT_TOLD_BY_IGOT,
    "completion.rounding": FixedBecause.LESS_THAN_IS_STATED,
    "completion.window": FixedBecause.THE_REPORTING_YEAR,
    "completion.window_opens": FixedBecause.THE_REPORTING_YEAR,
    "feeds.stale_after": FixedBecause.ONE_MARK_FOR_ALL,
    "levels.designations": FixedBecause.RECORDED_BY_DESIGNATION,
    "liaison.designated_on": FixedBecause.BINDS_THE_AUTHORITY,
    "liaison.direction_reaches": FixedBecause.SAID_BY_THE_DIRECTION,
    "liaison.levels_of_rank": FixedBecause.THE_RANK_IS_STATED,
    "plans.added_by": FixedBecause.BINDS_THE_AUTHORITY,
    "plans.year_of_first_generation": FixedBecause.READ_BEFORE_A_YEAR_IS_KNOWN,
    "prescriber.all_india_services": FixedBecause.DECIDES_WHO_PRESCRIBES,
    "prescriber.authority_kinds": FixedBecause.DECIDES_WHO_PRESCRIBES,
    "prescriber.missing_deputation_flag": FixedBecause.DECIDES_WHO_PRESCRIBES,
    "prescriber.no_mdo_known": FixedBecause.DECIDES_WHO_PRESCRIBES,
    "year.apar_periods": FixedBecause.THE_REPORTING_YEAR,
    "year.joiner": FixedBecause.LESS_THAN_IS_STATED,
}
