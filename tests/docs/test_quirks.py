"""docs/igot-quirks.md: no quirk without a test, no reason for quarantine that is not told."""

import ast
import re
from pathlib import Path

from tests.architecture.tree import ROOT, parsed

PAGE = (ROOT / "docs" / "igot-quirks.md").read_text("utf-8")
NUMBERS = range(1, 43)
ROW = re.compile(r"^\| (\d+) \|.*\| `(tests/\S+\.py)::(test_quirk_(\d\d)_\w+)` \|$", re.MULTILINE)
REASON = re.compile(r"`([a-z]+(?:[-_][a-z]+)+)`")
KEEPING = {"QuirkError", "Fault", "Doubt"}
IN_SQL = re.compile(r"'(official_unknown)'")


def reasons_told() -> set[str]:
    """Return the reasons in the page's columns for them."""
    rows = [line.split("|") for line in PAGE.splitlines() if line.startswith("| ")]
    cells = [row[4] if row[1].strip().isdigit() else row[1] for row in rows]
    return {reason for cell in cells for reason in REASON.findall(cell)}


def reasons_given() -> set[str]:
    """Return the reasons by which the code keeps a record aside."""
    given = {
        node.args[0].value
        for _, tree in parsed("app")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in KEEPING
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    statements = (ROOT / "app" / "store" / "statements").rglob("*.sql")
    in_sql = {name for one in statements for name in IN_SQL.findall(one.read_text("utf-8"))}
    return {str(name) for name in given} | in_sql


def test_no_quirk_is_without_a_test() -> None:
    """Each number stands once, with a test that is there and bears it."""
    found = ROW.findall(PAGE)
    missing = [
        (number, name)
        for number, path, name, _ in found
        if f"def {name}(" not in Path(ROOT / path).read_text("utf-8")
    ]

    assert [int(number) for number, *_ in found] == list(NUMBERS)
    assert [row for row in found if int(row[0]) != int(row[3])] == []
    assert missing == []


def test_every_reason_for_quarantine_is_told_and_none_invented() -> None:
    """What the page names is what the code gives, both ways."""
    assert reasons_told() == reasons_given()
