"""Clients that may ask for tokens, and the digests of their secrets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from app.policy.access.roles import Role
from app.store.database import Reading, Tenant, Writing
from app.store.tables.authority import cadre, service
from app.store.tables.client import api_client, api_client_barred, api_client_secret

DIGEST = api_client_secret.c.digest


@dataclass(frozen=True, slots=True)
class Client:
    """A client: what it is in the field, what it may do, and what it may see."""

    client_id: str
    role: Role
    scopes: tuple[str, ...]
    tenant: Tenant
    added_at: datetime
    revoked_at: datetime | None = None


async def enter(session: Writing, client: Client) -> None:
    """Enter a client."""
    tenant = client.tenant
    await session.run(
        insert(api_client).values(
            client_id=client.client_id,
            role=client.role,
            scopes=sorted(client.scopes),
            everything=tenant.everything,
            authorities=sorted(tenant.authorities),
            services=sorted(tenant.services),
            cadres=sorted(tenant.cadres),
            added_at=client.added_at,
        )
    )


async def one(session: Reading, client_id: str) -> Client | None:
    """Return a client, revoked or not; None where there is none."""
    found = await _clients(session, [client_id])
    return found[0] if found else None


async def every(session: Reading) -> list[Client]:
    """Return all clients in the order of their names."""
    return await _clients(session, None)


async def revoke(session: Writing, client_id: str, now: datetime) -> None:
    """Let a client ask for nothing more."""
    await session.run(
        update(api_client)
        .where(api_client.c.client_id == client_id, api_client.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )


async def bar(session: Writing, client_id: str, now: datetime) -> bool:
    """Turn away a client that was never entered; return False for one that is turned away."""
    barred = await session.run(
        upsert(api_client_barred)
        .values(client_id=client_id, barred_at=now)
        .on_conflict_do_nothing()
        .returning(api_client_barred.c.client_id)
    )
    return barred.scalar_one_or_none() is not None


async def barred(session: Reading) -> list[tuple[str, datetime]]:
    """Return the clients that were never entered and are turned away, with since when."""
    held = api_client_barred.c
    found = await session.run(select(held.client_id, held.barred_at).order_by(held.client_id))
    return [(row.client_id, row.barred_at) for row in found]


async def add_secret(session: Writing, client_id: str, digest: bytes, now: datetime) -> None:
    """Give a client another secret, kept as its digest alone."""
    await session.run(
        insert(api_client_secret).values(client_id=client_id, digest=digest, made_at=now)
    )


async def end_secrets(session: Writing, client_id: str, ends_at: datetime) -> None:
    """Let a client's secrets hold until a moment, and no longer."""
    open_ones = or_(api_client_secret.c.ends_at.is_(None), api_client_secret.c.ends_at > ends_at)
    await session.run(
        update(api_client_secret)
        .where(api_client_secret.c.client_id == client_id, open_ones)
        .values(ends_at=ends_at)
    )


async def secrets(session: Reading, client_id: str, now: datetime) -> list[bytes]:
    """Return the digests of the secrets that hold now; none for a client that is revoked."""
    holds = or_(api_client_secret.c.ends_at.is_(None), api_client_secret.c.ends_at > now)
    found = await session.run(
        select(DIGEST)
        .join(api_client, api_client.c.client_id == api_client_secret.c.client_id)
        .where(api_client.c.client_id == client_id, api_client.c.revoked_at.is_(None), holds)
    )
    return list(found.scalars())


async def is_revoked(session: Reading, client_id: str) -> bool:
    """Say whether a client is one that was revoked, or barred without having been entered."""
    revoked = select(api_client.c.client_id).where(
        api_client.c.client_id == client_id, api_client.c.revoked_at.is_not(None)
    )
    others = select(api_client_barred.c.client_id).where(api_client_barred.c.client_id == client_id)
    found = await session.run(select(or_(revoked.exists(), others.exists())))
    return bool(found.scalar_one())


async def numbers(
    session: Reading, services: Iterable[str], cadres: Iterable[str]
) -> tuple[dict[str, int], dict[str, int]]:
    """Return the numbers of services and of cadres by their names; one not held is left out."""
    wanted = ((service, services), (cadre, cadres))
    held = [
        await session.run(select(table.c.name, table.c.id).where(table.c.name.in_(list(names))))
        for table, names in wanted
    ]
    of_services, of_cadres = ({row.name: row.id for row in rows} for rows in held)
    return of_services, of_cadres


async def _clients(session: Reading, names: list[str] | None) -> list[Client]:
    wanted = select(api_client).order_by(api_client.c.client_id)
    if names is not None:
        wanted = wanted.where(api_client.c.client_id.in_(names))
    return [
        Client(
            row.client_id,
            row.role,
            tuple(row.scopes),
            Tenant(
                row.everything,
                frozenset(row.authorities),
                frozenset(row.services),
                frozenset(row.cadres),
            ),
            row.added_at,
            row.revoked_at,
        )
        for row in await session.run(wanted)
    ]
