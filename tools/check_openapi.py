"""Compares openapi.yaml with what the application serves; with --write, writes it anew."""

import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from app.main import create_app

CONTRACT = Path(__file__).parents[1] / "openapi.yaml"
SHOWN_LINES = 30


def main(arguments: Sequence[str]) -> int:
    """Return 1 when the file and the application differ, after showing where."""
    served = rendered()
    if "--write" in arguments:
        CONTRACT.write_text(served, "utf-8")
        print(f"openapi: wrote {CONTRACT.name}")
        return 0
    held = CONTRACT.read_text("utf-8") if CONTRACT.exists() else ""
    if held == served:
        print("openapi: openapi.yaml is what the application serves")
        return 0
    found = difflib.unified_diff(
        held.splitlines(), served.splitlines(), "openapi.yaml", "the application", lineterm="", n=1
    )
    print(
        "openapi: openapi.yaml is not what the application serves; run make openapi",
        file=sys.stderr,
    )
    for _, line in zip(range(SHOWN_LINES), found, strict=False):
        print(line, file=sys.stderr)
    return 1


def rendered() -> str:
    """Return the application's contract as YAML, in the application's own order."""
    return yaml.safe_dump(create_app().openapi(), sort_keys=False, allow_unicode=True, width=100)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
