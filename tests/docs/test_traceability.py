"""docs/traceability.md: no clause of the memoranda is missing, and what it names exists."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from app.policy.liaison import catalogue as liaison_catalogue
from app.policy.liaison import ruleset as liaison_ruleset
from app.policy.onboarding.roster_catalogue import CATALOGUE
from app.policy.permission import IntendedCourse, OfferedBy, check
from app.policy.rules.ruleset import Citation, Rule, available_years, load

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "traceability.md"
# Read off the memoranda: each paragraph, bullet, row and addressee, in the order of the text.
AS_PRINTED = """
MC-1 MC-2.a MC-2.b MC-2.c MC-2.d MC-3 MC-3.i.a MC-3.i.b MC-3.i.c
MC-3.ii.a MC-3.ii.b MC-3.ii.c MC-3.ii.d MC-3.iii MC-3.iv.a MC-3.iv.b MC-3.iv.c MC-3.v
MC-3.vi.a MC-3.vi.b MC-3.vii MC-4.a MC-4.b MC-4.c MC-4.d MC-5.a MC-5.b MC-6.a MC-6.b
MC-TO.i MC-TO.ii MC-CC.i MC-CC.ii MC-CC.iii MC-CC.iv MC-CC.v MC-CC.vi MC-CC.vii
MC-A MC-A.1 MC-A.2 MC-A.3 MC-A.4 MC-A.5 MC-A.6
SS-1.a SS-1.b SS-2.a SS-2.b SS-3
SS-3.I SS-3.I.1 SS-3.I.2 SS-3.I.3 SS-3.I.4.a SS-3.I.4.b SS-3.I.5 SS-3.I.6 SS-3.I.7 SS-3.I.8
SS-3.I.9 SS-3.I.10 SS-3.I.11 SS-3.I.12 SS-3.II SS-3.II.1 SS-3.II.2 SS-3.II.3
SS-3.III SS-3.III.1 SS-3.III.2 SS-3.III.3 SS-3.III.4 SS-3.III.5.a SS-3.III.5.b
SS-3.III.6 SS-3.III.6.a SS-3.III.6.b SS-3.III.6.c SS-3.III.6.d SS-3.III.6.e
SS-3.IV SS-3.IV.1 SS-3.IV.2 SS-3.IV.3 SS-4
LO-1.a LO-1.b LO-1.c LO-1.d LO-1.e LO-1.f LO-1.g LO-2.a LO-2.b LO-3.a LO-3.b LO-3.c LO-4
LO-5.a LO-5.b LO-6 LO-TO.ii LO-TO.iii-DFS LO-TO.iii-DPE LO-TO.iv LO-TO.v LO-TO.vi LO-TO.vii
LO-TO.viii LO-TO.ix LO-TO.x LO-TO.xi LO-TO.xii LO-TO.xiii LO-TO.xiv
NP-FWD NP-1.a NP-1.b NP-1.c NP-1.d NP-2 NP-3 NP-4 NP-TO
FAQ-Q2.viii
AB-reported
"""
CLAUSES = AS_PRINTED.split()
# Rules that no clause leads to: they settle what the memoranda never mention.
WITHOUT_CLAUSE = {
    "feeds.stale_after",
    "onboarding.personal_email_domains",
    "scope.exemption_covers",
    "scope.retirement",
    "year.apar_periods",
}
MEMORANDA = {
    "No. T-28/27/2025-iGOT": "MC",
    "No. T-28/27/2025-iGOT-Part(2)": "AB",
    "No. T-28/98/2024-iGOT-Part (2)": "SS",
    "No. T-19011/1/2024-NTP": "NP",
    "F. No. 36023/1/2024-Estt.(Res-I)": "LO",
}
UNHELD = re.compile(r"later: \S.{5,}|not this service's business, because \S.{5,}")


@dataclass(frozen=True)
class Row:
    """One clause: its id, the rules, code and tests named for it, and the note."""

    clause: str
    rules: tuple[str, ...]
    code: tuple[str, ...]
    tests: tuple[str, ...]
    note: str


def rows() -> list[Row]:
    """Read the page's tables."""
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [
        Row(cell[0], named(cell[2]), named(cell[3]), named(cell[4]), cell[5])
        for cell in cells
        if cell[0] != "id"
    ]


def named(cell: str) -> tuple[str, ...]:
    """Return what a cell names between backticks."""
    return tuple(re.findall(r"`([^`]+)`", cell))


@cache
def functions_of(path: Path) -> frozenset[str]:
    """Return the names of the test functions in a file; none for a file that isn't there."""
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text("utf-8"))
    functions = (n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(n.name for n in functions if n.name.startswith("test_"))


def rule_ids() -> set[str]:
    """Return the id of every rule in every rules file."""
    return {rule.id for rule in published()}


def published() -> list[Rule]:
    """Return every rule of every year: those on courses, and those on liaison officers."""
    of_courses = [load(year).rules for year in available_years()]
    of_liaison = [liaison_ruleset.load(year).rules for year in liaison_ruleset.available_years()]
    return [rule for rules in (*of_courses, *of_liaison) for rule in rules]


def test_no_clause_is_missing() -> None:
    """Each clause stands once, in the order of the memoranda, and none is made up."""
    assert len(set(CLAUSES)) == len(CLAUSES)
    assert [row.clause for row in rows()] == CLAUSES


def test_every_clause_is_held_or_says_why_not() -> None:
    """A clause has code and a test that holds it, or a note says later or whose business it is."""
    loose = [
        row.clause
        for row in rows()
        if bool(row.code and row.tests) is bool(UNHELD.fullmatch(row.note))
    ]

    assert loose == []


def test_what_is_named_exists() -> None:
    """Every rule, finding, module and test that the page names is there."""
    findings = {rule.id for rule in (*CATALOGUE, *liaison_catalogue.CATALOGUE)}
    known = rule_ids() | findings
    missing = [
        f"{row.clause}: {name}"
        for row in rows()
        for name, there in (
            *((name, name in known) for name in row.rules),
            *((name, (ROOT / name).is_file()) for name in row.code),
            *((name, is_test(name)) for name in row.tests),
        )
        if not there
    ]

    assert missing == []


def is_test(name: str) -> bool:
    """Say whether ``path::name`` is a test function of that file."""
    path, _, function = name.partition("::")
    return function in functions_of(ROOT / path)


@pytest.mark.parametrize(
    "name",
    ["tests/docs/test_traceability.py::rows", "tests/docs/nowhere.py::test_rows", "tests/docs"],
)
def test_what_is_no_test_is_noticed(name: str) -> None:
    """A helper, a file that isn't there and a folder hold no clause."""
    assert not is_test(name)


def test_every_rule_has_its_clause() -> None:
    """Each rule and each cited finding is reached from a clause, but for what none mentions."""
    cited = {rule.id for rule in CATALOGUE if rule.citation}
    cited |= {rule.id for rule in liaison_catalogue.CATALOGUE}
    reached = {name for row in rows() for name in row.rules}

    assert (rule_ids() | cited) - reached == WITHOUT_CLAUSE


def citations() -> list[Citation]:
    """Return every citation that rules, findings and the answer on permissions carry."""
    rules = [rule.citation for rule in published()]
    asked = [check(IntendedCourse(each, None, outside_office_hours=True)) for each in OfferedBy]
    every = [*rules, *(rule.citation for rule in CATALOGUE), *(each.citation for each in asked)]
    return [citation for citation in every if citation]


@pytest.mark.parametrize("cited", citations(), ids=lambda one: f"{one.memorandum} {one.paragraph}")
def test_every_citation_leads_to_a_clause(cited: Citation) -> None:
    """The paragraph that a rule cites has its clause on the page."""
    paragraph = cited.paragraph.replace("Annexure A, sl. ", "A.").replace("(", ".").strip(")")
    clause = f"{MEMORANDA[cited.memorandum]}-{paragraph.lstrip('.')}"

    assert any(each == clause or each.startswith(f"{clause}.") for each in CLAUSES)
