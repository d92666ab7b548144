"""The ASGI application: routers, problem handlers, lifespan. No logic."""

import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib import import_module

from fastapi import FastAPI

from app.api import audit, contract, docs, document, health, keys, problems, tokens
from app.api.apar import annexure, bulk, changes, extract, receipts, schemas, seals
from app.api.apar import entry as apar
from app.api.apar import periods as apar_periods
from app.api.apar import straight as exports
from app.api.edge import Edge, Limits
from app.api.feeds import quarantine, requeues
from app.api.feeds import runs as feeds
from app.api.mandate import (
    authorities,
    canonical,
    evaluations,
    fast_completions,
    late_plans,
    level_findings,
    liaison,
    officials,
    permission,
    plan_checks,
    reach_list,
    rulesets,
    what_if,
)
from app.api.observing import Observer, log
from app.api.onboarding import actions as onboarding_actions
from app.api.onboarding import checks as onboarding
from app.api.onboarding import picture as onboarding_picture
from app.api.onboarding import roster_files, rosters, strengths
from app.api.registers import (
    assessment_terms,
    bodies,
    corrections,
    declarations,
    equivalences,
    exemptions,
    levels,
    liaison_directions,
    liaison_officers,
    overrides,
    periods,
    workshop_attendances,
)
from app.api.short_ways import ShortWays
from app.api.sparrow import filings as sparrow_filings
from app.api.sparrow import instances as sparrow_instances
from app.settings import Settings
from app.wiring.api import open_api
from app.wiring.telemetry import telemetry

ROUTERS = (
    schemas,
    apar,
    seals,
    changes,
    bulk,
    receipts,
    exports,
    extract,
    annexure,
    canonical,
    officials,
    apar_periods,
    authorities,
    late_plans,
    level_findings,
    fast_completions,
    reach_list,
    evaluations,
    sparrow_instances,
    sparrow_filings,
    feeds,
    quarantine,
    requeues,
    what_if,
    onboarding,
    rosters,
    roster_files,
    strengths,
    onboarding_picture,
    onboarding_actions,
    exemptions,
    corrections,
    bodies,
    declarations,
    levels,
    equivalences,
    assessment_terms,
    overrides,
    periods,
    liaison_officers,
    liaison_directions,
    workshop_attendances,
    liaison,
    rulesets,
    plan_checks,
    permission,
    audit,
    health,
    keys,
    tokens,
)
# The version of the contract, not of the program: it rises when openapi.yaml changes.
CONTRACT_VERSION = "1.0.0"
DESCRIPTION = """\
Karmasetu takes what iGOT Karmayogi knows about an official's learning, holds it against what the
office memoranda demand, and gives the appraisal system an answer that can be explained, reproduced
and proved.

Every number of an APAR entry can be traced to a rule, and every rule says where it comes from:
`stated` and `illustrative` rules cite a memorandum, `house` rules name the question that they
answer until an authority does.

Send an access token as `Authorization: Bearer …`. An official whom the token may not see answers
exactly as one who doesn't exist. A client has a quota of requests a minute: `RateLimit-Policy` and
`RateLimit` on each reply say what it is and what is left of it, `429` with `Retry-After` that it is
used up. Failures are RFC 9457 problems with a stable `code`.
"""


def create_app(settings: Settings | None = None, limits: Limits | None = None) -> FastAPI:
    """Return the application; nothing is opened before it starts."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_api(settings) as parts:
            app.state.parts = parts
            yield

    app = contract.DescribedApi(
        title="Karmasetu",
        summary="Learning records for the appraisal, explained, reproducible and provable.",
        description=DESCRIPTION,
        version=CONTRACT_VERSION,
        license_info={"name": "MIT License", "identifier": "MIT"},
        servers=[{"url": "/", "description": "This installation."}],
        openapi_tags=[{"name": name, "description": text} for name, text in contract.TAGS],
        # The document and its pages are served from here, by app.api.document and docs.
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        telemetry=telemetry(settings),
    )
    routers = [module.router for module in ROUTERS]
    for router in routers:
        # Each says its own prefix, tags and guard. Included, every route would be built a second
        # time, and matched twice in each request.
        app.router.routes.extend(router.routes)
    problems.install(app, routers)
    document.install(app)
    if settings.docs:
        docs.install(app)
    if not settings.telemetry_url:
        # FastAPI makes the spans: where they are sent, every request goes its whole way.
        app.add_middleware(ShortWays, routes=app.routes)
    observers = (log, *_metering(app, settings))
    app.add_middleware(Edge, limits=limits or Limits(), observers=observers)
    return app


def _metering(app: FastAPI, settings: Settings) -> Sequence[Observer]:
    """Serve metrics where the installation wants them; only there is what counts them loaded."""
    token = settings.metrics_token.get_secret_value()
    if not token:
        return ()
    metrics = import_module("app.api.metrics")
    meter = metrics.Meter()
    metrics.install(app, meter, token)
    return (meter.observe,)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(create_app().openapi(), ensure_ascii=False))
