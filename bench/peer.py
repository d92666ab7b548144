"""DuckDB in memory over the same rows: the best that the set-based computation could cost here."""

import json
from collections.abc import Mapping
from datetime import UTC
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from bench.figures import timed
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
    " cadre_id SMALLINT, left_position BIGINT, arrived_position BIGINT",
    "posting": "official_id INTEGER, valid_from DATE, valid_to DATE, profile_id INTEGER",
    "no_mdo_declaration": "official_id INTEGER, controlling_authority_id INTEGER,"
    " valid_from DATE, valid_until DATE, withdrawn_position BIGINT",
    "course_equivalence": "id INTEGER, authority_id INTEGER, course_id INTEGER,"
    " counts_for_id INTEGER, valid_from DATE, valid_until DATE, withdrawn_position BIGINT",
    "assessment_terms": "id INTEGER, authority_id INTEGER, assessment_id INTEGER,"
    " reporting_year SMALLINT, opens_on DATE, closes_on DATE, cut_off_percent DECIMAL(5,2),"
    " withdrawn_position BIGINT",
    "ingest_position": "position BIGINT, closed_at TIMESTAMP",
    "autonomous_body": "authority_id INTEGER, mandated_from DATE, mandated_until DATE,"
    " withdrawn_position BIGINT",
    "official_identifier": "official_id INTEGER, kind VARCHAR, value VARCHAR",
    "training_plan": "id INTEGER, authority_id INTEGER, reporting_year SMALLINT, status VARCHAR,"
    " apar BOOLEAN, assessment_id INTEGER, due_at TIMESTAMP, published_at TIMESTAMP,"
    " retired_position BIGINT",
    "plan_group": "plan_id INTEGER, group_no SMALLINT",
    "plan_criterion": "plan_id INTEGER, group_no SMALLINT, criterion_no SMALLINT, key VARCHAR,"
    " values VARCHAR[]",
    "prescribed_course": "plan_id INTEGER, course_id INTEGER, vanished BOOLEAN,"
    " listed_since TIMESTAMP",
    "completion": "reporting_year SMALLINT, official_id INTEGER, course_id INTEGER,"
    " completed_at TIMESTAMP, withdrawn_position BIGINT",
    "assessment_result": "reporting_year SMALLINT, official_id INTEGER, assessment_id INTEGER,"
    " state VARCHAR, score DECIMAL(9,2), certified BOOLEAN, taken_at TIMESTAMP,"
    " withdrawn_position BIGINT",
    "completion_doubt": "official_id INTEGER, withdrawn_position BIGINT",
    "exemption": "official_id INTEGER, kind VARCHAR, valid_from DATE, valid_until DATE,"
    " withdrawn_position BIGINT",
}
# Rules that may differ between authorities, as the statement's step of that name takes them.
RULE = (
    "authority_id INTEGER, ruleset_id SMALLINT, apar_flag_required BOOLEAN,"
    " latest_attempt BOOLEAN, cut_off_decides BOOLEAN, certificate_passes BOOLEAN,"
    " undated_counts BOOLEAN, outside_days_counts BOOLEAN, unlinked_passes BOOLEAN,"
    " doubt_withholds BOOLEAN, equivalents_count BOOLEAN, before_plan_counts BOOLEAN,"
    " after_due_counts BOOLEAN, retired_plans_count BOOLEAN, plans_count_together BOOLEAN,"
    " vanished_stay BOOLEAN, central_levels VARCHAR[], missing_group VARCHAR,"
    " band_limits INTEGER[], band_at_last_limit VARCHAR, years_counted_from INTEGER,"
    " employment_without_apar VARCHAR[], exemption_covers VARCHAR, retirement_exempts BOOLEAN,"
    " transfer VARCHAR, unplaced_withholds BOOLEAN"
)
# What both decide of an official, in the order of the columns that are compared.
DECIDED = (
    "official_id, authority_id, service_id, cadre_id, prescriber_id, level, outcome, prescribed,"
    " required, completed, assessment, reasons, plan_ids, ruleset_id"
)
EVALUATION = (
    "official_id INTEGER, authority_id INTEGER, service_id SMALLINT, cadre_id SMALLINT,"
    " prescriber_id INTEGER, level VARCHAR, outcome VARCHAR, prescribed INTEGER, required INTEGER,"
    " completed INTEGER, assessment VARCHAR, reasons VARCHAR[], plan_ids INTEGER[],"
    " ruleset_id SMALLINT"
)


class Peer:
    """A DuckDB database in memory with the rows that the evaluation reads."""

    def __init__(self, threads: int) -> None:
        self._database = duckdb.connect(config={"threads": threads})
        self.name = f"DuckDB {duckdb.__version__} in memory, {threads} threads"

    async def take(self, server: Server) -> None:
        """Copy every row that the computation reads out of PostgreSQL."""
        for table, columns in READ.items():
            await self._copy(server, table, columns)

    async def _copy(self, server: Server, table: str, columns: str) -> None:
        with TemporaryDirectory() as folder:
            place = Path(folder, f"{table}.csv")
            await server.as_owner(_copy_out(table, columns), place)
            self._database.execute(f"CREATE OR REPLACE TABLE {table} ({columns})")
            self._database.execute(
                f"INSERT INTO {table} SELECT {_read(columns)}"
                f" FROM read_csv('{place}', header = true, all_varchar = true)"
            )

    def evaluate(self, parameters: Mapping[str, Any]) -> float:
        """Decide for everybody, by what our statement takes, and return the seconds."""
        statement = files(__package__).joinpath("duckdb_evaluation.sql").read_text("utf-8")
        wanted = {name: value for name, value in parameters.items() if f"${name}" in statement}
        for name in ("opens", "closes"):
            wanted[name] = wanted[name].astimezone(UTC).replace(tzinfo=None)
        self._rule(json.loads(parameters["rules"]))
        with timed() as watch:
            self._database.execute(statement, wanted)
        return watch.seconds

    def _rule(self, rows: list[dict[str, Any]]) -> None:
        names = [column.split()[0] for column in RULE.split(", ")]
        self._database.execute(f"CREATE OR REPLACE TABLE rule ({RULE})")
        holes = ", ".join("?" for _ in names)
        for row in rows:
            self._database.execute(
                f"INSERT INTO rule VALUES ({holes})", [row[name] for name in names]
            )

    async def differing(self, server: Server) -> list[tuple[Any, ...]]:
        """Return up to ten rows, ours and theirs, in which both decide differently of somebody."""
        await self._copy(server, "evaluation", EVALUATION)
        ours, theirs = (f"SELECT {DECIDED} FROM {table}" for table in ("evaluation", "answer"))
        found = self._database.execute(
            f"(({ours}) EXCEPT ({theirs})) UNION ALL (({theirs}) EXCEPT ({ours}))"
            " ORDER BY 1 LIMIT 10"
        )
        rows: list[tuple[Any, ...]] = found.fetchall()
        return rows


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
