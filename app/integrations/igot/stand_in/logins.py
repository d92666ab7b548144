"""The stand-in's user tokens: the one it was started with, and those it issues for a password."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import Any

from app.integrations.igot.stand_in.settings import StandInSettings

LASTS = timedelta(days=2)


class Logins:
    """Issues tokens by the password grant, and knows which of them still hold."""

    def __init__(self, settings: StandInSettings) -> None:
        self._settings = settings
        self._issued: set[str] = set()
        self._numbers = count(1)

    def recognise(self, token: str) -> bool:
        """Say whether a call with the token is somebody's."""
        return token == self._settings.user_token or token in self._issued

    def end_all(self) -> None:
        """Let every token that was issued end at once."""
        self._issued.clear()

    def issue(self, form: Mapping[str, str]) -> dict[str, Any] | None:
        """Return a token for the right account and password, None for any other."""
        wanted = {
            "grant_type": "password",
            "username": self._settings.username,
            "password": self._settings.password,
        }
        if not self._settings.password or any(form.get(key) != wanted[key] for key in wanted):
            return None
        midnight = datetime.combine(self._settings.today, time.min, UTC)
        claims: dict[str, Any] = {
            "sub": "f:stand-in:caller",
            "exp": int((midnight + LASTS).timestamp()),
        }
        token = f"{_part({'alg': 'none'})}.{_part(claims)}.{_part({'number': next(self._numbers)})}"
        self._issued.add(token)
        return {"access_token": token, "token_type": "Bearer", "expires_in": 86_400}


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
