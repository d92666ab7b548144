"""The matrix: every operation as every role, of own and others' things, and with no good token.

What is expected is what the table in app/policy/access says; here stands the exact code of it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.policy.access.answers import ANSWERS, Relation
from app.policy.access.roles import EVERY_ROLE, Role
from app.policy.access.table import OPEN, OPERATIONS, expected
from app.services import clients
from app.services.tokens import Issuer
from app.store.auditing.audit import Access
from app.store.clients import Client
from app.wiring.keys import signer
from tests.access.asking import PLACES, RECORDS, Place, request
from tests.access.conftest import Matrix
from tests.api.conforming import contract

# Questions that are asked by POST: asking again is the same question.
ASKED_BY_POST = {
    "lookUpAparEntries",
    "extractAparCourses",
    "supposeOtherwise",
    "validateOfficials",
    "checkPlan",
    "checkPermission",
}
# What a second one answers who may write as well: it passes the guard, and is refused behind it.
SECOND = {"requeueFilings": 202, "sendRoster": 422, "cancelAparExport": 204, "confirmAparSeal": 409}
SEES_ALL = {"dopt", "karmayogi_bharat", "auditor"}
EVERY_OPERATION = sorted(OPERATIONS)
NUMBERS = ("official_id", "authority_id")


def success(operation: str) -> int:
    """Return the code by which an operation says that it was done, as the contract has it."""
    method, path = PLACES[operation]
    codes = contract()["paths"][path][method.lower()]["responses"]
    found = [int(code) for code in codes if code.startswith("2")]
    return max(found) if operation in {"sendRoster", "putSparrowInstance"} else min(found)


def again(operation: str, at: Place) -> tuple[httpx.Request, int]:
    """Return what others who may are to send after the first, and the code that it answers."""
    method, _ = PLACES[operation]
    if method == "GET" or operation in ASKED_BY_POST:
        return request(operation, at), success(operation)
    asked = request(operation, at)
    if operation == "sendRoster":
        return httpx.Request(asked.method, asked.url, headers={"Content-Type": "text/csv"}), 422
    code = SECOND.get(operation, 422 if asked.content else 409)
    return (request(operation, at, {}) if asked.content else asked), code


def relation(role: Role, operation: str) -> Relation:
    """Return how the first authority's things stand to a role's tenant in the matrix."""
    elsewhere = OPERATIONS[operation].subject == "request" and role in SEES_ALL
    return "other" if elsewhere else "own"


def told(answered: httpx.Response) -> Any:
    """Return a refusal without what differs between any two."""
    return answered.json() | {"request_id": ""}


@pytest.mark.parametrize("operation", EVERY_OPERATION)
async def test_own_is_given(matrix: Matrix, operation: str) -> None:
    """What is the caller's own is given, with the code of success, to both authorities."""
    codes = [matrix.told[operation, at.name].status_code for at in (matrix.own, matrix.other)]

    assert codes == [success(operation)] * 2, matrix.told[operation, "one"].text


@pytest.fixture(scope="session")
async def bad_tokens(matrix: Matrix) -> dict[str, str | None]:
    """No token, and tokens that expired, are for others, of another issuer, of a revoked client."""
    issuer, now, hour = signer(matrix.settings), datetime.now(UTC), timedelta(hours=1)
    caller = matrix.caller("karmayogi_bharat")
    gone = replace(caller, client_id="gone", person=None)
    access = Access("tests", "the matrix", "tests", "clients")
    async with matrix.worker.writing() as session:
        entered = Client("gone", caller.role, ("apar:read",), caller.tenant, now)
        await clients.add(session, entered, access)
        await clients.revoke(session, "gone", now, access)
    return {
        "none": None,
        "expired": issuer.issue(caller, now - 2 * hour, hour),
        "wrong audience": Issuer(issuer.key, issuer.name, "another").issue(caller, now, hour),
        "wrong issuer": Issuer(issuer.key, "another", issuer.audience).issue(caller, now, hour),
        "revoked": issuer.issue(gone, now, hour),
    }


@pytest.mark.parametrize("operation", EVERY_OPERATION)
async def test_without_a_good_token_nothing(
    matrix: Matrix, bad_tokens: dict[str, str | None], operation: str
) -> None:
    """None, expired, for others, of others, revoked: 401 in the same words, whatever is asked.

    The header says whether there was a token at all (RFC 6750, 3.1).
    """
    answers = [
        await matrix.send(request(operation, matrix.own), token=token)
        for token in bad_tokens.values()
    ]

    assert [one.status_code for one in answers] == [401] * len(bad_tokens)
    assert all(told(one) == told(answers[0]) for one in answers)
    faults = {
        name: one.headers["www-authenticate"] for name, one in zip(bad_tokens, answers, strict=True)
    }
    assert faults == dict.fromkeys(bad_tokens, 'Bearer error="invalid_token"') | {"none": "Bearer"}


@pytest.mark.parametrize("operation", EVERY_OPERATION)
async def test_each_role_may_what_the_table_says(matrix: Matrix, operation: str) -> None:
    """Given to whom the table gives it, 403 to whom it refuses; the auditor and DoPT among them."""
    answers, codes = {}, {}
    for role in sorted(EVERY_ROLE):
        asked, code = again(operation, matrix.own)
        caller = replace(matrix.caller(role), person=f"{role}-3")
        answers[role] = (await matrix.send(asked, caller)).status_code
        told = {"given": code, "missing": 404, "refused": 403}
        codes[role] = told[expected(role, operation, relation(role, operation))]

    assert answers == codes


def places_of(role: Role, operation: str) -> bool:
    """Say whether a role sees some and not all, and the operation is about somebody."""
    return role not in SEES_ALL and OPERATIONS[operation].subject not in {"nobody", "all"}


@pytest.mark.parametrize("operation", EVERY_OPERATION)
async def test_another_s_answers_as_a_missing_one(matrix: Matrix, operation: str) -> None:
    """To whoever may ask: 404, in the same words as for what isn't there, or not in the list."""
    for role in sorted(EVERY_ROLE):
        answer = expected(role, operation, "other")
        if answer == "refused" or not places_of(role, operation):
            continue
        caller = matrix.caller(role)
        answers = [
            await matrix.send(request(operation, at), caller)
            for at in (matrix.other, matrix.missing)
        ]
        if answer == "missing":
            assert [one.status_code for one in answers] == [404, 404], (role, answers[0].text)
            assert told(answers[0]) == told(answers[1])
        else:
            assert answers[0].status_code == success(operation)
            assert not set(numbers(answers[0])) & {*matrix.other.officials}


def numbers(answered: httpx.Response) -> Iterator[int]:
    """Yield the numbers of officials that an answer names anywhere."""
    waiting: list[Any] = [answered.json()] if "json" in answered.headers["content-type"] else []
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield from [one["official_id"]] if one.get("official_id") else []
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


BENEATH = [
    name for name in EVERY_OPERATION if name in RECORDS and "{authority_id}" in PLACES[name][1]
]


@pytest.mark.parametrize("operation", BENEATH)
async def test_another_s_record_is_not_under_one_s_own(matrix: Matrix, operation: str) -> None:
    """Under one's own authority, the number of another's record answers as one that nothing has."""
    role: Role = "mdo_admin"
    foreign = replace(matrix.own, ids=dict(matrix.other.ids))
    nothing = replace(matrix.own, ids={})
    answers = [
        await matrix.send(request(operation, at), matrix.caller(role)) for at in (foreign, nothing)
    ]

    assert [one.status_code for one in answers] == [404, 404]
    assert told(answers[0]) == told(answers[1])


@pytest.mark.parametrize("operation", sorted(OPEN))
def test_what_is_open_has_no_row(operation: str) -> None:
    """Probes, keys and tokens are outside the matrix, by name; every subject in it answers."""
    assert operation not in OPERATIONS
    assert {row.subject for row in OPERATIONS.values()} == set(ANSWERS)
