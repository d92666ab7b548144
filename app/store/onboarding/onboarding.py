"""Submitted officials matched with those held, in one statement for a whole submission."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.policy.facts import Employment
from app.policy.identifiers import code_key, email_key
from app.policy.onboarding.facts import HeldOfficial, Matches, SubmittedOfficial
from app.store.database import Reading
from app.store.statements import statement


async def matches(
    session: Reading,
    submitted: Sequence[SubmittedOfficial],
    year: int,
    level_map: Mapping[str, str],
) -> list[Matches]:
    """Return, for each submitted official, the held ones the caller may see; levels by the map.

    An official for whom nothing was evaluated yet is taken to have a plan: absence is no fact.
    """
    found = await session.run(
        statement("read/onboarding_matches"),
        {
            "year": year,
            "emails": [email_key(one.email) for one in submitted],
            "codes": [code_key(one.employee_code) for one in submitted],
        },
    )
    by_email: list[list[HeldOfficial]] = [[] for _ in submitted]
    by_code: list[list[HeldOfficial]] = [[] for _ in submitted]
    for row in found:
        sides = by_email if row.kind == "sparrow_email" else by_code
        sides[row.place - 1].append(_held(row, level_map))
    return [
        Matches(tuple(email), tuple(code)) for email, code in zip(by_email, by_code, strict=True)
    ]


async def designations(session: Reading, authority_id: int) -> list[str]:
    """Return the keys of designations that an authority's profiles or its own orders name."""
    found = await session.run(statement("read/known_designations"), {"authority_id": authority_id})
    return list(found.scalars())


def _held(row: Any, level_map: Mapping[str, str]) -> HeldOfficial:
    return HeldOfficial(
        official_id=row.official_id,
        authority_id=row.authority_id,
        name=row.name,
        designation=row.designation,
        designation_key=row.designation_key,
        group=row.group_name,
        service=row.service,
        cadre=row.cadre,
        batch=row.batch,
        on_central_deputation=row.on_central_deputation,
        profile_status=row.profile_status,
        level=row.own_level or level_map.get(row.designation_key or ""),
        has_plan=row.has_plan,
        employment=Employment(row.employment),
    )
