"""Which score passes an assessment, and the certificate that passes it whatever the score."""

from dataclasses import replace

from app.policy.facts import AssessmentResult, AssessmentTerms
from app.policy.outcome import AssessmentEvidence
from app.policy.rules.ruleset import Ruleset

WHOLE = 100.0


def judged(
    result: AssessmentResult, terms: AssessmentTerms | None, ruleset: Ruleset
) -> AssessmentResult:
    """Return a result in the state that counts: iGOT's, or that to which the ordered cut-off leads.

    House rules `assessment.pass_mark` and `assessment.certificate_passes`.
    ``terms`` are those that hold for the assessment. The score that iGOT shows is read in percent;
    where it shows none, or none that can be a percentage, its own word stands.
    """
    if result.certified and ruleset.certificate_passes:
        return replace(result, evidence=AssessmentEvidence.CERTIFICATE)
    cut_off, score = _cut_off(terms, ruleset), result.score
    comparable = cut_off is not None and score is not None and 0.0 <= score <= WHOLE
    # Of what was learned before certificates were kept nobody knows whether there is one.
    if cut_off is None or score is None or not comparable or result.certified is None:
        return result
    return replace(
        result,
        state="passed" if score >= cut_off else "failed",
        evidence=AssessmentEvidence.CUT_OFF,
    )


def _cut_off(terms: AssessmentTerms | None, ruleset: Ruleset) -> float | None:
    by_order = ruleset.passed_by == "by_order"
    return terms.cut_off_percent if by_order and terms is not None else None
