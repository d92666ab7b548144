"""The import contracts hold, and are seen to fail when broken."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, imports, parsed
from tests.harness.programs import ran

LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
BREACHES = [
    pytest.param("policy", "import sqlalchemy", "Policy is pure", id="policy-sql"),
    pytest.param("policy", "import app.store", "Requests flow down", id="policy-store"),
    pytest.param("services", "import sqlalchemy", "SQL stays in the store", id="service-sql"),
    pytest.param("services", "import app.api", "Requests flow down", id="service-api"),
    pytest.param("jobs", "import sqlalchemy", "Jobs reach our tables", id="jobs-sql"),
    pytest.param("store", "import app.integrations", "Requests flow down", id="store-feeds"),
    pytest.param("api", "import app.settings", "read settings", id="api-settings"),
    pytest.param(
        "services", "import app.integrations.igot.api", "choose an adapter", id="service-adapter"
    ),
    pytest.param(
        "integrations/sparrow", "import app.integrations.igot", "do not know", id="sparrow-igot"
    ),
    pytest.param(
        "integrations/igot/stand_in", "import app.errors", "its own program", id="stand-in-errors"
    ),
    pytest.param(
        "integrations/sparrow/stand_in",
        "import app.integrations.sparrow.wire",
        "SPARROW is its own program",
        id="sparrow-stand-in-wire",
    ),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the tree whose contracts may be broken."""
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def lint(tree: Path) -> tuple[int, str]:
    """Return lint-imports' exit code over a tree and the part of its report that names breaches."""
    done = ran(LINT, cwd=tree)
    return done.returncode, done.stdout.partition("Broken contracts")[2]


def test_the_contracts_hold(copy: Path) -> None:
    """No module imports what its place forbids."""
    assert lint(copy) == (0, "")


@pytest.mark.parametrize(("place", "line", "contract"), BREACHES)
def test_a_planted_breach_fails(copy: Path, place: str, line: str, contract: str) -> None:
    """One forbidden import, anywhere it matters, breaks the contract that forbids it."""
    planted = copy / "app" / place / "planted.py"
    planted.write_text(f'"""Planted."""\n\n{line}\n', "utf-8")
    code, report = lint(copy)

    assert code == 1
    assert contract in report


def test_a_new_package_must_be_placed(copy: Path) -> None:
    """A package at the top that no layer names fails, so that somebody gives it a place."""
    (copy / "app" / "sundries.py").write_text('"""Planted."""\n', "utf-8")
    code, report = lint(copy)

    assert code == 1
    assert "sundries" in report


def test_a_cycle_fails(copy: Path) -> None:
    """Two modules that import each other are found."""
    for name, other in (("first", "second"), ("second", "first")):
        planted = copy / "app" / "policy" / f"{name}.py"
        planted.write_text(f'"""Planted."""\n\nimport app.policy.{other}\n', "utf-8")
    code, report = lint(copy)

    assert code == 1
    assert "No cycles" in report


def test_the_stand_in_knows_only_the_reporting_year() -> None:
    """The stand-in speaks the wire on its own account, sharing nothing with the client."""
    own = ("app.integrations.igot.stand_in", "app.policy.reporting_year")
    foreign = {
        f"{path}: {name}"
        for path, tree in parsed("app/integrations/igot/stand_in")
        for name in imports(tree)
        if name.startswith("app.") and not name.startswith(own)
    }

    assert foreign == set()


def test_policy_stands_on_the_standard_library() -> None:
    """Policy imports the standard library, itself, the errors, and pydantic for loading rules."""
    known = {*sys.stdlib_module_names, "pydantic"}
    foreign = {
        f"{path}: {name}"
        for path, tree in parsed("app/policy")
        for name in imports(tree)
        if name.partition(".")[0] not in known and not name.startswith(("app.policy", "app.errors"))
    }

    assert foreign == set()
