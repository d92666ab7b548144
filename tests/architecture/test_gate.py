"""The gate's own tools: they find what they are for."""

from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tools import rehearse_image, size_budget

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
LONG_ROUTE = '@router.get("/x")\nasync def read() -> None:\n    """Read."""\n' + "    x = 1\n" * 35
LONG_FUNCTION = "def f() -> None:\n" + "    x = 1\n" * 40


def found(path: str, text: str) -> list[str]:
    """Return the breaches of the size budget in a file's text."""
    return list(size_budget.breaches(size_budget.measure(Path(path), text)))


def test_a_long_function_is_found() -> None:
    """Forty-one lines are too many, unless the function says that it is one SQL statement."""
    said = LONG_FUNCTION.replace(":\n", f":  {size_budget.ONE_STATEMENT}\n", 1)

    assert found("app/store/x.py", LONG_FUNCTION) == ["app/store/x.py:1 f: 41 lines, 40 allowed"]
    assert found("app/store/x.py", said) == []


def test_a_long_route_is_found() -> None:
    """A route may have fewer lines than another function; its docstring does not count."""
    assert found("app/api/x.py", LONG_ROUTE) == ["app/api/x.py:2 read: 36 lines, 35 allowed"]
    assert found("app/services/x.py", LONG_ROUTE) == []


def test_a_long_file_is_found() -> None:
    """A file of more than 350 lines is named with its length."""
    assert found("app/x.py", "x = 1\n" * 351) == ["app/x.py: 351 lines, 350 allowed"]


def test_the_image_ends_without_root_or_build_tools() -> None:
    """The final stage runs as its own account and installs nothing."""
    final = DOCKERFILE.rpartition("FROM python")[2]
    steps = dict(rehearse_image.instructions(f"FROM python{final}"))

    assert steps["USER"].partition(":")[0] != "0"
    assert "RUN" not in steps


def test_every_step_of_the_image_can_be_rehearsed(tmp_path: Path) -> None:
    """An instruction that the rehearsal doesn't know is an error, not passed over."""
    rehearsal = rehearse_image.Rehearsal(tmp_path, "python3")

    with pytest.raises(rehearse_image.RehearsalError, match="ADD can't be rehearsed"):
        rehearsal.follow("ADD", "https://example.invalid/x /x")


def test_continued_lines_are_one_instruction() -> None:
    """A backslash joins lines; comments between them fall away."""
    text = "# why\nRUN one && \\\n    # why\n    two\n"

    assert [(word, rest.split()) for word, rest in rehearse_image.instructions(text)] == [
        ("RUN", ["one", "&&", "two"])
    ]


def test_a_missing_file_fails_the_rehearsal(tmp_path: Path) -> None:
    """A COPY of what isn't there fails as it would in a build."""
    with pytest.raises(rehearse_image.RehearsalError, match="there is no absent"):
        rehearse_image.place(tmp_path / "absent", tmp_path / "there", into=False)
