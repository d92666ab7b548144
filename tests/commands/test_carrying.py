"""The steps of the main job by hand: sync, evaluate, export, migrate, token."""

import asyncio
import csv
import getpass
import hashlib
import json
from pathlib import Path

import asyncpg
import pytest

from app.integrations.igot.stand_in.vocabulary import FIRST_NAMES, LAST_NAMES
from app.jobs.queue import enqueue_evaluation
from app.services.auditing.chaining import chain
from app.store.database import Database
from app.store.mandate import evaluation_runs
from app.wiring import worker as wiring
from tests.commands.programs import Ended, environment, karmasetu
from tests.harness.databases import libpq_address
from tests.services.carried import YEAR
from tests.services.moments import LATER
from tests.services.served import KEY, QUICK, TOKEN, ServedIgot

MIGRATIONS = Path(__file__).parents[2] / "migrations" / "versions"
PERSONAL = ("@mail.example", "EHRM", *(f"{name} " for name in FIRST_NAMES), *LAST_NAMES)


def names_nobody(said: str) -> bool:
    """Say whether a text holds no name, address, number or secret of the planted world."""
    return not [word for word in (*PERSONAL, KEY, TOKEN) if word in said]


async def _hand_over(address: str) -> None:
    """Hand an evaluation run to the workers."""
    database = Database.open(address, "karmasetu_worker", pool_size=1)
    async with database.writing() as session:
        run_id = await evaluation_runs.ask(session, YEAR.start, None, "a test", LATER)
        await enqueue_evaluation(session, run_id)
    await database.close()


async def _noted(address: str) -> list[tuple[str, str]]:
    """Return which commands are noted, and by whom they were given."""
    connection = await asyncpg.connect(libpq_address(address))
    found = await connection.fetch("SELECT action, person FROM audit_event ORDER BY id")
    await connection.close()
    return [(row["action"], row["person"]) for row in found]


def test_sync_and_evaluate_say_what_they_did_and_name_nobody(
    database_url: str, igot: ServedIgot, tmp_path: Path
) -> None:
    """The main job ends well, a second one changes nothing, and no line names a person."""
    variables = environment(database_url, igot)
    steps = ("sync", "evaluate", "sync", "evaluate --due")
    ended = [karmasetu(step, variables, tmp_path) for step in steps]
    asyncio.run(_hand_over(database_url))
    ended.append(karmasetu("worker --drain", variables, tmp_path))
    export = f"export --authority 1 --output {tmp_path}/out.csv --actor sita.r"
    ended.append(karmasetu(export, variables, tmp_path))
    noted = asyncio.run(_noted(database_url))

    account = f"account {getpass.getuser()}"
    assert noted == [
        *[(step, account) for step in ("feeds.sync", "evaluations.run") * 2],
        ("apar.entries", "sita.r"),
    ]
    assert [one.code for one in ended] == [0] * 6
    assert ("Learned in" in ended[0].out, "Nothing new in" in ended[2].out) == (True, True)
    assert "evaluation run done" in ended[4].err
    assert names_nobody("".join(one.out + one.err for one in ended))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"KARMASETU_IGOT_KEY": "another"}, "feed-refused"), ({}, "feed-malformed")],
)
def test_a_sync_that_could_not_end_is_incomplete(
    early_url: str, igot: ServedIgot, tmp_path: Path, changes: dict[str, str], reason: str
) -> None:
    """A wrong key, or answers that can't be read, end with 3 and a line a road on stderr."""
    lines = [
        {"route": route, "page": None, "fault": "truncate", "times": 9_999}
        for route in ("org/v1/search", "composite/v4/search", "cbplan/v1/list")
    ]
    igot.misbehave(*([] if changes else lines))
    ended = karmasetu("sync", {**environment(early_url, igot), **changes}, tmp_path)
    lenient = karmasetu("sync --no-strict", {**environment(early_url, igot), **changes}, tmp_path)

    assert (ended.code, lenient.code) == (3, 0)
    assert "held already" not in ended.out + lenient.out
    assert all(line.startswith("INCOMPLETE ") for line in ended.err.splitlines())
    assert (reason in ended.err, names_nobody(ended.out + ended.err)) == (True, True)


def test_an_igot_that_is_down_is_incomplete(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing listens where iGOT should: every road says so, and nothing is held as read."""
    monkeypatch.setattr(wiring, "CallLimits", lambda **_: QUICK)
    ended = karmasetu("sync", environment(database_url), tmp_path)

    assert ended.code == 3
    assert all("could not be reached" in line for line in ended.err.splitlines())
    assert names_nobody(ended.out + ended.err)


@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_an_export_is_whole_and_counted(early_url: str, tmp_path: Path, form: str) -> None:
    """The file holds as many entries as are said, and its bytes have the digest that is said."""
    ended = karmasetu(
        f"export --authority 1 --format {form} --output entries", environment(early_url), tmp_path
    )
    written = (tmp_path / "entries").read_bytes()
    text = written.decode().splitlines()
    rows = list(csv.DictReader(text)) if form == "csv" else [json.loads(line) for line in text]

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.split()[0] == str(len(rows))
    assert ended.out.split()[-1] == hashlib.sha256(written).hexdigest()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [("--authority 999 --output kept", 1), ("--authority 1 --output missing/kept", 1)],
)
def test_an_export_that_fails_writes_nothing(
    early_url: str, tmp_path: Path, arguments: str, code: int
) -> None:
    """What stood under the name before stays, and no part of a file is left."""
    (tmp_path / "kept").write_text("as it was")
    ended = karmasetu(f"export {arguments}", environment(early_url), tmp_path)

    assert (ended.code, len(ended.err.splitlines())) == (code, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").read_text() == "as it was"


def test_the_schema_goes_down_and_up_again(database_url: str, tmp_path: Path) -> None:
    """Migrate goes to nothing and back, and what is at head already stays there."""
    steps = ("migrate", "migrate --to 0009", "migrate --to base", "migrate --to 0007", "migrate")
    ended: list[Ended] = []
    stood: list[str | None] = []
    for step in steps:
        ended.append(karmasetu(step, environment(database_url), tmp_path))
        stood.append(asyncio.run(_stands_at(database_url)))

    assert [one.code for one in ended] == [0] * len(steps)
    newest = max(path.name[:4] for path in MIGRATIONS.glob("0*.py"))
    assert stood == [newest, "0009", None, "0007", newest]


async def _stands_at(address: str) -> str | None:
    """Return the migration at which a database stands."""
    owner = await asyncpg.connect(libpq_address(address))
    try:
        number: str | None = await owner.fetchval("SELECT version_num FROM alembic_version")
    finally:
        await owner.close()
    return number


def test_migrating_to_a_number_that_is_none_is_bad_input(database_url: str, tmp_path: Path) -> None:
    """A revision that this version doesn't have is refused in a line."""
    ended = karmasetu("migrate --to 9999", environment(database_url), tmp_path)

    assert (ended.code, len(ended.err.splitlines()) <= 2) == (2, True)
    assert "Traceback" not in ended.err


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    """The first token makes the key, closed to others; the next one is signed with the same."""
    arguments = "token --client a-client --everything"
    first = karmasetu(arguments, environment("postgresql://x/x"), tmp_path)
    key = tmp_path / ".karmasetu" / "signing-key.pem"
    made = key.read_bytes()
    second = karmasetu(arguments, environment("postgresql://x/x"), tmp_path)

    assert (first.code, second.code, first.out.count(".")) == (0, 0, 2)
    assert (key.stat().st_mode & 0o777, key.read_bytes()) == (0o600, made)


async def test_the_trail_is_verified_by_hand(
    database_url: str, owner: asyncpg.Connection, worker_database: Database, tmp_path: Path
) -> None:
    """verify-audit tells how far the chain reaches, holds it to a checkpoint, and names a fault."""
    await owner.execute(
        "INSERT INTO audit_event (client_id, purpose, action, request_id, outcome)"
        " SELECT 'client', '-', 'apar.entry', n, 'served' FROM generate_series(1, 3) AS n"
    )
    await chain(worker_database)
    head = await owner.fetchval(
        "SELECT '3:' || encode(chain_hash, 'hex') FROM audit_event WHERE link = 3"
    )
    variables = environment(database_url)

    whole = await asyncio.to_thread(
        karmasetu, f"verify-audit --checkpoint {head}", variables, tmp_path
    )
    other = await asyncio.to_thread(
        karmasetu, f"verify-audit --checkpoint 2:{head[2:]}", variables, tmp_path
    )
    unreadable = await asyncio.to_thread(
        karmasetu, "verify-audit --checkpoint 2:xyz", variables, tmp_path
    )

    assert (whole.code, f"3 links hold; the last one is {head}" in whole.out) == (0, True)
    assert (other.code, "link 2 is not the one that was seen" in other.err) == (1, True)
    assert (unreadable.code, "LINK:HASH" in unreadable.err) == (2, True)


def test_clients_are_kept_by_hand(database_url: str, tmp_path: Path) -> None:
    """A client is entered, given another secret, listed and revoked; faults are named at once."""
    variables = environment(database_url)

    def clients(arguments: str) -> Ended:
        return karmasetu(f"clients {arguments}", variables, tmp_path)

    wrong = clients("add a/b --role emperor --scope apar:write --service Nobody")
    wrong_too = clients("add a/b --role emperor --scope apar:write")
    added = clients("add sparrow-cs --role sparrow --authority 1 --scope apar:read")
    rotated = clients("rotate sparrow-cs --overlap 0")
    again = clients("add sparrow-cs --role sparrow --authority 1 --scope apar:read")
    revoked = clients("revoke sparrow-cs")
    outside = [
        clients(f"revoke {name} --outside") for name in ("portal/1", "portal/1", "sparrow-cs")
    ]
    listed = clients("list")

    assert (wrong.code, "--service" in wrong.err) == (2, True)
    assert wrong_too.code == 2
    assert all(one in wrong_too.err for one in ("NAME", "--role", "--scope", "--authority"))
    assert [one.code for one in (added, rotated, revoked, listed)] == [0] * 4
    assert (again.code, "already" in again.err) == (1, True)
    assert added.out.strip() != rotated.out.strip()
    assert [one.code for one in outside] == [0, 1, 1]
    assert "portal/1" in listed.out
    assert ("authority 1" in listed.out, added.out.strip() in listed.out) == (True, False)


def test_nobody_is_not_erased(database_url: str, tmp_path: Path) -> None:
    """Who is not held is one clear failure; an order of no day is called wrongly."""
    order = "erase --official 7 --order A-1/2026 --dated 2026-05-04 --issued-by Director"
    nobody = karmasetu(f"{order} --reason left", environment(database_url), tmp_path)
    dated = order.replace("2026-05-04", "04.05.2026")
    wrong = karmasetu(f"{dated} --reason left", environment(database_url), tmp_path)

    assert (nobody.code, nobody.err) == (1, "karmasetu: there is no such official\n")
    assert wrong.code == 2
