"""Refused tokens and functions are seen by whoever runs the service, as warnings in its log."""

from dataclasses import replace

import pytest
from fastapi import FastAPI

from app.settings import Settings
from tests.api.calling import EVERYBODY, client_of, token_of


async def test_what_is_refused_is_logged(
    app: FastAPI, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """A refused token or function is a warning that says why and, where a token holds, who."""
    auditor = token_of(settings, replace(EVERYBODY, role="auditor"))
    for token in (None, "a.b.c", auditor):
        async with client_of(app, token) as caller:
            await caller.post("/v1/authorities/1/exemptions", content=b"{")

    told = [vars(one) for one in caplog.records if one.getMessage() == "refused"]
    assert {(one["levelname"], one["route"]) for one in told} == {
        ("WARNING", "/v1/authorities/{authority_id}/exemptions")
    }
    assert [(one["client"], one["why"]) for one in told] == [
        (None, "a bearer token is needed"),
        (None, "the token can't be accepted"),
        ("tests", "this is not for the role auditor"),
    ]
