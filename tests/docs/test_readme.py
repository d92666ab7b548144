"""The README names what exists: make's targets, the commands, the picture."""

import re

from app.cli import COMMANDS
from tests.architecture.tree import ROOT
from tests.docs import pages

README = ROOT / "README.md"
NAMED = re.compile(r"(?:`|^)make ([a-z][a-z0-9-]*)", re.MULTILINE)
TARGET = re.compile(r"^([a-z0-9-]+):.*##", re.MULTILINE)
COMMAND = re.compile(r"^(?:\$ )?karmasetu ([a-z-]+)", re.MULTILINE)


def test_the_make_targets_named_exist() -> None:
    """Every make target that a page names is one that `make help` lists."""
    listed = set(TARGET.findall((ROOT / "Makefile").read_text("utf-8")))
    named = {name for page in pages.PAGES for name in NAMED.findall(pages.text(page))}

    assert {"demo", "test", "check", "help"} <= named
    assert named - listed == set()


def test_the_commands_named_exist() -> None:
    """Every karmasetu command that the README shows is one, and none is left out."""
    assert set(COMMAND.findall(pages.text(README))) == set(COMMANDS)


def test_the_readme_shows_the_picture() -> None:
    """The drawing of the architecture stands in the README, with words for who can't see it."""
    assert re.search(r"!\[[^\]]{10,}\]\(docs/architecture\.svg\)", pages.text(README))
