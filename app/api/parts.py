"""What the routes are given to work with; wiring puts it together."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.api.cursors import Cursors
from app.api.quotas import Quotas
from app.services.apar.annexure import Typesetter
from app.services.apar.signatures import ProofKeys
from app.services.clients import Admission
from app.services.filings.registering import AddressFault
from app.services.filings.registering import Enqueue as EnqueuePush
from app.services.mandate.run_requests import Enqueue
from app.services.onboarding.actions import Enqueue as EnqueueAction
from app.services.outside import OutsideIssuer
from app.services.readiness import Readiness
from app.services.tokens import Issuer, Verifier
from app.store.database import Database


@dataclass(frozen=True, slots=True)
class ApiParts:
    """The database in the API's role, the keys, the queue, the exports, the clock, the probe."""

    database: Database
    issuer: Issuer
    verifier: Verifier
    outside: OutsideIssuer | None
    admission: Admission
    proof_keys: ProofKeys
    cursors: Cursors
    enqueue: Enqueue
    enqueue_export: Enqueue
    exports: Path
    clock: Callable[[], datetime]
    readiness: Readiness
    enqueue_roster: Enqueue
    uploads: asyncio.Semaphore
    enqueue_action: EnqueueAction
    enqueue_push: EnqueuePush
    address_fault: AddressFault
    typesetter: Typesetter
    quotas: Quotas
