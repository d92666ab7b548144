"""Rules read back from how they were kept: the digest says whether they are still the same."""

from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import ValidationError

from app.errors import ConflictError
from app.policy.reporting_year import ReportingYear
from app.policy.rules import ruleset
from app.policy.rules.laying import unnamed_in
from app.policy.rules.rules_file import RulesFile
from app.policy.rules.ruleset import Override, Ruleset

KeptRule = Mapping[str, object]
_ENTRY = ("value", "standing", "citation", "question")


def restore(digest: str, year: ReportingYear, rules: Sequence[KeptRule]) -> Ruleset:
    """Return the rules that bear a digest, from each rule's id, value, standing and source.

    Those that a version of before named no rule, deciding so all the same, are filled in, and stay
    out of the digest. Raises ConflictError for rules that this version of the service reads
    otherwise or not at all: an answer by them would not be theirs.
    """
    document = {str(rule["id"]): {part: rule[part] for part in _ENTRY} for rule in rules}
    silent = unnamed_in(document, year)
    try:
        file = RulesFile.read(
            {"schema": RulesFile.FORM, "year": year.label, **silent, **document}, year
        )
    except ValidationError:
        raise ConflictError("this version of the service can't decide by these rules") from None
    found = ruleset.of_file(file, year, dict(_orders(rules)), document)
    if found.digest != digest:
        raise ConflictError("this version of the service reads these rules otherwise")
    return found


def _orders(rules: Sequence[KeptRule]) -> list[tuple[str, Override]]:
    noted = [(str(rule["id"]), rule.get("override")) for rule in rules]
    return [
        (
            rule_id,
            Override(
                str(order["number"]),
                date.fromisoformat(str(order["dated"])),
                str(order["issued_by"]),
            ),
        )
        for rule_id, order in noted
        if isinstance(order, Mapping)
    ]
