"""What a stand-in iGOT is started with."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class StandInSettings:
    """The world's seed and size, the secrets it asks for, and the day it believes it is.

    For the password it issues user tokens of its own; without one there is no login.
    Nothing that happens after ``today`` is told. ``keep_reports`` writes each report into a file
    when it is first asked for, and tells it from there.
    """

    key: str
    user_token: str
    today: date
    seed: int = 2025
    officials: int = 20_000
    username: str = "karmasetu"
    password: str = ""
    keep_reports: bool = False
