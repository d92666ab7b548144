"""Sealing a year of an authority: asked for by one person, confirmed by another, then proved."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from app.errors import ConflictError, ForbiddenError, NotFoundError
from app.policy.apar import merkle, sealing
from app.policy.apar.sealing import Asked, Sealed
from app.policy.reporting_year import ReportingYear
from app.services.apar.signatures import ProofKeys
from app.services.tokens import Caller
from app.store.apar import entries, seals
from app.store.apar.seals import Request, Seal
from app.store.auditing import audit
from app.store.auditing.audit import Access
from app.store.database import Reading, Writing

# House value: for so long a request waits for the second person.
OPEN_FOR = timedelta(days=7)


async def ask(  # noqa: PLR0913, PLR0917 - who asks for what, by which keys, and when
    session: Writing,
    year: ReportingYear,
    authority_id: int,
    caller: Caller,
    keys: ProofKeys,
    access: Access,
    now: datetime,
) -> Request:
    """Record that a person wants an authority's year sealed, signed by us: he asked, none for him.

    Raises ForbiddenError for a caller that is no person, NotFoundError for another's authority,
    ConflictError while a request is open or where there is nothing to seal.
    """
    person = _person(caller)
    if not (caller.tenant.everything or authority_id in caller.tenant.authorities):
        raise NotFoundError("there is no such authority")
    if await seals.open_request(session, year.start, authority_id, now - OPEN_FOR) is not None:
        raise ConflictError("a request to seal this year is open already")
    if not (await entries.size(session, year.start, authority_id)).count:
        raise ConflictError("the authority has no entry of this year")
    asked = Asked(authority_id, year.label, person, now)
    signature = keys.sign(asked.canonical(), sealing.REQUEST, now)
    number = await seals.ask(session, year.start, asked, signature)
    await audit.append(session, access, "accepted")
    return await find(session, year, number)


async def find(session: Reading, year: ReportingYear, request_id: int) -> Request:
    """Return a request; raise NotFoundError where the caller sees none."""
    held = await seals.request(session, year.start, request_id)
    if held is None:
        raise NotFoundError("there is no such request")
    return held


async def confirm(
    session: Writing,
    asked: Request,
    caller: Caller,
    keys: ProofKeys,
    access: Access,
    now: datetime,
) -> Seal:
    """Seal the year as it stands, in this one transaction, while nothing is published.

    Raises ForbiddenError unless another person confirms, ConflictError for a request that is too
    old, was confirmed before, or that we did not sign when it was asked for.
    """
    person = _person(caller)
    year, authority_id = ReportingYear(asked.reporting_year), asked.authority_id
    if person == asked.requested_by:
        raise ForbiddenError("another person than the one who asked confirms a seal")
    if asked.requested_at <= now - OPEN_FOR:
        raise ConflictError("the request is too old; ask anew")
    _require_asked(asked, year, keys)
    position = await seals.hold(session, year.start)
    # Asked under the lock: of two who confirm at once, one comes second.
    if any(
        one.request_id == asked.id for one in await seals.of_year(session, year.start, authority_id)
    ):
        raise ConflictError("the request was confirmed already")
    tree = await _tree(session, year, authority_id)
    sealed = Sealed(
        authority_id=authority_id,
        reporting_year=year.label,
        position=position,
        count=len(tree[0]),
        root=tree[-1][0],
        rulesets=await seals.rulesets(session, year.start, authority_id),
        sealed_at=now,
        previous=await seals.last(session, authority_id),
    )
    body = sealed.canonical()
    signature = keys.sign(body, sealing.SEAL, now)
    digest = hashlib.sha256(body).digest()
    await seals.enter(session, asked, person, sealed, signature, digest, tree)
    await audit.append(session, access, "sealed", positions=(1, position))
    [made] = await seals.of_year(session, year.start, authority_id, sealed.number)
    return made


def _require_asked(held: Request, year: ReportingYear, keys: ProofKeys) -> None:
    """Refuse a request that nobody made here: whoever may write the table could play a person.

    Ed25519 signs the same bytes alike each time, so the signature is made again and compared.
    """
    asked = Asked(held.authority_id, year.label, held.requested_by, held.requested_at)
    signature = keys.sign(asked.canonical(), sealing.REQUEST, held.requested_at)
    if not hmac.compare_digest(signature.encode(), (held.signature or "").encode()):
        raise ConflictError("the request is not signed as it stands; ask anew")


async def _tree(
    session: Writing, year: ReportingYear, authority_id: int
) -> Sequence[Sequence[bytes]]:
    over = await seals.leaves(session, year.start, authority_id)
    if not over:
        raise ConflictError("the authority has no entry of this year")
    return merkle.levels([merkle.leaf(one) for one in over])


async def of_year(
    session: Reading, year: ReportingYear, authority_id: int, number: int | None = None
) -> list[Seal]:
    """Return an authority's seals of a year, or the one of a number."""
    return await seals.of_year(session, year.start, authority_id, number)


async def proof(
    session: Writing, year: ReportingYear, official_id: int, access: Access
) -> bytes | None:
    """Return the proof that an official's entry is sealed, and note the access.

    None where the caller sees no sealed entry, and for one whose salt was erased.
    """
    held = await seals.leaf(session, year.start, official_id)
    known = held is not None and held.salt is not None
    await audit.append(session, access, "served" if known else "not_found", (official_id,))
    if held is None or held.salt is None:
        return None
    found = await seals.path(session, held, merkle.places(held.place, held.entries))
    seal = json.loads(held.body)
    kind = sealing.PROOFS[seal["schema"]]
    newest = kind == sealing.PROOFS[sealing.SEAL]
    return sealing.written(
        {
            "schema": kind,
            "official_id": official_id,
            "version": held.version,
            "position": held.position,
            "digest": held.digest.hex(),
            "salt": held.salt.hex(),
            "index": held.place,
            "path": [one.hex() for one in found],
            "seal": seal,
            "seal_signature": held.signature,
            **({"correction_digest": held.correction} if newest else {}),
        }
    )


def _person(caller: Caller) -> str:
    if caller.person is None:
        raise ForbiddenError("a seal is for people; the token speaks for a client alone")
    return caller.person
