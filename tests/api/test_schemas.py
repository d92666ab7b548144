"""The schema of the APAR entry: every member of an entry is in it, with source and words."""

import httpx

from tests.api.population import Population

SCHEMAS, SCHEMA = "/v1/apar/schemas", "/v1/schemas"


async def test_an_entry_names_its_schema_and_has_its_columns(
    client: httpx.AsyncClient, population: Population
) -> None:
    """The schema's address ends in the name that an entry gives; it lists what the entry holds."""
    entry = (await client.get(f"/v1/apar/2025-26/officials/{population.officials[0]}")).json()[
        "entry"
    ]
    schema = (await client.get(f"{SCHEMA}/{entry['schema']}")).json()

    held = {f"summary.{name}" for name in entry["summary"]}
    held |= {f"courses.{name}" for name in entry["courses"][0]}
    told = {one["path"] for one in schema["columns"]}
    elsewhere = ("assessments.", "courses.equivalent.")
    assert {one for one in told if not one.startswith(elsewhere)} == held
    common = {one["id"] for one in schema["parts"] if not one["only_where_shown"]}
    assert {one["part"] for one in schema["columns"]} == common


async def test_every_part_says_where_it_is_from(client: httpx.AsyncClient) -> None:
    """What the memorandum has fetched from iGOT is cited; all else is house, and says so."""
    [schema] = (await client.get(SCHEMAS)).json()["schemas"]

    assert schema["standing"] == "house"
    for part in schema["parts"]:
        cited = part["source"] == "igot" and not part["only_where_shown"]
        assert cited == (part["citation"] is not None), part["id"]
        assert part["standing"] == ("stated" if part["citation"] else "house")
        assert part["hi"] != part["en"]


async def test_another_schema_is_not_found(client: httpx.AsyncClient) -> None:
    """A version that never was is 404."""
    assert (await client.get(f"{SCHEMA}/karmasetu.apar-entry/9")).status_code == 404
