"""The stand-in SPARROW as an ASGI application: it files, says what it filed, and errs by script."""

import json

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from app.integrations.sparrow.stand_in.broken import BrokenOff, Silence
from app.integrations.sparrow.stand_in.faults import Fault, FaultScript
from app.integrations.sparrow.stand_in.ledger import Json, Ledger
from app.integrations.sparrow.stand_in.settings import StandInSettings
from app.integrations.sparrow.stand_in.signed import HEADER, is_signed

SCHEMA = "karmasetu.filing/1"
BATCH_MAX = 500


class StandIn:
    """Leads a request past the key and the fault script to the ledger."""

    def __init__(self, settings: StandInSettings) -> None:
        self._key, self._jwks = settings.key, settings.jwks
        self._script = FaultScript()
        self._ledger = Ledger(settings.name)

    def routes(self) -> list[Route]:
        """Return the two calls, and outside of them the fault script and the ledger."""
        return [
            Route("/apar-training/v1/filings", self.file, methods=["POST"]),
            Route("/apar-training/v1/filings/status", self.status, methods=["POST"]),
            Route("/_faults", self.faults, methods=["GET", "PUT"]),
            Route("/_ledger", self.ledger, methods=["GET"]),
        ]

    async def file(self, request: Request) -> Response:
        """Take filings of one year and say of each what became of it."""
        body = await self._body(request)
        if isinstance(body, Response):
            return body
        filings, year = _filings(body), body.get("reporting_year")
        if body.get("schema") != SCHEMA or not isinstance(year, str) or not filings:
            return JSONResponse({"message": "not a batch of filings"}, 400)
        return await self._answer(year, filings, self._script.take(filings))

    async def status(self, request: Request) -> Response:
        """Say what became of filings, by their ids."""
        body = await self._body(request)
        if isinstance(body, Response):
            return body
        return JSONResponse(
            {"results": [self._ledger.said_of(str(one)) for one in body.get("filing_ids", [])]}
        )

    async def faults(self, request: Request) -> Response:
        """Tell or replace the fault script."""
        if request.method == "GET":
            return JSONResponse(self._script.told())
        try:
            self._script.replace(json.loads(await request.body()))
        except (TypeError, ValueError) as problem:
            return JSONResponse({"message": str(problem)}, 400)
        return Response(status_code=204)

    async def ledger(self, _: Request) -> Response:
        """Tell what is held."""
        return JSONResponse(self._ledger.told())

    async def _body(self, request: Request) -> Json | Response:
        if request.headers.get("authorization") != f"Bearer {self._key}":
            return JSONResponse({"message": "Unauthorized"}, 401)
        content, signature = await request.body(), request.headers.get(HEADER, "")
        if self._jwks is not None and not is_signed(content, signature, self._jwks):
            return JSONResponse({"message": "not signed by a key that is known here"}, 401)
        try:
            body = json.loads(content)
        except ValueError:
            body = None
        return body if isinstance(body, dict) else JSONResponse({"message": "not JSON"}, 400)

    async def _answer(self, year: str, filings: list[Json], fault: Fault | None) -> Response:
        kind = "" if fault is None else fault.kind
        if kind == "hang":
            return Silence()
        if kind.startswith("http"):
            return JSONResponse({"message": "planted"}, int(kind[4:]), {"Retry-After": "0"})
        if fault is not None and kind == "delay":
            await self._script.delay(fault)
        results = self._results(year, filings, fault)
        if kind == "reset":
            return BrokenOff()
        if kind == "garble":
            return PlainTextResponse("<html>done</html>")
        return JSONResponse({"results": results})

    def _results(self, year: str, filings: list[Json], fault: Fault | None) -> list[Json]:
        kind = "" if fault is None else fault.kind
        if fault is not None and kind in {"refuse", "later"}:
            return [self._said(year, one, fault) for one in filings]
        half = (len(filings) + 1) // 2
        taken = filings[:half] if kind == "partial" else filings
        results = [self._ledger.take(year, one) for one in taken]
        if kind == "omit":
            return results[:half]
        if kind == "duplicate":
            return results + [self._ledger.take(year, one) for one in taken]
        return results

    def _said(self, year: str, filing: Json, fault: Fault) -> Json:
        if not fault.concerns(filing):
            return self._ledger.take(year, filing)
        status = "refused" if fault.kind == "refuse" else "later"
        return {"filing_id": filing.get("filing_id"), "status": status, "code": fault.code}


def _filings(body: Json) -> list[Json]:
    """Return the filings of a batch; none where it is no batch, or too large."""
    stated = body.get("filings")
    if not isinstance(stated, list) or len(stated) > BATCH_MAX:
        return []
    return stated if all(isinstance(one, dict) for one in stated) else []


def create_stand_in(settings: StandInSettings) -> Starlette:
    """Return the stand-in SPARROW instance."""
    return Starlette(routes=StandIn(settings).routes())
