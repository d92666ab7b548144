"""The migrations: numbered, linear, and impatient about locks."""

import ast
import re

from tests.architecture.tree import ROOT

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
FILE_NAME = re.compile(r"([0-9]{4})_[a-z0-9_]+\.py")
LOCK_TIMEOUT = re.compile(r"SET (LOCAL )?lock_timeout")


def assigned(tree: ast.Module, name: str) -> object:
    """Return the constant that a migration assigns to a name at its top."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                return ast.literal_eval(node.value)
    return None


def test_migrations_are_numbered_from_one() -> None:
    """File names count 0001, 0002 and on, without a gap or a repetition."""
    numbers = [matched[1] for path in VERSIONS if (matched := FILE_NAME.fullmatch(path.name))]

    assert numbers == [f"{number:04}" for number in range(1, len(VERSIONS) + 1)]


def test_migrations_are_linear() -> None:
    """Each migration revises the one before it, and is called by its own number."""
    chain = []
    for path in VERSIONS:
        tree = ast.parse(path.read_text("utf-8"))
        chain.append((assigned(tree, "revision"), assigned(tree, "down_revision")))
    numbers = [path.name[:4] for path in VERSIONS]

    assert chain == list(zip(numbers, [None, *numbers], strict=False))


def test_migrations_do_not_wait_long_for_locks() -> None:
    """Upgrade and downgrade alike begin by setting lock_timeout, so that nothing queues behind."""
    patient = []
    for path in VERSIONS:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name in {"upgrade", "downgrade"}:
                first = ast.unparse(node.body[0])
                if not LOCK_TIMEOUT.search(first):
                    patient.append(f"{path.name} {node.name}")

    assert patient == []
