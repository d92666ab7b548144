"""`karmasetu serve` as it starts its server."""

from typing import Any

import pytest
import uvicorn

from app import logs
from app.commands import serve


def test_it_is_one_process_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotas and metrics are counted in memory: WEB_CONCURRENCY must not make them several."""
    given: dict[str, Any] = {}
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    monkeypatch.setattr(uvicorn, "run", lambda _, **options: given.update(options))
    monkeypatch.setattr(logs, "configure", lambda **_: None)
    monkeypatch.setattr(serve, "_be_lean", lambda: None)
    serve.serve()
    given.pop("factory")

    assert uvicorn.Config("app.main:create_app", **given).workers == 1
