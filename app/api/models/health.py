"""What the probes answer."""

from typing import Literal

from app.api.models.shapes import Answer


class Live(Answer):
    """The process answers."""

    status: Literal["live"]


class Ready(Answer):
    """The process can serve: the database answers, and stands at the expected migration."""

    status: Literal["ready"]
    revision: str
    feed_lag_seconds: int | None
    worker: Literal["at-work", "silent"]
