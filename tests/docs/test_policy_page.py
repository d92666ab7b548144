"""docs/policy.md: it says what the rules say, and its worked examples hold on both engines."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.policy import mandate, transfer
from app.policy.examples import Table, guides
from app.policy.facts import Employment, OfficialFacts
from app.policy.onboarding.facts import Matches
from app.policy.onboarding.findings import check
from app.policy.rules.ruleset import Ruleset, available_years, load
from app.store.database import Writing
from tests.harness.arranged import RULES, YEAR, take_completions
from tests.parity import comparing, writing
from tests.parity.writing import unwritten
from tests.policy.factories import GROUND, a_submitted
from tests.spec.checking import both_engines, expected
from tests.spec.tables import Example, examples
from tools import policy_page
from tools.policy_cells import HEADS, worded

# Other values for rules by which the engines decide: an example of each must notice.
BROKEN: dict[str, dict[str, Any]] = {
    "assessment.attempt": {"assessment_attempt": "latest"},
    "assessment.pass_mark": {"passed_by": "as_feed"},
    "assessment.required": {"assessment_required": False},
    "assessment.certificate_passes": {"certificate_passes": False},
    "assessment.none_linked_passes": {"unlinked_passes": False},
    "assessment.outside_window_counts": {"outside_days_counts": False},
    "assessment.undated_result_counts": {"undated_counts": False},
    "completion.after_due_date_counts": {"after_due_counts": False},
    "completion.before_plan_counts": {"before_plan_counts": False},
    "completion.doubt_withholds": {"doubt_withholds": False},
    "completion.equivalent_counts": {"equivalents": "never"},
    "completion.rounding": {"share_denominator": 3},
    "completion.share": {"share_denominator": 3},
    "levels.at_twenty_five": {"at_twenty_five": "25_and_above"},
    "levels.bands": {"bands": (8, 15, 24)},
    "levels.central": {"central_levels": frozenset({"us"})},
    "levels.designations": {"level_map": {}},
    "levels.years_counted_at": {"years_counted_at": "closes"},
    "plans.apar_flag_required": {"apar_flag_required": False},
    "plans.retired_after_year_counts": {"retired_plans_count": False},
    "plans.several_count_together": {"plans_count_together": False},
    "plans.vanished_course_stays": {"vanished_stay": False},
    "prescriber.all_india_services": {"all_india_services": frozenset()},
    "scope.employment_without_apar": {"employment_without_apar": frozenset()},
    "scope.exemption_covers": {"exemption_covers": "whole_year"},
    "scope.missing_group": {"missing_group": Employment.OUTSOURCED},
    "scope.retirement": {"retirement": "as_other_exemptions", "exemption_covers": "whole_year"},
    "year.joiner": {"share_numerator": 1, "share_denominator": 4},
    "year.transfer": {"transfer": "longest"},
    "year.unplaced": {"unplaced": "present_place"},
}


@dataclass(frozen=True)
class Case:
    """A row of a worked example, and the rule that it explains."""

    rule_id: str
    table: Table
    example: Example

    def __str__(self) -> str:
        return f"{self.rule_id}: {' '.join(self.example.words.values())}"


def cases(*, of_emails: bool) -> list[Case]:
    """Return all rows of all worked examples: those about e-mails, or those about officials."""
    return [
        Case(rule_id, table, example)
        for rule_id, guide in guides().items()
        for table in guide.tables
        if ("email" in table.heads) is of_emails
        for example in examples(table.rows, rules=varied(**table.under))
    ]


def varied(**under: Any) -> Ruleset:
    """Return the year's rules, with what a table varies."""
    return replace(RULES, **under)


@pytest.mark.parametrize("case", cases(of_emails=False), ids=str)
async def test_worked_examples(
    undone: Writing, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    """Each line of the page comes out of both engines as it stands there."""
    in_seconds(case.example.words, monkeypatch)
    said = await both_engines(undone, case.example)

    assert expected(case.example)
    assert said == [expected(case.example)] * 2


def in_seconds(words: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a row's completions take so long after the enrolment, for both engines."""
    if "took" not in words:
        return
    taken, honest_facts = timedelta(seconds=int(words["took"])), comparing.facts_of

    def quick_facts(*place: Any) -> OfficialFacts:
        facts = honest_facts(*place)
        done = tuple(
            replace(one, enrolled_at=one.completed_at - taken, duration_seconds=1200)
            for one in facts.completions
        )
        return replace(facts, completions=done)

    monkeypatch.setattr(writing, "take_completions", partial(take_completions, taken=taken))
    monkeypatch.setattr(comparing, "facts_of", quick_facts)


@pytest.mark.parametrize("case", cases(of_emails=True), ids=str)
def test_worked_examples_of_onboarding(case: Case) -> None:
    """What the page says of a submitted e-mail is what the check of submitted officials finds."""
    words = case.example.words
    findings = check([a_submitted(email=words["email"])], [Matches()], GROUND)

    assert [each.rule.id for each in findings] == words["findings"].split()


@pytest.mark.parametrize(("rule_id", "broken"), BROKEN.items(), ids=BROKEN)
def test_an_example_fails_where_its_rule_is_broken(rule_id: str, broken: dict[str, Any]) -> None:
    """Examples of a rule are none if they come out alike whatever the rule says."""
    held = [case for case in cases(of_emails=False) if case.rule_id == rule_id]
    usual = [case.example for case in held if not case.table.under]

    assert usual
    assert any(
        by_core(replace(each, population=replace(each.population, rules=varied(**broken))))
        != expected(each)
        for each in usual
    )


def by_core(example: Example) -> dict[str, Any]:
    """Return what the pure core says in those columns that the table states."""
    population = example.population
    written = unwritten(population)
    facts = comparing.facts_of(population, written, 0)
    placed, rules = transfer.placed(facts, population.book(written.authorities))
    said = comparing.plain(mandate.evaluate(placed, YEAR, rules, population.as_of))
    return {name: said[name] for name in expected(example)}


def test_every_rule_is_told() -> None:
    """Each rule of each year has plain words and examples, and nothing else has."""
    ids = {rule.id for year in available_years() for rule in load(year).rules}

    assert set(guides()) == ids
    assert all(guide.tables for guide in guides().values())


def test_a_switch_has_words_for_what_it_is_varied_to() -> None:
    """The words follow the value, and a value that nobody wrote words for is an error."""
    attempt = guides()["assessment.attempt"]

    assert attempt.says("best") != attempt.says("latest")
    with pytest.raises(KeyError):
        attempt.says("median")


def test_the_page_is_what_the_rules_say(capsys: pytest.CaptureFixture[str]) -> None:
    """The page in the repository is the one that the rules and examples give."""
    assert policy_page.main([]) == 0, capsys.readouterr().err


def test_a_page_that_differs_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changed page fails the check and is shown; written anew, it passes."""
    monkeypatch.setattr(policy_page, "PAGE", tmp_path / "policy.md")
    policy_page.PAGE.write_text(policy_page.page().replace("rounded up", "rounded down"), "utf-8")

    assert policy_page.main([]) == 1
    assert "rounded down" in capsys.readouterr().err
    assert [policy_page.main(["--write"]), policy_page.main([])] == [0, 0]


@pytest.mark.parametrize("year", available_years(), ids=str)
def test_every_source_stands_on_the_page(year: Any) -> None:
    """A policy officer finds each rule's quotation and each open question word for word."""
    page = policy_page.page()
    missing = [
        rule.id
        for rule in load(year).rules
        for words in (rule.question, rule.citation and rule.citation.quotation)
        if words and words not in page
    ]

    assert missing == []


@pytest.mark.parametrize(("head", "cell"), [("plans", "A=B"), ("official", "a king")])
def test_a_cell_without_words_is_an_error(head: str, cell: str) -> None:
    """A cell that nobody gave words to stops the page rather than standing in it unexplained."""
    with pytest.raises((KeyError, ValueError)):
        worded(head, cell)


def test_every_column_has_its_words() -> None:
    """Each column of each table has a head that an office understands."""
    heads = {head for guide in guides().values() for table in guide.tables for head in table.heads}

    assert heads <= set(HEADS)
