"""Habits that no linter we have can hold."""

import ast
from pathlib import Path

from tests.architecture.tree import ROOT, parsed

COMMITS_HERE = Path("app/store/database.py")
COMMITTING = {"commit", "begin", "autocommit"}
PRINTS_HERE = (Path("app/commands"), Path("app/demo"))
STARTING = {"subprocess.run", "subprocess.Popen", "asyncio.create_subprocess_exec"}
STARTED_OTHERWISE = {
    "tests/browser/chromium.py": "the browser, no program of ours",
    "tests/contract/fuzzing.py": "schemathesis, which prints what it made up",
    "tests/embedded/test_server.py": "stderr is the test's own, which is looked at after each test",
    "tests/reader/scene.py": "the reader of `make reader`, which prints what it reads",
}
DOCUMENTED = ("app", "bench", "migrations", "tests", "tools")


def test_only_the_database_module_commits() -> None:
    """A transaction is opened and committed in one place, so that half a request never persists."""
    elsewhere = {
        f"{path}:{node.lineno}"
        for path, tree in parsed("app")
        for node in ast.walk(tree)
        if path != COMMITS_HERE
        and isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in COMMITTING
    }

    assert elsewhere == set()


def test_every_module_says_what_it_is_for() -> None:
    """A module opens with a docstring whose first line is a sentence on its own."""
    silent = [str(path) for path, tree in parsed(*DOCUMENTED) if not first_line(tree).endswith(".")]

    assert silent == []


def first_line(node: ast.Module | ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """Return the first line of a docstring, or nothing."""
    return (ast.get_docstring(node) or "").partition("\n")[0]


def test_every_test_states_its_rule() -> None:
    """A test function has a docstring that says in a sentence what must hold."""
    silent = {
        f"{path}:{node.lineno} {node.name}"
        for path, tree in parsed("tests")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not first_line(node).endswith(".")
    }

    assert silent == set()


def test_only_the_commands_print() -> None:
    """What runs as a service logs; printing is for who sits at a terminal."""
    printing = {
        f"{path}:{node.lineno}"
        for path, tree in parsed("app")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
        and not any(path.is_relative_to(place) for place in PRINTS_HERE)
        and path != Path("app/demo.py")
    }

    assert printing == set()


def test_programs_are_started_where_their_log_is_read() -> None:
    """A test starts a program through the harness, or it is said why that need not be."""
    starting = {
        str(path)
        for path, tree in parsed("tests")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in STARTING
    }

    assert starting == {"tests/harness/programs.py", *STARTED_OTHERWISE}


def test_requirements_name_no_address() -> None:
    """Locked files hold versions and hashes; where packages come from is each machine's affair."""
    locked = sorted((ROOT / "requirements").glob("*.txt"))
    named = [path.name for path in locked if "://" in path.read_text("utf-8")]

    assert locked
    assert named == []
