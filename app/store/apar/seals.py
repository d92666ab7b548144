"""Seals: asked for, made in one transaction while nothing is published, and proved from."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from app.policy.apar.sealing import Asked, Previous, Sealed
from app.store.database import Reading, Writing
from app.store.statements import statement
from app.store.tables.seal import apar_seal, apar_seal_request


@dataclass(frozen=True, slots=True)
class Request:
    """That one person wants a year sealed, and the service's signature that he asked.

    Without one, it was asked for before requests were signed.
    """

    id: int
    reporting_year: int
    authority_id: int
    requested_by: str
    requested_at: datetime
    signature: str | None


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal: its canonical bytes and the signature over them."""

    authority_id: int
    number: int
    reporting_year: int
    request_id: int
    position: int
    entries: int
    root: bytes
    digest: bytes
    body: str
    signature: str
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry under a seal, with the digest of the order that it rests on, if on any.

    Without its salt, which was erased, nothing ties it to anybody.
    """

    authority_id: int
    number: int
    place: int
    version: int
    position: int
    digest: bytes
    correction: str | None
    salt: bytes | None
    entries: int
    body: str
    signature: str


SEAL = [apar_seal.c[name] for name in Seal.__slots__]


async def ask(session: Writing, year: int, asked: Asked, signature: str) -> int:
    """Record that a person wants a year sealed, and return the number of the request."""
    entered = await session.run(
        insert(apar_seal_request)
        .values({**asdict(asked), "reporting_year": year, "signature": signature})
        .returning(apar_seal_request.c.id)
    )
    return int(entered.scalar_one())


async def request(session: Reading, year: int, request_id: int) -> Request | None:
    """Return a request, or None where the caller sees none."""
    columns = [apar_seal_request.c[name] for name in Request.__slots__]
    found = await session.run(
        select(*columns).where(
            apar_seal_request.c.id == request_id, apar_seal_request.c.reporting_year == year
        )
    )
    row = found.mappings().one_or_none()
    return None if row is None else Request(**row)


async def open_request(
    session: Reading, year: int, authority_id: int, since: datetime
) -> int | None:
    """Return the number of a request since a moment that no seal has come of, if there is one."""
    made = select(apar_seal.c.request_id).where(apar_seal.c.authority_id == authority_id)
    found = await session.run(
        select(apar_seal_request.c.id).where(
            apar_seal_request.c.authority_id == authority_id,
            apar_seal_request.c.reporting_year == year,
            apar_seal_request.c.requested_at > since,
            apar_seal_request.c.id.not_in(made),
        )
    )
    return found.scalars().first()


async def hold(session: Writing, year: int) -> int:
    """Return the last publish position; nothing of the year is decided or published any more."""
    await session.run(statement("evaluate/hold"), {"year": year})
    return int((await session.run(statement("seal/position"))).scalar_one())


async def leaves(session: Writing, year: int, authority_id: int) -> list[bytes]:
    """Return what the leaf of each standing entry is over; each keeps the salt it has got once."""
    scope = {"year": year, "authority_id": authority_id}
    await session.run(statement("seal/salt"), scope)
    return list((await session.run(statement("seal/standing"), scope)).scalars())


async def rulesets(session: Reading, year: int, authority_id: int) -> list[str]:
    """Return the digests of the rules that an authority's standing entries were decided by."""
    scope = {"year": year, "authority_id": authority_id}
    return list((await session.run(statement("seal/rulesets"), scope)).scalars())


async def enter(  # noqa: PLR0913, PLR0917 - a seal, its tree, and who stands behind it
    session: Writing,
    asked: Request,
    confirmed_by: str,
    sealed: Sealed,
    signature: str,
    digest: bytes,
    tree: Sequence[Sequence[bytes]],
) -> None:
    """Enter a seal with its leaves and its tree."""
    scope: dict[str, Any] = {"authority_id": sealed.authority_id, "number": sealed.number}
    await session.run(
        insert(apar_seal).values(
            **scope,
            reporting_year=asked.reporting_year,
            request_id=asked.id,
            requested_by=asked.requested_by,
            confirmed_by=confirmed_by,
            position=sealed.position,
            entries=sealed.count,
            root=sealed.root,
            digest=digest,
            body=sealed.canonical().decode(),
            signature=signature,
            sealed_at=sealed.sealed_at,
        )
    )
    await session.run(statement("seal/leaves"), {**scope, "year": asked.reporting_year})
    for level, hashes in enumerate(tree):
        nodes = {**scope, "level": level, "hashes": list(hashes)}
        await session.run(statement("seal/nodes"), nodes)


async def last(session: Reading, authority_id: int) -> Previous | None:
    """Return the last seal of an authority, of whatever year, as the next one names it."""
    found = await session.run(
        select(apar_seal.c.number, apar_seal.c.root, apar_seal.c.digest)
        .where(apar_seal.c.authority_id == authority_id)
        .order_by(apar_seal.c.number.desc())
        .limit(1)
    )
    row = found.one_or_none()
    return None if row is None else Previous(row.number, row.root.hex(), row.digest.hex())


async def of_year(
    session: Reading, year: int, authority_id: int, number: int | None = None
) -> list[Seal]:
    """Return an authority's seals of a year in their order, or the one of a number."""
    wanted = select(*SEAL).where(
        apar_seal.c.reporting_year == year, apar_seal.c.authority_id == authority_id
    )
    if number is not None:
        wanted = wanted.where(apar_seal.c.number == number)
    found = await session.run(wanted.order_by(apar_seal.c.number))
    return [Seal(**row) for row in found.mappings()]


async def leaf(session: Reading, year: int, official_id: int) -> Leaf | None:
    """Return an official's entry under the newest seal that holds it; None where there is none."""
    scope = {"year": year, "official_id": official_id}
    row = (await session.run(statement("seal/proof"), scope)).mappings().one_or_none()
    return None if row is None else Leaf(**row)


async def path(session: Reading, held: Leaf, places: Sequence[tuple[int, int]]) -> list[bytes]:
    """Return the hashes at some places of the tree that a leaf stands in."""
    asked = {
        "authority_id": held.authority_id,
        "number": held.number,
        "levels": [level for level, _ in places],
        "places": [place for _, place in places],
    }
    return list((await session.run(statement("seal/path"), asked)).scalars())
