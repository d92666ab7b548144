"""The five envelopes: success, messages, and which failure an answer is."""

from typing import Any

import httpx
import pytest

from app.errors import FeedFailedError
from app.integrations.http import Answer
from app.integrations.igot.envelope import failure, message_of, read_result, succeeded
from app.integrations.igot.feed import (
    FeedIncompleteError,
    FeedMalformedError,
    FeedRefusedError,
    FeedUnavailableError,
)


def answer(status: int, body: str) -> Answer:
    """Write an answer."""
    return Answer(status, httpx.Headers(), body.encode())


@pytest.mark.parametrize(
    ("code", "status"),
    [("OK", "SUCCESS"), ("CREATED", "success"), ("ok", "Successful"), ("ACCEPTED", None)],
)
def test_quirk_02_success_is_told_in_many_words(code: str, status: str | None) -> None:
    """The response code and the status word count in any case; a null status is no failure."""
    assert succeeded({"responseCode": code, "params": {"status": status}})


@pytest.mark.parametrize(
    "document",
    [
        {"responseCode": "OK", "params": {"status": "Failed"}},
        {"responseCode": "CLIENT_ERROR", "params": {"status": "success"}},
        {"params": {"status": "success"}},
        {},
    ],
)
def test_quirk_02_a_failed_word_or_a_missing_code_is_no_success(document: dict[str, Any]) -> None:
    """HTTP 200 alone says nothing: the envelope must agree."""
    assert not succeeded(document)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"params": {"errmsg": "older"}}, "older"),
        ({"params": {"errMsg": "newer", "err": "CODE"}}, "newer"),
        ({"params": {"errMsg": None, "err": "in err"}}, "in err"),
        ({"result": {"message": "in result"}}, "in result"),
        ({"message": "gateway"}, "gateway"),
        ({"error": "report", "details": "why"}, "report: why"),
        ({"params": {"errmsg": '["name cannot be blank","x"]'}}, "name cannot be blank; x"),
        ({}, None),
    ],
)
def test_quirk_01_the_message_is_found_wherever_it_stands(
    document: dict[str, Any], message: str | None
) -> None:
    """Each service puts its message elsewhere; the first that is not empty is it."""
    assert message_of(document) == message


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, "<html>maintenance</html>", FeedMalformedError),
        (200, '{"responseCode":"OK","resu', FeedMalformedError),
        (200, "[1]", FeedMalformedError),
        (200, "{}", FeedMalformedError),
        (200, '{"responseCode":"OK","result":[1]}', FeedMalformedError),
        (302, "", FeedMalformedError),
        (401, '{"message":"Unauthorized"}', FeedRefusedError),
        (403, "<html>no</html>", FeedRefusedError),
        (404, '{"responseCode":"RESOURCE_NOT_FOUND"}', FeedRefusedError),
        (200, '{"responseCode":"OK","params":{"status":"failed"}}', FeedRefusedError),
        (200, '{"responseCode":"SERVER_ERROR"}', FeedUnavailableError),
        (503, "gone", FeedUnavailableError),
        (200, '{"responseCode":"PARTIAL_SUCCESS","result":{}}', FeedIncompleteError),
    ],
)
def test_every_other_answer_is_a_failure_of_its_kind(
    status: int, body: str, kind: type[FeedFailedError]
) -> None:
    """No answer but a good one gives a result, and each failure keeps its kind."""
    with pytest.raises(kind):
        read_result("search", answer(status, body))


def test_failures_repeat_no_personal_data() -> None:
    """Addresses, ids and numbers in iGOT's message do not reach our sentence."""
    body = '{"message":"asha@nic.example 9000000001 6f1c0a52-0000-4000-8000-000000000001 unknown"}'

    sentence = failure("search", answer(400, body)).sentence

    assert sentence == "iGOT's search answered HTTP 400: … … … unknown"


def test_a_null_result_is_an_empty_one() -> None:
    """A good envelope without a result holds nothing."""
    assert read_result("search", answer(200, '{"responseCode":"OK","result":null}')) == {}
