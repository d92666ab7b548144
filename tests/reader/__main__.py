"""Runs the reader through a year: bulk, changes, a seal, a correction, another seal, offline proof.

`make reader` calls it with the folder of the reader's environment. It ends with an error, and says
where, unless each reader ends with exactly what is published.
"""

import asyncio
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import text

from app.store.database import Database
from tests.api.population import Population, decide, populate
from tests.harness import databases
from tests.harness.arranged import IN_YEAR, an_official, take_completions, take_staff
from tests.harness.server import lent_server
from tests.reader.scene import Reader, Scene, served

TABLE = """
SELECT head.official_id, entry.version, entry.position, encode(entry.digest, 'hex') AS digest,
    entry.correction, entry.body
FROM apar_head AS head
JOIN apar_entry AS entry USING (reporting_year, official_id, version)
WHERE $1::integer IS NULL OR head.authority_id = $1
"""


def say(sentence: str) -> None:
    """Say what happens at the service."""
    print(f"{sentence}", flush=True)


async def learn(address: str, *stated: tuple[str, str]) -> None:
    """Learn of completions, and publish what differs."""
    database = Database.open(address, "karmasetu_worker", pool_size=2)
    async with database.writing() as session:
        await take_completions(session, *((who, course, IN_YEAR) for who, course in stated))
    await decide(database)
    await database.close()


async def move(address: str, authority_id: int) -> None:
    """Have an official of the first authority turn up at another, and publish."""
    database = Database.open(address, "karmasetu_worker", pool_size=2)
    async with database.writing() as session:
        await take_staff(session, authority_id, an_official("one-0", employee_code="ONE-0"))
        await session.run(text("UPDATE feed_watermark SET position = 1000"))
    await decide(database)
    await database.close()


async def first(address: str) -> Population:
    """Publish the entries of two authorities."""
    database = Database.open(address, "karmasetu_worker", pool_size=4)
    population = await populate(database)
    await database.close()
    return population


async def published(address: str, authority_id: int | None) -> dict[str, Any]:
    """Return the published table, as a copy holds it."""
    connection = await asyncpg.connect(databases.libpq_address(address))
    rows = await connection.fetch(TABLE, authority_id)
    await connection.close()
    return {
        str(row["official_id"]): {
            "version": row["version"],
            "position": row["position"],
            "digest": row["digest"],
            "correction": json.loads(row["correction"] or "null"),
            "entry": json.loads(row["body"]),
        }
        for row in rows
    }


def play(address: str, scene: Scene, people: Population, readers: list[Reader]) -> None:
    """Let the year go on, and the readers follow."""

    def each(*arguments: str) -> None:
        for one in readers:
            one.do(*arguments)

    say("A year is published; each reader pulls it in bulk.")
    each("pull")
    say("Completions are learned late; they are published, and both years are sealed.")
    asyncio.run(learn(address, ("one-2", "A"), ("one-2", "B"), ("one-2", "C"), ("two-1", "A")))
    for authority in (people.authority, people.other):
        scene.seal(authority)
    each("follow", "--pages", "1")
    say("Another completion differs from the sealed year: it waits for an order, and gets it.")
    asyncio.run(learn(address, ("one-1", "B")))
    scene.order_correction(people.authority)
    asyncio.run(learn(address))
    say("An official moves to the other authority; both are sealed again.")
    asyncio.run(move(address, people.other))
    for authority in (people.authority, people.other):
        scene.seal(authority)
    each("follow")
    each("prove")


def settle(address: str, readers: list[Reader]) -> None:
    """Without the service: verify, be refused after one bit was altered, and compare the tables."""
    for one in readers:
        one.do("verify")
        folder = one.scene.folder
        altered = Reader(one.scene, one.environment, f"{one.name}-altered", one.authority_id)
        shutil.copytree(folder / one.name, folder / altered.name)
        place = folder / altered.name / "entry-2.json"
        place.write_bytes(place.read_bytes().replace(b"Recorded late", b"Recorded lste"))
        ended = altered.step("verify")
        if not ended.returncode:
            raise SystemExit(
                "the reason of a correction was altered, and the reader did not see it"
            )
        say(f"   {one.name:9} sees a reason that was altered: {ended.stderr.strip()}")
        copy = json.loads((folder / one.name / "copy.kept").read_text())["entries"]
        table = asyncio.run(published(address, one.authority_id))
        if copy != table:
            apart = {one for one in {*copy, *table} if copy.get(one) != table.get(one)}
            raise SystemExit(f"the copy of {one.name} is not the published table: {sorted(apart)}")
        corrected = sum(1 for row in table.values() if row["correction"])
        say(f"   {one.name:9} holds exactly the {len(table)} published, {corrected} corrected")


def main(environment: Path) -> None:
    """Play the whole on a database of its own."""
    with lent_server(os.environ) as server, tempfile.TemporaryDirectory() as held:
        name = databases.own_name("reader")
        address = databases.create(server, name)
        try:
            databases.migrate(address)
            people = asyncio.run(first(address))
            with served(address, Path(held)) as scene:
                readers = [
                    Reader(scene, environment, "national", None),
                    Reader(scene, environment, "authority", people.authority),
                ]
                play(address, scene, people, readers)
            say("The service is stopped.")
            settle(address, readers)
        finally:
            databases.drop(server, name)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
