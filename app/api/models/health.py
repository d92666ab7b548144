"""What the probes answer."""

from typing import Literal

from app.api.models.shapes import Answer
from app.services.standing import Worker


class Live(Answer):
    """The process answers."""

    status: Literal["live"]


class Ready(Answer):
    """The process can serve: the database answers, and stands at the expected migration.

    `worker`: while nothing waits for one it is `idle`, and whether one runs is not known.
    """

    status: Literal["ready"]
    revision: str
    feed_lag_seconds: int | None
    worker: Worker
