"""Where an official stands with the assessments linked to the plans: OM of 04.07.2025, para 4."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.policy import assessment_terms, cut_off, reach
from app.policy.facts import AssessmentResult, AssessmentTerms, Completion, LinkedAssessment, Plan
from app.policy.outcome import AssessmentEvidence, AssessmentState
from app.policy.rules.ruleset import Ruleset
from app.policy.unlocking import Gate, gates
from app.policy.window import Window

_BEST_FIRST = ("passed", "failed", "not_established")
_WORST_FIRST = (
    AssessmentState.FAILED,
    AssessmentState.NOT_ESTABLISHED,
    AssessmentState.PENDING,
    AssessmentState.PASSED,
)


@dataclass(frozen=True, slots=True)
class AssessmentVerdict:
    """One linked assessment, where it stands, and when the deciding result was taken.

    ``attempts`` counts the results of the year; ``evidence`` is by what the deciding one counts as
    passed or failed; ``gates`` are the courses that unlock it; ``terms`` are what its prescriber
    ordered for it, and ``outside_window`` marks a pass outside their days.
    """

    assessment_id: int
    feed_id: str
    name: str
    state: AssessmentState
    taken_at: datetime | None
    attempts: int = 0
    evidence: AssessmentEvidence | None = None
    gates: tuple[Gate, ...] = ()
    terms: AssessmentTerms | None = None
    outside_window: bool = False

    @property
    def unlocked(self) -> bool:
        """Whether it is open: every gate course is completed, or there is none."""
        return all(gate.completed for gate in self.gates)


def judge(
    plans: Sequence[Plan],
    results: Sequence[AssessmentResult],
    window: Window,
    ruleset: Ruleset,
    completions: Sequence[Completion] = (),
    terms: Sequence[AssessmentTerms] = (),
) -> tuple[AssessmentVerdict, ...]:
    """Judge each distinct assessment linked to some plans once, in the order of their feed ids."""
    holding = assessment_terms.holding(plans, terms, window)
    linked = {plan.assessment.assessment_id: plan.assessment for plan in plans if plan.assessment}
    verdicts = (
        replace(
            _verdict(one, results, window, ruleset, holding.get(one.assessment_id)),
            gates=gates(plans, one.assessment_id, completions, window),
        )
        for one in linked.values()
    )
    return tuple(sorted(verdicts, key=lambda verdict: verdict.feed_id))


def mandates_any(plans: Iterable[Plan], prescriber_id: int | None, ruleset: Ruleset) -> bool:
    """Say whether a prescriber's plans that would count link an assessment, whomever they reach."""
    linking = tuple(
        plan for plan in plans if plan.authority_id == prescriber_id and plan.assessment is not None
    )
    return bool(reach.flagged(linking, ruleset))


def overall(verdicts: Sequence[AssessmentVerdict]) -> AssessmentState:
    """Return the state that decides: the worst one, since all that are mandated must be passed."""
    found = {verdict.state for verdict in verdicts}
    return next((state for state in _WORST_FIRST if state in found), AssessmentState.NOT_LINKED)


def _verdict(
    linked: LinkedAssessment,
    results: Sequence[AssessmentResult],
    window: Window,
    ruleset: Ruleset,
    terms: AssessmentTerms | None,
) -> AssessmentVerdict:
    admitted = [
        cut_off.judged(one, terms, ruleset)
        for one in results
        if one.assessment_id == linked.assessment_id and _admitted(one, terms, window, ruleset)
    ]
    decides = _latest if ruleset.assessment_attempt == "latest" else _best
    decided = min(admitted, key=decides, default=None)
    return AssessmentVerdict(
        linked.assessment_id,
        linked.feed_id,
        linked.name,
        AssessmentState.PENDING if decided is None else AssessmentState(decided.state),
        None if decided is None else decided.taken_at,
        len(admitted),
        None if decided is None else decided.evidence,
        terms=terms,
        outside_window=assessment_terms.outside(decided, terms),
    )


def _admitted(
    result: AssessmentResult, terms: AssessmentTerms | None, window: Window, ruleset: Ruleset
) -> bool:
    """Say whether a result counts: by its day, which may be unknown, and by the ordered days."""
    if result.taken_at is None:
        return ruleset.undated_counts
    open_then = ruleset.outside_days_counts or assessment_terms.open_on(result.taken_at, terms)
    return open_then and window.admits(result.taken_at)


def _best(result: AssessmentResult) -> tuple[int, float]:
    """Put passes first, of equal ones the earliest: the day that the APAR entry shows."""
    taken_at = result.taken_at
    early = float("inf") if taken_at is None else taken_at.timestamp()
    return _BEST_FIRST.index(result.state), early


def _latest(result: AssessmentResult) -> tuple[float, int]:
    return _recent_first(result.taken_at), _BEST_FIRST.index(result.state)


def _recent_first(taken_at: datetime | None) -> float:
    return float("inf") if taken_at is None else -taken_at.timestamp()
