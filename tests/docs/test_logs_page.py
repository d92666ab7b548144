"""docs/logs.md: every event that our code logs, and none that it does not."""

import ast
import re

from tests.architecture.tree import ROOT, parsed

ROW = re.compile(r"^\| `(app/\S+)` \| (\w+) \| `(.+?)` \| .+\. \|$", re.MULTILINE)
LOGGERS = {"log", "logger", "requests"}
LEVELS = {"debug", "info", "warning", "error", "exception"}


def test_each_event_is_told_and_none_invented() -> None:
    """The page's rows are the code's calls: where, on which level, in which words."""
    said = {
        (str(path.parent), node.func.attr, node.args[0].value)
        for path, tree in parsed("app")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LEVELS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in LOGGERS
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }

    assert set(ROW.findall((ROOT / "docs" / "logs.md").read_text("utf-8"))) == said
