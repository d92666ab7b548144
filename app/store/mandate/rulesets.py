"""Rulesets as they were when outcomes were decided by them."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from app.policy.rules.ruleset import Ruleset
from app.store.database import Reading, Writing
from app.store.tables.outcome import ruleset


async def keep(session: Writing, rules: Ruleset) -> int:
    """Keep a ruleset as it is now, once, and return its number."""
    held = select(ruleset.c.id).where(ruleset.c.digest == rules.digest)
    # Asked first: an insert that finds it held would use up a number all the same.
    known = (await session.run(held)).scalar_one_or_none()
    if known is not None:
        return int(known)
    await session.run(
        upsert(ruleset)
        .values(
            digest=rules.digest,
            reporting_year=rules.year.start,
            content={"rules": [_plain(asdict(rule)) for rule in rules.rules]},
        )
        .on_conflict_do_nothing(index_elements=["digest"])
    )
    return int((await session.run(held)).scalar_one())


async def rules(session: Reading, digest: str) -> tuple[dict[str, Any], ...]:
    """Return the rules of a digest as they were kept; none where it names no ruleset held."""
    held = await session.run(select(ruleset.c.content).where(ruleset.c.digest == digest))
    content = held.scalar_one_or_none()
    return () if content is None else tuple(content["rules"])


def _plain(rule: dict[str, Any]) -> dict[str, Any]:
    """Return a rule in JSON's types; a rule that nobody has overridden says nothing of it."""
    dated = ("citation", "override")
    plain = {
        name: rule[name] and {**rule[name], "dated": rule[name]["dated"].isoformat()}
        for name in dated
    }
    whole = {**rule, **plain}
    return {name: value for name, value in whole.items() if name != "override" or value}
