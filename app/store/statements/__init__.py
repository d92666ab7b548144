"""SQL that a reviewer can find: one named statement, or one named CTE, a file.

A file opens with one comment line that says what the statement is for. Numbers that come from a
rule are bind parameters; none stands here as a literal.
"""

from functools import cache
from importlib.resources import files

from sqlalchemy import TextClause, text

# Every table that an outcome is decided on, of courses or of liaison officers, each after those
# that it is read from.
KNOWN = (
    "authority",
    "official",
    "official_identifier",
    "posting",
    "completion",
    "completion_doubt",
    "assessment_result",
    "exemption",
    "no_mdo_declaration",
    "autonomous_body",
    "course_equivalence",
    "assessment_terms",
    "designation_level",
    "training_plan",
    "plan_group",
    "plan_criterion",
    "prescribed_course",
    "liaison_officer",
    "liaison_direction",
    "workshop_attendance",
)
# What of those who are due is looked up by their numbers, in the place of a whole table.
LOOKED_UP = (
    "posting",
    "no_mdo_declaration",
    "profile",
    "completion",
    "assessment_result",
    "exemption",
    "completion_doubt",
)
# Read more than once, and yet never set aside: the planner knows its tables, not its copy. The
# others are set aside though read once: few rows, not to be found again for each row of a table.
INLINED = {
    **dict.fromkeys(
        ("evaluate/subject", "decided/subject", "framed/official"), "AS NOT MATERIALIZED"
    ),
    **dict.fromkeys(
        ("evaluate/standing_in", *(f"looked_up/{name}" for name in LOOKED_UP)), "AS MATERIALIZED"
    ),
}


@cache
def source(name: str) -> str:
    """Return a file's SQL, ``ingest/new_officials`` for example."""
    return files(__name__).joinpath(f"{name}.sql").read_text(encoding="utf-8")


@cache
def statement(name: str) -> TextClause:
    """Return a file's SQL as a statement with named parameters."""
    return text(source(name))


def compose(
    ctes: tuple[str, ...],
    final: str,
    *,
    known_at: bool = False,
    before: str = "",
) -> TextClause:
    """Return one statement: the named CTE files in order, then the final one.

    Each CTE takes the name of its file, so that the whole can be read aloud in that order. With
    ``known_at``, a parameter then, every table of facts stands aside for a CTE of its name that
    holds what was known at that position: what is asked is asked in the same words of the past.
    ``before`` makes a table of what the statement says: ``CREATE TEMPORARY TABLE ... AS``.
    """
    past = [_cte(f"known_at/{name}", "AS NOT MATERIALIZED") for name in KNOWN if known_at]
    parts = [*past, *(_cte(name, INLINED.get(name, "AS")) for name in ctes)]
    beginning = "WITH " + ",\n".join(parts) + "\n" if parts else ""
    return text(before + beginning + source(final))


@cache
def known(name: str) -> TextClause:
    """Return a statement that reads every fact as it was known at ``known_at``, a position.

    What was known is read in place: for one official it costs what one official costs.
    """
    return compose((), name, known_at=True)


def _cte(name: str, opening: str) -> str:
    return f"{name.rsplit('/', 1)[-1]} {opening} (\n{source(name)})"
