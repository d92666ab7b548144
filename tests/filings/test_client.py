"""The client over the stand-in's real socket, and over answers that no instance should give."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.integrations.sparrow.api import SparrowConnection, SparrowDesk
from app.integrations.sparrow.filing import (
    BatchRefusedError,
    FilingError,
    Letter,
    NotTakenError,
    UnansweredError,
)
from app.policy.apar.filing import Content, Filing, Verdict
from app.policy.reporting_year import ReportingYear
from tests.filings.served import IMPATIENT, KEY, PROOFS, QUICK, ServedSparrow, signed
from tests.verifying import independent

ENTRY = '{"courses":[],"reporting_year":"2025-26","summary":{"completed":1,"outcome":"नमस्ते"}}'
DIGEST = "d500b0d0c5a2a845df6de188def04fc0a225f2f1602df0418cb23e440ea07c8b"
KEYS = ({"kind": "sparrow_email", "value": "o1@example.gov.in"},)
AT = datetime(2026, 5, 4, 6, 30, tzinfo=UTC)


def letter(official_id: int = 1, position: int = 1, **content: Any) -> Letter:
    """Return a filing of an entry, as the outbox has it."""
    said = Content(1, ENTRY, AT, "Goa", None, KEYS, ())
    filing = Filing("css", ReportingYear(2025), official_id, position, "upsert", DIGEST, AT)
    return Letter(filing, replace(said, **content))


def scripted(answer: Callable[[httpx.Request], httpx.Response]) -> SparrowDesk:
    """Return the client over answers of our own."""
    return SparrowDesk(
        SparrowConnection("http://sparrow.example", KEY, signed, QUICK), httpx.MockTransport(answer)
    )


def results(*rows: Any) -> Callable[[httpx.Request], httpx.Response]:
    """Return an instance that answers with these results."""
    return lambda _: httpx.Response(200, json={"results": list(rows)})


async def test_a_filing_is_filed_once_and_told_of(sparrow: ServedSparrow) -> None:
    """Sent twice it is filed once, with the same reference; asked about, the answer is the same."""
    first, second = letter(1), letter(2, 2)
    async with sparrow.desk() as desk:
        said = await desk.file([first, second])
        again = await desk.file([first])
        asked = await desk.ask([first.filing, replace(first.filing, position=9)])
    held = sparrow.ledger()

    assert [one.status for one in said.values()] == ["accepted", "accepted"]
    assert said[first.filing.id()].reference == "SPARROW-000001"
    assert again[first.filing.id()] == asked[first.filing.id()] == said[first.filing.id()]
    assert {one.status for one in asked.values()} == {"accepted", "unknown"}
    assert held["counts"] == {"received": 3, "repeated": 1, "filed": 2}
    assert [one["digest"] for one in held["records"]] == [DIGEST, DIGEST]


async def test_an_instance_checks_what_it_is_told(sparrow: ServedSparrow) -> None:
    """An altered entry and an official without a key of SPARROW's are refused, each by a code."""
    altered = letter(1, body=ENTRY.replace('"completed":1', '"completed":6'))
    stranger = letter(2, 2, keys=({"kind": "igot_user", "value": "u-2"},))
    async with sparrow.desk() as desk:
        said = await desk.file([altered, stranger, letter(3, 3)])

    assert [(one.status, one.code) for one in said.values()] == [
        ("refused", "digest-differs"),
        ("refused", "unknown-official"),
        ("accepted", None),
    ]


async def test_an_older_filing_does_not_undo_a_later_one(sparrow: ServedSparrow) -> None:
    """What arrives late is filed and changes nothing that stands."""
    async with sparrow.desk() as desk:
        await desk.file([letter(1, 7, version=2)])
        said = await desk.file([letter(1, 3, version=1)])
    held = sparrow.ledger()

    assert [one.status for one in said.values()] == ["accepted"]
    assert [(one["position"], one["version"]) for one in held["records"]] == [(7, 2)]


@pytest.mark.parametrize(
    ("fault", "failure", "code"),
    [
        ("hang", UnansweredError, "no-answer"),
        ("reset", UnansweredError, "no-answer"),
        ("garble", UnansweredError, "answer-unreadable"),
        ("http500", UnansweredError, "http-500"),
        ("http429", NotTakenError, "http-429"),
        ("http400", BatchRefusedError, "http-400"),
    ],
)
async def test_each_failure_says_what_the_instance_may_have(
    sparrow: ServedSparrow, fault: str, failure: type[FilingError], code: str
) -> None:
    """What surely was not taken is told from what may have been; a filing is never sent again."""
    sparrow.misbehave({"fault": fault})
    async with sparrow.desk(IMPATIENT) as desk:
        with pytest.raises(failure) as caught:
            await desk.file([letter()])

    assert caught.value.code == code
    assert sparrow.ledger()["counts"].get("received", 0) == (
        1 if fault in {"reset", "garble"} else 0
    )


@pytest.mark.parametrize("status", [301, 302, 307, 401, 403, 404, 409])
async def test_no_redirect_is_followed_and_no_refusal_is_an_answer(status: int) -> None:
    """Personal data goes where the instance is registered, and nowhere else."""
    asked: list[str] = []

    def elsewhere(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(status, headers={"location": "https://thief.example/"})

    async with scripted(elsewhere) as desk:
        with pytest.raises(NotTakenError, match=f"http-{status}"):
            await desk.file([letter()])
    assert asked == ["sparrow.example"]


async def test_a_wrong_key_takes_nothing(sparrow: ServedSparrow) -> None:
    """An instance that does not know us files nothing."""
    async with sparrow.desk(key="another") as desk:
        with pytest.raises(NotTakenError, match="http-401"):
            await desk.file([letter()])


@pytest.mark.parametrize(("status", "failure"), [(429, NotTakenError), (503, UnansweredError)])
async def test_an_instance_says_for_how_long_it_wants_peace(
    status: int, failure: type[FilingError]
) -> None:
    """Retry-After goes along with the failure, whether or not the batch was taken."""
    async with scripted(lambda _: httpx.Response(status, headers={"retry-after": "90"})) as desk:
        with pytest.raises(failure) as caught:
            await desk.file([letter()])

    assert caught.value.asked == timedelta(seconds=90)


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([], None),
        ([{"status": "accepted"}], Verdict("accepted")),
        (
            [{"status": "accepted", "reference": "S-1", "code": None}],
            Verdict("accepted", None, "S-1"),
        ),
        ([{"status": "accepted", "reference": "a b\n"}], Verdict("accepted")),
        ([{"status": "accepted", "digest": "00"}], Verdict("refused", "digest-differs")),
        ([{"status": "refused", "code": "Ünfit!"}], Verdict("refused", "code-unreadable")),
        ([{"status": "accepted"}, {"status": "accepted"}], Verdict("accepted")),
        (
            [{"status": "accepted"}, {"status": "refused"}],
            Verdict("unknown", "answers-contradict"),
        ),
        ([{"status": "accepted", "filing_id": "another"}], None),
    ],
)
async def test_what_is_said_is_believed_as_far_as_it_can_be(
    rows: list[dict[str, Any]], verdict: Verdict | None
) -> None:
    """Strange codes, foreign filings and contradictions are not taken for acceptance."""
    told = letter()
    named = [{"filing_id": told.filing.id(), **row} for row in rows]
    async with scripted(results(*named)) as desk:
        said = await desk.file([told])

    assert said.get(told.filing.id()) == verdict


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'{"results": 3}',
        b'{"results": [null]}',
        b'{"results": [{"filing_id": "x", "status": "done"}]}',
        b'{"results": [{"filing_id": [], "status": "accepted"}]}',
        b'{"results": [{"filing_id": "x", "status": []}]}',
        b"[" * 100_000,
    ],
)
async def test_an_unreadable_answer_is_none(body: bytes) -> None:
    """Nobody knows then what was taken: it is asked about, and never taken for a yes."""
    async with scripted(lambda _: httpx.Response(200, content=body)) as desk:
        with pytest.raises(UnansweredError, match="answer-unreadable"):
            await desk.file([letter()])


async def test_the_key_and_whom_it_is_about_stay_in(caplog: pytest.LogCaptureFixture) -> None:
    """Neither failures nor logs nor representations quote the key, an address or a person."""
    caplog.set_level(logging.DEBUG)

    def broken(_: httpx.Request) -> httpx.Response:
        raise httpx.LocalProtocolError(f"Illegal header value {KEY}")

    async with scripted(broken) as desk:
        with pytest.raises(NotTakenError, match="unreachable") as caught:
            await desk.file([letter()])
    connection = SparrowConnection("http://s", KEY, signed)
    shown = f"{caught.value!r} {caplog.text} {letter()!r} {connection!r}"

    assert KEY not in shown
    assert "o1@example" not in shown
    with pytest.raises(ValueError, match="no header"):
        SparrowConnection("http://s", "planted\nkey", signed)


async def test_every_call_is_signed_over_its_bytes(sparrow: ServedSparrow) -> None:
    """A verifier of its own finds each body signed; an instance believes no other key."""
    sent: list[httpx.Request] = []

    def taking(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={"results": []})

    async with scripted(taking) as desk:
        await desk.file([letter(body=ENTRY)])
        await desk.ask([letter().filing])
    stranger = SparrowConnection(sparrow.origin, KEY, lambda _: signed(b"another body"), QUICK)
    async with SparrowDesk(stranger) as desk:
        with pytest.raises(NotTakenError, match="http-401"):
            await desk.file([letter()])

    for one in sent:
        told = one.headers["karmasetu-signature"]
        independent.signature(one.content, told, "karmasetu.call/1", PROOFS.jwks())
    assert len(sent) == 2
    assert "नमस्ते".encode() in sent[0].content


WHOLE: dict[str, Any] = {
    "correction": '{"number":"O-1"}',
    "keys_before": ({"kind": "employee_code", "value": "E"},),
    "confirmed_through": AT,
    "stale": False,
}


async def test_the_body_is_as_documented() -> None:
    """The wire shape is written down here: names, kinds of values, and the entry as published."""
    sent: list[Any] = []

    def taking(request: httpx.Request) -> httpx.Response:
        sent.append(
            (request.url.path, request.headers["authorization"], json.loads(request.content))
        )
        return httpx.Response(200, json={"results": []})

    told = letter(**WHOLE)
    async with scripted(taking) as desk:
        await desk.file([told])

    [(path, authorisation, body)] = sent
    assert (path, authorisation) == ("/apar-training/v1/filings", f"Bearer {KEY}")
    assert body == {
        "schema": "karmasetu.filing/1",
        "reporting_year": "2025-26",
        "filings": [
            {
                "filing_id": told.filing.id(),
                "kind": "upsert",
                "official_id": 1,
                "position": 1,
                "published_at": "2026-05-04T06:30:00+00:00",
                "keys": [{"kind": "sparrow_email", "value": "o1@example.gov.in"}],
                "keys_before": [{"kind": "employee_code", "value": "E"}],
                "published": {
                    "version": 1,
                    "digest": DIGEST,
                    "facts_through": "2026-05-04T06:30:00+00:00",
                    "confirmed_through": "2026-05-04T06:30:00+00:00",
                    "stale": False,
                    "cadre": "Goa",
                    "correction": {"number": "O-1"},
                    "entry": json.loads(ENTRY),
                },
            }
        ],
    }
