"""Tests of the stand-in's faults: what a client must survive, on demand."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import httpx
import pytest

from app.integrations.igot.stand_in.server import create_stand_in
from app.integrations.igot.stand_in.settings import StandInSettings

LAND = "01359132523730739286"
SEARCH, REPORT = "user/v1/search", "report/org/enrolment"
SCRIPT = "http://igot/_faults"


@pytest.fixture
async def igot() -> AsyncIterator[httpx.AsyncClient]:
    """Provide a client of a small stand-in."""
    settings = StandInSettings(key="k", user_token="t", today=date(2026, 5, 4), officials=20_000)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_stand_in(settings)),
        base_url="http://igot/api/",
        headers={"Authorization": "Bearer k", "x_org_id": LAND},
    ) as client:
        yield client


async def search(igot: httpx.AsyncClient, page: int = 1) -> httpx.Response:
    """Return the numbered page of a search of a hundred users a page."""
    request = {"filters": {"rootOrgId": LAND}, "limit": 100, "offset": 100 * (page - 1)}
    return await igot.post(SEARCH, json={"request": request})


async def report(igot: httpx.AsyncClient) -> str:
    """Return the text of the enrolment report of the year."""
    body = {"start_date": "2025-04-01", "end_date": "2026-03-31"}
    return (await igot.post(f"{REPORT}/{LAND}", json=body)).text


async def misbehave(igot: httpx.AsyncClient, **fault: Any) -> None:
    """Give the stand-in a script of one fault."""
    answer = await igot.put(SCRIPT, json=[fault])
    answer.raise_for_status()


@pytest.mark.parametrize(
    ("fault", "status"), [("http500", 500), ("http429", 429), ("html502", 502)]
)
async def test_status_faults_end_after_their_times(
    igot: httpx.AsyncClient, fault: str, status: int
) -> None:
    """A page fails as often as the script says, and then answers."""
    await misbehave(igot, route=SEARCH, page=1, fault=fault, times=2)
    statuses = [(await search(igot)).status_code for _ in range(3)]

    assert statuses == [status, status, 200]


async def test_limit_fault_says_when_to_come_back(igot: httpx.AsyncClient) -> None:
    """The gateway's 429 names the seconds to wait."""
    await misbehave(igot, route=SEARCH, page=1, fault="http429")

    assert (await search(igot)).headers["retry-after"] == "0"


async def test_fault_waits_for_its_page(igot: httpx.AsyncClient) -> None:
    """A fault on the second page leaves the first alone."""
    await misbehave(igot, route=SEARCH, page=2, fault="http500")

    assert (await search(igot, 1)).status_code == 200
    assert (await search(igot, 2)).status_code == 500


async def test_duplicate_page_repeats_the_page_before(igot: httpx.AsyncClient) -> None:
    """The second page comes with the rows of the first."""
    first = await search(igot, 1)
    await misbehave(igot, route=SEARCH, page=2, fault="duplicate_page")

    assert (await search(igot, 2)).json()["result"] == first.json()["result"]


async def test_wrong_total_counts_more_than_there_is(igot: httpx.AsyncClient) -> None:
    """The count disagrees with what the pages hold."""
    honest = (await search(igot)).json()["result"]["response"]["count"]
    await misbehave(igot, route=SEARCH, fault="wrong_total")

    assert (await search(igot)).json()["result"]["response"]["count"] > honest


async def test_truncated_report_ends_within_a_line(igot: httpx.AsyncClient) -> None:
    """A stream cut short is a beginning of the whole one, and its last line doesn't end."""
    whole = await report(igot)
    await misbehave(igot, route=REPORT, page=1, fault="truncate")
    cut = await report(igot)

    assert whole.startswith(cut)
    assert not cut.endswith("\n")


async def test_duplicated_chunk_repeats_rows(igot: httpx.AsyncClient) -> None:
    """A stream may repeat a part of itself."""
    whole = await report(igot)
    await misbehave(igot, route=REPORT, fault="duplicate_page")

    assert len(await report(igot)) > len(whole)


@pytest.mark.parametrize("line", [0, 5, 700])
async def test_a_report_is_met_after_so_many_rows(igot: httpx.AsyncClient, line: int) -> None:
    """Where in a stream a fault falls is addressed by its row."""
    whole = (await report(igot)).splitlines()
    await misbehave(igot, route=REPORT, fault="truncate", line=line)
    cut = (await report(igot)).splitlines()

    assert cut[: line + 1] == whole[: line + 1]
    assert len(cut) == line + 2


async def test_an_expired_token_is_the_gateways_bare_refusal(igot: httpx.AsyncClient) -> None:
    """The refusal has no envelope, and the next call is answered."""
    await misbehave(igot, route=SEARCH, fault="expired_token")
    refused = await search(igot)

    assert (refused.status_code, refused.json()) == (401, {"message": "Unauthorized"})
    assert (await search(igot)).status_code == 200


async def test_a_wrong_charset_is_no_utf_8(igot: httpx.AsyncClient) -> None:
    """Neither an envelope nor a report can be read as what it says it is."""
    await misbehave(igot, route=SEARCH, fault="wrong_charset")
    answer = await search(igot)
    await misbehave(igot, route=REPORT, fault="wrong_charset")
    body = {"start_date": "2025-04-01", "end_date": "2026-03-31"}
    streamed = await igot.post(f"{REPORT}/{LAND}", json=body)

    for content in (answer.content, streamed.content):
        with pytest.raises(UnicodeDecodeError):
            content.decode()


async def test_cleared_script_leaves_no_fault(igot: httpx.AsyncClient) -> None:
    """DELETE ends all misbehaviour."""
    await misbehave(igot, route=SEARCH, fault="http500", times=9)
    await igot.delete(SCRIPT)

    assert (await search(igot)).status_code == 200


@pytest.mark.parametrize(
    "script", [{}, [7], [{"route": "x", "fault": "gremlin"}], [{"fault": "hang", "page": "two"}]]
)
async def test_unreadable_script_is_refused(igot: httpx.AsyncClient, script: Any) -> None:
    """A fault that the stand-in doesn't know is an error of the caller."""
    answer = await igot.put(SCRIPT, json=script)

    assert answer.status_code == 400
