"""The shortest ways from where an official stands to a met mandate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.policy.assessment import AssessmentVerdict
from app.policy.completion import CourseStanding, CourseVerdict
from app.policy.mandate import Evaluation
from app.policy.outcome import AssessmentState, Outcome, Reason
from app.policy.reporting_year import ReportingYear
from app.policy.rules.ruleset import Ruleset
from app.policy.telling.choices import UNLINKED
from app.policy.wording import (
    ATTEMPTS_USED,
    CLOSED_SINCE,
    COUNTS_UNTIL,
    OPEN_UNTIL,
    Wording,
    written,
)


class WayKind(StrEnum):
    """What can be done: by learning, by correcting a record, or nothing."""

    NOTHING_REQUIRED = "nothing_required"
    COMPLETE_COURSES = "complete_courses"
    TAKE_ASSESSMENTS = "take_assessments"
    CORRECT_THE_RECORD = "correct_the_record"
    PRESCRIBE_COURSES = "prescribe_courses"
    LINK_AN_ASSESSMENT = "link_an_assessment"
    ORDER_NEEDED = "order_needed"
    YEAR_CLOSED = "year_closed"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the goal: how many of which courses, which assessments, and by which day.

    ``by`` is the last day on which all of it still counts.
    """

    kind: WayKind
    sentence: Wording
    needed: int = 0
    courses: tuple[CourseVerdict, ...] = ()
    assessments: tuple[AssessmentVerdict, ...] = ()
    by: date | None = None


_NOTHING = Wording("Nothing more is required.", "और कुछ अपेक्षित नहीं है।")
_CLOSED = Wording(
    "Reporting year {year} closed on 31 March {end}: nothing completed now counts for it.",
    "प्रतिवेदन वर्ष {year} 31 मार्च {end} को समाप्त हुआ: अब पूरा किया गया कुछ नहीं गिना जाएगा।",
)
_COMPLETE = Wording(
    "Complete any {needed} of these {open} courses by 31 March {end}.",
    "31 मार्च {end} तक इन {open} में से कोई {needed} पाठ्यक्रम पूरे करें।",
)
_COMPLETE_AND_PASS = Wording(
    "Complete any {needed} of these {open} courses and pass {names} by 31 March {end}.",
    "31 मार्च {end} तक इन {open} में से कोई {needed} पाठ्यक्रम पूरे करें और {names} उत्तीर्ण करें।",
)
_PASS = Wording(
    "Pass {names} by 31 March {end}.",
    "31 मार्च {end} तक {names} उत्तीर्ण करें।",
)
_UNLOCK = Wording(
    " The assessment opens once these are completed: {gates}.",
    " मूल्यांकन इनके पूरा होने पर खुलता है: {gates}।",
)
_UNDATED = Wording(
    "Have iGOT state the date of the completed course.",
    "आईगॉट से पूर्ण पाठ्यक्रम की तिथि दर्ज कराएँ।",
)
_FAIL = Wording(
    "Have iGOT correct the assessment's result: a fail stands there without a score or a date.",
    "आईगॉट में मूल्यांकन का परिणाम ठीक कराएँ: वहाँ अंक या तिथि के बिना असफलता दर्ज है।",
)
_PROFILE = Wording(
    "Correct the profile on iGOT, so that the prescriber and the level can be told from it.",
    "आईगॉट पर प्रोफ़ाइल ठीक कराएँ, ताकि निर्धारक प्राधिकरण और स्तर ज्ञात हो सके।",
)
_PLAN = Wording(
    "The prescribing authority adds a training plan for the official's level, for the APAR.",
    "निर्धारक प्राधिकरण कार्मिक के स्तर के लिए एपीएआर हेतु प्रशिक्षण योजना जोड़े।",
)
_ORDER = Wording(
    "Too few courses are left that would still count: only an order of the prescribing authority"
    " can change that.",
    "अब गिने जा सकने वाले पाठ्यक्रम पर्याप्त नहीं हैं: केवल निर्धारक प्राधिकरण का आदेश इसे बदल सकता है।",
)
_OVER = Wording(
    "The days of {names} are over, and an attempt after them does not count: only an order of the"
    " prescribing authority can change that.",
    "{names} के दिन समाप्त हो चुके हैं और उनके बाद का प्रयास नहीं गिना जाता: केवल निर्धारक प्राधिकरण का आदेश इसे"
    " बदल सकता है।",
)
_LINK = Wording(
    "The prescribing authority links an assessment to the training plan.",
    "निर्धारक प्राधिकरण प्रशिक्षण योजना से मूल्यांकन जोड़े।",
)
_PLACE = Wording(
    "Have iGOT state since when the official has served, or record the order that exempts the"
    " official from the year.",
    "आईगॉट में दर्ज कराएँ कि कार्मिक कब से सेवा में है, या वर्ष से छूट का आदेश अभिलिखित करें।",
)
_SPENT = frozenset({CourseStanding.COMPLETED_BEFORE_PLAN, CourseStanding.COMPLETED_AFTER_DUE_DATE})
_SETTLED = frozenset({Outcome.MET, Outcome.EXEMPT, Outcome.NOT_MANDATED})


def ways(
    evaluation: Evaluation, year: ReportingYear, ruleset: Ruleset, today: date
) -> tuple[Way, ...]:
    """Return what would lead to a met mandate, as of a day by the clock in India.

    After the year's last day learning no longer helps; a wrong record can still be corrected.
    """
    if evaluation.outcome in _SETTLED:
        return (Way(WayKind.NOTHING_REQUIRED, _NOTHING),)
    closed = today > year.last_day
    learning = (_closed(year),) if closed else tuple(_open(evaluation, year, ruleset, today))
    return (*learning, *_corrections(evaluation, ruleset))


def _closed(year: ReportingYear) -> Way:
    sentence = _CLOSED.filled(year=year.label, end=year.start + 1)
    return Way(WayKind.YEAR_CLOSED, sentence, by=year.last_day)


def _open(
    evaluation: Evaluation, year: ReportingYear, ruleset: Ruleset, today: date
) -> Iterator[Way]:
    """Yield what learning can do in a year that is open, and for what an order is needed."""
    asked = _to_pass(evaluation.assessments) if ruleset.assessment_required else ()
    over = tuple(one for one in asked if _over(one, ruleset, today))
    to_pass = tuple(one for one in asked if one not in over)
    learning = _learning(evaluation, year, to_pass, today)
    if learning is not None:
        by = None if learning.by is None else min(_last_days(learning, year, ruleset))
        yield replace(_with_days(learning, year, today), by=by)
    # Without courses the outcome waits for a plan, whatever assessment is linked.
    if over and evaluation.prescribed:
        sentence = _OVER.filled(names=", ".join(one.name for one in over))
        yield Way(WayKind.ORDER_NEEDED, sentence, assessments=over)


def _over(one: AssessmentVerdict, ruleset: Ruleset, today: date) -> bool:
    """Say whether a pass would count no longer: the ordered days are over, and they alone count."""
    return one.terms is not None and not ruleset.outside_days_counts and today > one.terms.closes_on


def _last_days(way: Way, year: ReportingYear, ruleset: Ruleset) -> Iterator[date]:
    """Yield the days after which a way is none: of the year, of what is to be learned, of passes.

    To complete any two of some courses, the second of those that count longest has to count still.
    """
    yield year.last_day
    if way.needed:
        until = (one.due_on or year.last_day for one in way.courses)
        yield sorted(until, reverse=True)[way.needed - 1]
    if not ruleset.outside_days_counts:
        yield from (one.terms.closes_on for one in way.assessments if one.terms is not None)


def _with_days(way: Way, year: ReportingYear, today: date) -> Way:
    """Name the last day of each assessment and course, and whether all attempts are used."""
    said = way.sentence
    for course in way.courses:
        if course.due_on is not None and course.due_on < year.last_day:
            more = COUNTS_UNTIL.filled(name=course.name, day=written(course.due_on))
            said = Wording(said.en + more.en, said.hi + more.hi)
    for one in way.assessments:
        for more in _of_terms(one, year, today):
            said = Wording(said.en + more.en, said.hi + more.hi)
    return replace(way, sentence=said)


def _of_terms(one: AssessmentVerdict, year: ReportingYear, today: date) -> Iterator[Wording]:
    if one.terms is None:
        return
    ends, allowed = one.terms.closes_on, one.terms.attempts_allowed
    if ends < year.last_day:
        chosen = CLOSED_SINCE if today > ends else OPEN_UNTIL
        yield chosen.filled(name=one.name, day=written(ends))
    if allowed is not None and one.attempts >= allowed:
        yield ATTEMPTS_USED.filled(name=one.name, allowed=allowed)


def _learning(
    evaluation: Evaluation,
    year: ReportingYear,
    to_pass: Sequence[AssessmentVerdict],
    today: date,
) -> Way | None:
    left = tuple(one for one in evaluation.courses if _would_count(one, today))
    needed = max(evaluation.required - evaluation.completed, 0)
    # Without courses the outcome waits for a plan, whatever assessment is linked.
    if not evaluation.prescribed or not (needed or to_pass):
        return None
    if needed > len(left):
        return Way(WayKind.ORDER_NEEDED, _ORDER, needed=needed)
    locked = {gate.feed_id for one in to_pass for gate in one.gates if not gate.completed}
    gates = tuple(course for course in evaluation.courses if course.feed_id in locked)
    sentence = _template(needed, to_pass, gates).filled(
        needed=needed,
        open=len(left),
        names=", ".join(one.name for one in to_pass),
        gates=", ".join(course.name for course in gates),
        end=year.start + 1,
    )
    return Way(
        WayKind.COMPLETE_COURSES if needed else WayKind.TAKE_ASSESSMENTS,
        sentence,
        needed=needed,
        courses=left if needed else gates,
        assessments=tuple(to_pass),
        by=year.last_day,
    )


def _would_count(course: CourseVerdict, today: date) -> bool:
    """Say whether a course that doesn't count yet would if it were completed now.

    What was completed too early or too late this year stays so: its first completion is held.
    """
    past = course.due_on is not None and course.due_on < today
    return not (course.counts or past or course.standing in _SPENT)


def _template(
    needed: int, to_pass: Sequence[AssessmentVerdict], gates: Sequence[CourseVerdict]
) -> Wording:
    if not needed:
        chosen = _PASS
    elif to_pass:
        chosen = _COMPLETE_AND_PASS
    else:
        chosen = _COMPLETE
    return Wording(chosen.en + _UNLOCK.en, chosen.hi + _UNLOCK.hi) if gates else chosen


def _to_pass(verdicts: Sequence[AssessmentVerdict]) -> tuple[AssessmentVerdict, ...]:
    return tuple(one for one in verdicts if one.state is not AssessmentState.PASSED)


def _corrections(evaluation: Evaluation, ruleset: Ruleset) -> tuple[Way, ...]:
    reasons = set(evaluation.reasons)
    found = []
    if UNLINKED & reasons and not ruleset.unlinked_passes and ruleset.assessment_required:
        found.append(Way(WayKind.LINK_AN_ASSESSMENT, _LINK))
    if Reason.COMPLETION_IN_DOUBT in reasons:
        found.append(Way(WayKind.CORRECT_THE_RECORD, _UNDATED))
    if Reason.FAIL_WITHOUT_EVIDENCE in reasons:
        found.append(Way(WayKind.CORRECT_THE_RECORD, _FAIL))
    if Reason.PLACE_UNKNOWN in reasons:
        found.append(Way(WayKind.CORRECT_THE_RECORD, _PLACE))
    elif not evaluation.prescribed:
        if reasons & {Reason.LEVEL_UNKNOWN, Reason.PRESCRIBER_UNKNOWN}:
            found.append(Way(WayKind.CORRECT_THE_RECORD, _PROFILE))
        found.append(Way(WayKind.PRESCRIBE_COURSES, _PLAN))
    return tuple(found)
