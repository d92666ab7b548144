"""The rules files: whole, cited, and refused with all their faults at once."""

import dataclasses
import re
import tomllib
from importlib import resources

import pytest

from app.errors import InvalidError, NotFoundError
from app.policy.reporting_year import ReportingYear
from app.policy.rules.rules_file import RulesFile, Standing
from app.policy.rules.ruleset import available_years, load, parse
from tests.policy.factories import RULES, YEAR

SHIPPED = (ReportingYear(2025), ReportingYear(2026))
MANDATE = "No. T-28/27/2025-iGOT"


def shipped_text() -> str:
    """Return the rules file of 2025-26 as it is shipped."""
    return (resources.files("app.policy.rules") / "2025-26.toml").read_text(encoding="utf-8")


def faults_of(text: str) -> dict[str, str]:
    """Return the faults that a rules file is refused with, by their place."""
    with pytest.raises(InvalidError) as refused:
        parse(text, YEAR)
    return dict(refused.value.faults)


def test_the_shipped_years_are_available() -> None:
    """Rules are shipped for the first two reporting years of the mandate."""
    assert available_years() == SHIPPED


def test_a_year_without_rules_is_not_found() -> None:
    """A year that has no file has no rules, and none are made up for it."""
    with pytest.raises(NotFoundError):
        load(ReportingYear(2024))


@pytest.mark.parametrize("year", SHIPPED, ids=str)
def test_every_rule_has_its_source(year: ReportingYear) -> None:
    """A rule of a memorandum cites it; a house rule, and only that, names its open question."""
    rules = load(year).rules

    assert all(rule.citation for rule in rules if rule.standing is not Standing.HOUSE)
    assert all((rule.question is not None) == (rule.standing is Standing.HOUSE) for rule in rules)


@pytest.mark.parametrize(
    ("rule_id", "first", "second"),
    [
        ("completion.share", "stated", "stated"),
        ("completion.window", "stated", "house"),
        ("completion.window_opens", "house", "house"),
        ("assessment.required", "stated", "stated"),
        ("assessment.attempt", "house", "house"),
        ("plans.minimum_courses", "illustrative", "illustrative"),
        ("plans.apar_flag_required", "house", "house"),
        ("levels.central", "illustrative", "illustrative"),
        ("levels.bands", "illustrative", "illustrative"),
        ("levels.at_twenty_five", "house", "house"),
    ],
)
def test_standings(rule_id: str, first: str, second: str) -> None:
    """What was dated for 2025-26 alone is a house rule in 2026-27; the annual carries on."""
    standings = tuple(load(year).rule(rule_id).standing for year in SHIPPED)

    assert standings == (first, second)


def test_the_share_is_half_by_paragraph_3_v() -> None:
    """At least 50 % of the prescribed courses: OM of 04.07.2025, para 3(v)."""
    citation = RULES.rule("completion.share").citation

    assert (RULES.share_numerator, RULES.share_denominator) == (1, 2)
    assert citation is not None
    assert (citation.memorandum, citation.paragraph) == (MANDATE, "3(v)")


def test_an_unknown_rule_is_an_error() -> None:
    """Asking for a rule that no ruleset holds is a mistake, not an empty answer."""
    with pytest.raises(KeyError):
        RULES.rule("completion.pass_mark")


def test_the_digest_names_the_content() -> None:
    """The same rules give the same digest however they are written; another value another one."""
    text = shipped_text()
    changed = text.replace('value = "best"', 'value = "latest"')

    assert re.fullmatch("[0-9a-f]{64}", RULES.digest)
    assert parse("# a remark\n" + text, YEAR) == RULES
    assert parse(changed, YEAR).digest != RULES.digest


def test_rules_stand_in_the_order_of_their_ids() -> None:
    """The published order does not depend on the order of the file, and leaves no rule out."""
    ids = [rule.id for rule in RULES.rules]

    assert ids == sorted(ids)
    assert len(ids) == len(tomllib.loads(shipped_text())) - 2


def test_text_that_is_not_toml_is_refused() -> None:
    """A file that can't be read is one fault of the file."""
    assert list(faults_of("schema = ")) == ["file"]


BREAKS = {
    'year = "2025-26"': 'year = "2026-27"',
    "{ numerator = 1, denominator = 2 }": "{ numerator = 3, denominator = 2 }",
    "{ last_day = 2026-03-31 }": "{ last_day = 2026-03-30 }",
    "{ first_day = 2025-04-01 }": "{ first_day = 2025-01-01 }",
    'g"]\nstanding = "house"': 'g"]\nstanding = "stated"',
    "limits = [9, 16, 25]": "limits = [9, 25, 16]",
    '"gmail.com"': '"Gmail.com"',
    '"so_aso", "us", "ds': '"us", "so_aso", "ds',
    '"under secretary" = "us"': '"Under Secretary" = "us"',
    'value = "best"': 'value = "median"',
    'value = "opens"': 'value = "opens"\nremark = "none"',
}
BROKEN = {
    "year",
    "completion.share.value.denominator",
    "completion.window.value.last_day",
    "completion.window_opens.value.first_day",
    "completion.rounding.citation",
    "completion.rounding.question",
    "levels.bands.value.limits",
    "onboarding.personal_email_domains",
    "levels.central",
    "levels.designations",
    "assessment.attempt.value",
    "levels.years_counted_at.remark",
}


def test_every_fault_is_named_at_once() -> None:
    """One refusal names each wrong value, missing source and contradiction of the file."""
    text = shipped_text()
    for was, becomes in BREAKS.items():
        assert was in text, was
        text = text.replace(was, becomes, 1)

    assert set(faults_of(text)) == BROKEN


def test_a_designation_never_leads_to_a_band() -> None:
    """Bands go by years of service, so no designation may stand for one."""
    text = shipped_text().replace('"under secretary" = "us"', '"under secretary" = "upto_9"')

    assert "never to a band" in faults_of(text)["levels.designations"]


def test_a_missing_rule_is_a_fault() -> None:
    """No rule has a silent default."""
    assert len(faults_of('schema = 1\nyear = "2025-26"\n')) == len(RULES.rules)


def test_a_file_is_only_read_for_a_year() -> None:
    """Checking a rules file without its year is a mistake of the caller."""
    with pytest.raises(TypeError):
        RulesFile.model_validate(tomllib.loads(shipped_text()))


def test_a_ruleset_can_be_varied_but_not_changed() -> None:
    """A ruleset is frozen: a variant is another ruleset."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        RULES.minimum_courses = 3  # type: ignore[misc] # the refusal under test
