"""DuckDB in memory over the same rows: the best that the set-based computation could cost here."""

from datetime import UTC
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from app.policy.rules.ruleset import Ruleset
from app.store.mandate.rule_values import differing_rules, shared_rules
from bench.figures import timed
from bench.population import YEAR
from bench.server import Server

# What the computation reads, and each column's type where text does not do.
READ = {
    "authority": "id INTEGER, kind VARCHAR, feed_id VARCHAR, name VARCHAR",
    "profile": "id INTEGER, authority_id INTEGER, employment VARCHAR, designation VARCHAR,"
    " designation_key VARCHAR, group_name VARCHAR, service VARCHAR, civil_service_type VARCHAR,"
    " cadre VARCHAR, batch SMALLINT, on_central_deputation BOOLEAN,"
    " controlling_authority VARCHAR, profile_status VARCHAR, tags VARCHAR[]",
    "designation_level": "authority_id INTEGER, designation_key VARCHAR, level VARCHAR,"
    " withdrawn_position BIGINT",
    "official": "id INTEGER, profile_id INTEGER, authority_id INTEGER, service_id SMALLINT,"
    " cadre_id SMALLINT, left_position BIGINT",
    "autonomous_body": "authority_id INTEGER, mandated_from DATE, mandated_until DATE,"
    " withdrawn_position BIGINT",
    "official_identifier": "official_id INTEGER, kind VARCHAR, value VARCHAR",
    "training_plan": "id INTEGER, authority_id INTEGER, reporting_year SMALLINT, status VARCHAR,"
    " apar BOOLEAN, assessment_id INTEGER",
    "plan_group": "plan_id INTEGER, group_no SMALLINT",
    "plan_criterion": "plan_id INTEGER, group_no SMALLINT, criterion_no SMALLINT, key VARCHAR,"
    " values VARCHAR[]",
    "prescribed_course": "plan_id INTEGER, course_id INTEGER",
    "completion": "reporting_year SMALLINT, official_id INTEGER, course_id INTEGER,"
    " completed_at TIMESTAMP, withdrawn_position BIGINT",
    "assessment_result": "reporting_year SMALLINT, official_id INTEGER, assessment_id INTEGER,"
    " state VARCHAR, taken_at TIMESTAMP, withdrawn_position BIGINT",
    "completion_doubt": "official_id INTEGER, withdrawn_position BIGINT",
    "exemption": "official_id INTEGER, kind VARCHAR, valid_from DATE, valid_until DATE,"
    " withdrawn_position BIGINT",
}
# What PostgreSQL's statement decides besides, at its own cost, and DuckDB's text doesn't ask about.
LEFT_OUT = (
    "transfers in the year, declarations of no MDO, equivalent courses, an authority's own rules,"
    " plans retired after the year, orders that join into a whole year, officials who arrived"
    " after the reports, officials who joined after the year, cut-offs by order"
)
Tally = list[tuple[Any, ...]]


class Peer:
    """A DuckDB database in memory with the rows that the evaluation reads."""

    def __init__(self, threads: int) -> None:
        self._database = duckdb.connect(config={"threads": threads})
        self.name = f"DuckDB {duckdb.__version__} in memory, {threads} threads"

    async def take(self, server: Server) -> None:
        """Copy every row that the computation reads out of PostgreSQL."""
        with TemporaryDirectory() as folder:
            for table, columns in READ.items():
                place = Path(folder, f"{table}.csv")
                await server.as_owner(_copy_out(table, columns), place)
                self._database.execute(f"CREATE TABLE {table} ({columns})")
                self._database.execute(
                    f"INSERT INTO {table} SELECT {_read(columns)}"
                    f" FROM read_csv('{place}', header = true, all_varchar = true)"
                )

    def evaluate(self, ruleset: Ruleset) -> float:
        """Decide for everybody, and return the seconds."""
        statement = files(__package__).joinpath("duckdb_evaluation.sql").read_text("utf-8")
        known = shared_rules(YEAR, ruleset) | differing_rules(YEAR, ruleset)
        wanted = {name: value for name, value in known.items() if f"${name}" in statement}
        for name in ("opens", "closes"):
            wanted[name] = wanted[name].astimezone(UTC).replace(tzinfo=None)
        with timed() as watch:
            self._database.execute(statement, wanted)
        return watch.seconds

    def tally(self) -> Tally:
        """Return how many officials have each combination of what was decided."""
        found = self._database.execute(
            "SELECT outcome, level, prescribed, required, completed, assessment,"
            " array_to_string(reasons, ','), count(*) FROM answer GROUP BY ALL"
        )
        return ordered(found.fetchall())


def _copy_out(table: str, columns: str) -> str:
    written = ", ".join(_written(*column.split()) for column in columns.split(", "))
    return f"COPY (SELECT {written} FROM {table}) TO STDOUT (FORMAT csv, HEADER)"


def _written(name: str, kind: str) -> str:
    if kind.endswith("[]"):
        return f'array_to_json("{name}") AS "{name}"'
    if kind == "TIMESTAMP":
        return f"{name} AT TIME ZONE 'UTC' AS {name}"
    return f'"{name}"'


def _read(columns: str) -> str:
    return ", ".join(
        f'CAST(CAST("{name}" AS JSON) AS {kind})'
        if kind.endswith("[]")
        else f'CAST("{name}" AS {kind})'
        for name, kind in (column.split() for column in columns.split(", "))
    )


def ordered(rows: list[tuple[Any, ...]]) -> Tally:
    """Return a tally's rows in an order that both engines' rows share."""
    return sorted(rows, key=repr)
