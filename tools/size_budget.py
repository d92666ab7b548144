"""Holds files, functions and routes to the size budget, and prints where the medians stand."""

import ast
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PRODUCT = ("app", "migrations")
PROOF = ("tests",)
TOOLS = ("bench", "tools")
FILE_LINES = 350
FUNCTION_LINES = 40
STATEMENT_LINES = 60
ROUTE_LINES = 35
# A function that is one SQL statement says so at the end of its first line.
ONE_STATEMENT = "# one SQL statement"
METHODS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "api_route"})

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Function:
    """A function's place, its lines without its docstring, and how many it may have."""

    place: str
    lines: int
    allowed: int
    route: bool


@dataclass(frozen=True, slots=True)
class Source:
    """One file: all its lines, its lines of code, its functions."""

    path: Path
    lines: int
    code: int
    functions: tuple[Function, ...]


def main(root: Path) -> int:
    """Print the figures and every breach; return 1 when there is one."""
    groups = {
        "product": list(sources(root, PRODUCT)),
        "tests": list(sources(root, PROOF)),
        "tools": list(sources(root, TOOLS)),
    }
    for name, group in groups.items():
        print(summary(name, group))
    code = {name: sum(source.code for source in group) for name, group in groups.items()}
    print(f"tests : product = {code['tests'] / max(code['product'], 1):.2f} lines of code")
    found = [breach for group in groups.values() for source in group for breach in breaches(source)]
    for breach in found:
        print(f"too long: {breach}", file=sys.stderr)
    return 1 if found else 0


def sources(root: Path, folders: Sequence[str]) -> Iterator[Source]:
    """Read every Python file of the folders that has anything in it."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            text = path.read_text("utf-8")
            if text.strip():
                yield measure(path.relative_to(root), text)


def measure(path: Path, text: str) -> Source:
    """Measure one file."""
    lines = text.splitlines()
    code = sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, FunctionNode))
    functions = tuple(measure_function(path, node, lines) for node in nodes)
    return Source(path, len(lines), code, functions)


def measure_function(path: Path, node: FunctionNode, lines: Sequence[str]) -> Function:
    """Measure one function; a route counts with its signature, and any other likewise."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    route = path.parts[:2] == ("app", "api") and any(map(is_route, node.decorator_list))
    statement = ONE_STATEMENT in lines[node.lineno - 1]
    allowed = ROUTE_LINES if route else STATEMENT_LINES if statement else FUNCTION_LINES
    return Function(f"{path}:{node.lineno} {node.name}", length, allowed, route)


def is_route(decorator: ast.expr) -> bool:
    """Tell whether a decorator registers a route, as ``@router.get(...)`` does."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in METHODS


def breaches(source: Source) -> Iterator[str]:
    """Name what in a file is over the budget."""
    if source.lines > FILE_LINES:
        yield f"{source.path}: {source.lines} lines, {FILE_LINES} allowed"
    for function in source.functions:
        if function.lines > function.allowed:
            yield f"{function.place}: {function.lines} lines, {function.allowed} allowed"


def summary(name: str, group: Sequence[Source]) -> str:
    """Say how a group of files stands: median, nine tenths, longest."""
    functions = [function.lines for source in group for function in source.functions]
    routes = [item.lines for source in group for item in source.functions if item.route]
    parts = [
        f"files {spread([source.lines for source in group])}",
        f"functions {spread(functions)}",
    ]
    if routes:
        parts.append(f"routes {spread(routes)}")
    return f"{name:<8}{len(group):>4} files, median/p90/longest: " + ", ".join(parts)


def spread(lengths: Sequence[int]) -> str:
    """Return median, ninth decile and greatest of some lengths."""
    if not lengths:
        return "-"
    ordered = sorted(lengths)
    decile = ordered[min(len(ordered) - 1, len(ordered) * 9 // 10)]
    return f"{statistics.median(ordered):g}/{decile}/{ordered[-1]}"


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parents[1]))
