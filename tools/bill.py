"""Compares the bills of materials with the locks of what runs; with --write, writes them anew.

CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): what is installed to run the service, and what
asks for what. The digests of the files stand in the locks.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parents[1] / "requirements"
# What runs, and what runs where traces are sent.
LOCKS = ("run", "telemetry")
PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s;]+)(?: ; ([^\\]+?))?(?: \\)?$")
ASKED_BY = re.compile(r"^    #(?: via|  ) ([a-z0-9._-]+)$")
# What else stands in a lock: heads, digests, and what the list itself asks for.
BESIDE = re.compile(r"^#|^    --hash=|^    #(?: via|  ) -r |^    # via$")


@dataclass(frozen=True, slots=True)
class Pinned:
    """A distribution as a lock pins it, where it is installed at all, and what asks for it."""

    name: str
    version: str
    marker: str | None
    asked_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Return its package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


def main(arguments: Sequence[str]) -> int:
    """Return 1 when a bill is not what its lock says."""
    differing = 0
    for name in LOCKS:
        place = PLACE / f"{name}.cdx.json"
        written = json.dumps(bill(_lock(name)), indent=1) + "\n"
        if "--write" in arguments:
            place.write_text(written, "utf-8")
        elif not place.exists() or place.read_text("utf-8") != written:
            print(f"bill: {place.name} is not what {name}.txt says; run make bill", file=sys.stderr)
            differing += 1
    if not differing:
        print("bill: the bills of materials are what the locks say")
    return int(differing > 0)


def bill(lock: str) -> dict[str, Any]:
    """Return the bill of materials of a lock."""
    held = {one.name: one for one in pinned(lock)}
    asked: dict[str, list[str]] = {one.purl: [] for one in held.values()}
    for one in held.values():
        for name in one.asked_by:
            asked[held[name].purl].append(one.purl)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "karmasetu"}},
        "components": [_component(one) for one in held.values()],
        "dependencies": [{"ref": ref, "dependsOn": found} for ref, found in asked.items()],
    }


def _component(one: Pinned) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": one.purl,
        "name": one.name,
        "version": one.version,
        "purl": one.purl,
    }
    if one.marker:
        told["properties"] = [{"name": "karmasetu:marker", "value": one.marker}]
    return told


def pinned(lock: str) -> Iterator[Pinned]:
    """Yield the distributions of a lock as uv writes it; raise ValueError for a line of another."""
    held: tuple[str, str, str | None] | None = None
    asked_by: list[str] = []
    for line in lock.splitlines():
        if found := PINNED.match(line):
            if held:
                yield Pinned(*held, tuple(asked_by))
            held, asked_by = (found[1], found[2], found[3]), []
        elif asking := ASKED_BY.match(line):
            asked_by.append(asking[1])
        elif not BESIDE.match(line):
            raise ValueError(f"this line of a lock can't be read: {line}")
    if held:
        yield Pinned(*held, tuple(asked_by))


def _lock(name: str) -> str:
    return (PLACE / f"{name}.txt").read_text("utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
