"""The closed set of outcomes and of the reasons that stand beside them."""

from enum import StrEnum


class Outcome(StrEnum):
    """What an evaluation ends in. Staleness is a flag beside it, never one of these."""

    MET = "met"
    SHORT_OF_COURSES = "short_of_courses"
    ASSESSMENT_PENDING = "assessment_pending"
    ASSESSMENT_FAILED = "assessment_failed"
    NOT_MANDATED = "not_mandated"
    NO_PLAN = "no_plan"
    LEVEL_UNRESOLVED = "level_unresolved"
    EXEMPT = "exempt"
    NOT_ESTABLISHED = "not_established"


class AssessmentState(StrEnum):
    """Where an official stands with the comprehensive assessment."""

    NOT_LINKED = "not_linked"
    PENDING = "pending"
    PASSED = "passed"
    FAILED = "failed"
    NOT_ESTABLISHED = "not_established"


class AssessmentEvidence(StrEnum):
    """By what a result counts as passed or failed."""

    AS_IGOT_SAYS = "as_igot_says"
    CERTIFICATE = "certificate"
    CUT_OFF = "cut_off"


class Reason(StrEnum):
    """Why an outcome is what it is, or what was assumed on the way. Kept in alphabetical order."""

    APAR_FLAG_MISSING = "apar_flag_missing"
    ASSESSMENT_NOT_LINKED = "assessment_not_linked"
    ASSESSMENT_NOT_YET_MANDATED = "assessment_not_yet_mandated"
    COMPLETION_IN_DOUBT = "completion_in_doubt"
    COURSES_BELOW_SHARE = "courses_below_share"
    DEPUTATION_FLAG_MISSING = "deputation_flag_missing"
    EMPLOYMENT_WITHOUT_APAR = "employment_without_apar"
    EXEMPTED_BY_ORDER = "exempted_by_order"
    FAIL_WITHOUT_EVIDENCE = "fail_without_evidence"
    LEVEL_UNKNOWN = "level_unknown"
    MINISTRY_HAS_NOT_CHOSEN = "ministry_has_not_chosen"
    NO_MDO_DECLARED = "no_mdo_declared"
    NOT_COVERED = "not_covered"
    NOT_FLAGGED_APAR = "not_flagged_apar"
    PLACE_OF_EARLIER_POSTING = "place_of_earlier_posting"
    PLACE_OF_LONGEST_POSTING = "place_of_longest_posting"
    PLACE_UNKNOWN = "place_unknown"
    PLANS_OF_ALL_POSTINGS = "plans_of_all_postings"
    PRESCRIBER_UNKNOWN = "prescriber_unknown"
    REACHED_BY_NO_PLAN = "reached_by_no_plan"
    RETIRED_BY_ORDER = "retired_by_order"
    SEVERAL_PLANS = "several_plans"
