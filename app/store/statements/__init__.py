"""SQL that a reviewer can find: one named statement, or one named CTE, a file.

A file opens with one comment line that says what the statement is for. Numbers that come from a
rule are bind parameters; none stands here as a literal.
"""

from functools import cache
from importlib.resources import files

from sqlalchemy import TextClause, text


@cache
def source(name: str) -> str:
    """Return a file's SQL, ``ingest/new_officials`` for example."""
    return files(__name__).joinpath(f"{name}.sql").read_text(encoding="utf-8")


@cache
def statement(name: str) -> TextClause:
    """Return a file's SQL as a statement with named parameters."""
    return text(source(name))


def compose(ctes: tuple[str, ...], final: str) -> TextClause:
    """Return one statement: the named CTE files in order, then the final one.

    Each CTE takes the name of its file, so that the whole can be read aloud in that order.
    """
    parts = [f"{name.rsplit('/', 1)[-1]} AS (\n{source(name)})" for name in ctes]
    return text("WITH " + ",\n".join(parts) + "\n" + source(final))
