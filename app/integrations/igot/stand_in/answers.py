"""The envelopes in which iGOT's services answer, each with its own spelling."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

_BAD_REQUEST, _NOT_FOUND, _SERVER_ERROR = 400, 404, 500
_CODES = {
    _BAD_REQUEST: "CLIENT_ERROR",
    _NOT_FOUND: "RESOURCE_NOT_FOUND",
    _SERVER_ERROR: "SERVER_ERROR",
}
_SPRING = {
    _BAD_REQUEST: "BAD_REQUEST",
    401: "UNAUTHORIZED",
    _NOT_FOUND: "NOT_FOUND",
    _SERVER_ERROR: "INTERNAL_SERVER_ERROR",
}


@dataclass(slots=True)
class Answer:
    """An answer before it is written: JSON, or a stream of text."""

    status: int
    payload: dict[str, Any] | None = None
    chunks: Iterator[str] | None = None


@dataclass(frozen=True, slots=True)
class Envelopes:
    """Writes answers as the four kinds of services do, all on the same day."""

    today: date

    def core(self, identifier: str, result: dict[str, Any]) -> Answer:
        """Answer as users, organisations and enrolments do (envelope A)."""
        return Answer(200, self._core(identifier, "OK", "SUCCESS", None, result))

    def core_none(self, identifier: str, message: str) -> Answer:
        """Say that there is nothing, as a success without a result (envelope A)."""
        return Answer(200, self._core(identifier, "OK", "SUCCESS", message, {}))

    def core_error(self, identifier: str, status: int, message: str) -> Answer:
        """Refuse as users, organisations and enrolments do (envelope A)."""
        code = _CODES[status]
        return Answer(status, self._core(identifier, code, "FAILED", message, {}))

    def content(self, identifier: str, result: dict[str, Any]) -> Answer:
        """Answer as the knowledge platform does: envelope A in lower case."""
        return Answer(200, self._core(identifier, "OK", "successful", None, result))

    def _core(
        self, identifier: str, code: str, status: str, message: str | None, result: dict[str, Any]
    ) -> dict[str, Any]:
        ids = dict.fromkeys(("resmsgid", "msgid"), "8e27cbf5")
        err = None if message is None else code
        return {
            "id": identifier,
            "ver": "v1",
            "ts": f"{self.today} 06:12:44:118+0000",
            "params": {**ids, "err": err, "status": status, "errmsg": message},
            "responseCode": code,
            "result": result,
        }

    def extended(
        self, identifier: str, result: dict[str, Any], message: str | None = None
    ) -> Answer:
        """Answer as plans of the first generation do (envelope B); none is told by a message."""
        params = {"resmsgid": "5be1a7", "msgid": "5be1a7", "err": None}
        return Answer(
            200,
            {
                "id": identifier,
                "ver": "1.0",
                "ts": f"{self.today}T11:42:44.118+05:30",
                "params": {**params, "status": "success", "errmsg": message},
                "responseCode": "OK",
                "result": result,
            },
        )

    def staff(self, identifier: str, result: dict[str, Any]) -> Answer:
        """Answer as staff details and profile changes do (envelope C)."""
        return Answer(200, self._bare(identifier, "OK", "Successful", None, result))

    def staff_error(self, identifier: str, status: int, message: str) -> Answer:
        """Refuse as staff details and profile changes do (envelope C)."""
        return Answer(status, self._bare(identifier, _SPRING[status], None, message, {}))

    def _bare(
        self, identifier: str, code: str, word: str | None, message: str | None, result: Any
    ) -> dict[str, Any]:
        ids = dict.fromkeys(("resmsgid", "msgid"))
        return {
            "id": identifier,
            "ver": "v1",
            "ts": f"{self.today} 11:42:44.118",
            "params": {**ids, "err": None, "status": word, "errmsg": message},
            "responseCode": code,
            "result": result,
        }

    def newer(
        self, identifier: str, result: dict[str, Any], status: int = 200, error: str | None = None
    ) -> Answer:
        """Answer as plans of the fourth generation do (envelope D), errors in ``err``."""
        word = "success" if error is None else "failed"
        ids = dict.fromkeys(("resMsgId", "msgId"))
        return Answer(
            status,
            {
                "id": identifier,
                "ver": "1.0",
                "ts": f"{self.today}T06:12:44.118Z",
                "params": {**ids, "err": error, "status": word, "errMsg": None},
                "responseCode": _SPRING.get(status, "OK"),
                "result": result,
            },
        )

    @staticmethod
    def report_error(status: int, error: str, details: str) -> Answer:
        """Refuse as the report service does: no envelope (E)."""
        return Answer(status, {"error": error, "details": details})
