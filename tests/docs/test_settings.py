"""docs/settings.md and the class Settings say the same."""

import json
import re

from pydantic import AliasChoices
from pydantic_core import PydanticUndefined

from app.settings import SECRETS, Settings
from tests.architecture.tree import ROOT
from tests.docs import pages

ROW = re.compile(r"^\| `([A-Z_]+)` \| `([a-z_]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)
WORDS = {"none": None, "empty": ""}


def written() -> dict[str, tuple[str, object]]:
    """Return each field that the page explains, with its variable and its default as text."""
    rows = ROW.findall(pages.text(ROOT / "docs" / "settings.md"))
    return {
        field: (variable, WORDS.get(said, said.strip("`"))) for variable, field, said, _ in rows
    }


def read() -> dict[str, tuple[str, object]]:
    """Return each field of the class, with its variable and its default as text."""
    prefix = Settings.model_config["env_prefix"]
    held: dict[str, tuple[str, object]] = {}
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        first = alias.choices[0] if isinstance(alias, AliasChoices) else None
        held[name] = (str(first or f"{prefix}{name}".upper()), shown(field.default))
    return held


def shown(default: object) -> object:
    """Return a default as the page writes it."""
    if default is None or default is PydanticUndefined:
        return default
    if isinstance(default, dict):
        return json.dumps(default)
    if hasattr(default, "get_secret_value"):
        return default.get_secret_value()
    return str(default).lower() if isinstance(default, bool) else str(default)


def test_every_setting_is_explained_and_none_invented() -> None:
    """Fields, variables and defaults on the page are those of the class, both ways."""
    assert written() == read()


def test_every_variable_named_is_read() -> None:
    """A KARMASETU_ variable in any page is one that the class reads."""
    named = {
        name
        for page in pages.PAGES
        for name in re.findall(r"KARMASETU_[A-Z_]+\b", pages.text(page))
    }
    known = {variable for variable, _ in read().values()} | {"KARMASETU_DATABASE_URL", SECRETS}

    assert named - known == set()
