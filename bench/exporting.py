"""Measures the straight streams of one authority beside psql's COPY, under the same role."""

import statistics
from collections.abc import Mapping

from app.store.apar import copying, entries
from app.store.apar.copying import Form
from app.store.database import Database, Tenant
from bench.figures import paired_ratio, timed
from bench.ground import Ground
from bench.population import YEAR

ROUNDS = 9
# What a stream stands against: for CSV the very same statement, for lines the plain way to them.
RIVALS: Mapping[Form, str] = {
    "table": "the same statement",
    "lines": "json_build_object",
}
BUILT = """
SELECT json_build_object('official_id', selected.official_id, 'version', selected.version,
    'position', selected.position, 'digest', encode(selected.digest, 'hex'),
    'facts_through', selected.facts_through, 'published_at', selected.published_at,
    'cadre', cadre.name, 'correction', CAST(selected.correction AS json),
    'entry', CAST(selected.body AS json))
FROM selected LEFT JOIN cadre ON cadre.id = selected.cadre_id ORDER BY selected.official_id
"""


async def stream(ground: Ground) -> None:
    """Measure the largest authority's streams, as a caller who may see that authority alone."""
    authority = ground.authority_ids[0]
    tenant = Tenant(authorities=frozenset({authority}))
    api = ground.server.open("karmasetu_api")
    async with api.reading(tenant) as session:
        rows = (await entries.size(session, YEAR.start, authority)).count
    for form, rival in RIVALS.items():
        ours: list[float] = []
        theirs: list[float] = []
        for number in range(ROUNDS + 1):
            seconds, size = await _streamed(api, tenant, form, authority)
            with timed() as other:
                await ground.server.as_owner(_copy(tenant, form, authority))
            if not number:
                ground.ledger.tell(f"{form}: {rows:,} rows, {size / 1e6:.0f} MB")
                continue
            ours.append(seconds)
            theirs.append(other.seconds)
        ground.ledger.note(
            f"export, {form} of one authority under row-level security",
            rows / statistics.median(ours),
            "rows/s",
            against=f"psql COPY of {rival}, same role: {rows / statistics.median(theirs):,.0f}/s",
            ratio=paired_ratio(ours, theirs),
            n=ROUNDS,
        )
    await api.close()


async def _streamed(api: Database, tenant: Tenant, form: Form, authority: int) -> tuple[float, int]:
    """Return the seconds and the bytes of one stream."""
    size = 0
    with timed() as watch:
        async with api.reading(tenant) as session:
            async for piece in copying.copy_out(session, "standing", form, YEAR.start, authority):
                size += len(piece)
    return watch.seconds, size


def _copy(tenant: Tenant, form: Form, authority: int) -> str:
    """Return the rival's commands: the role, the tenant, and one COPY."""
    whole = copying.query("standing", form)
    if form == "lines":
        whole = whole[: whole.rindex("SELECT '{")] + BUILT
    lines = "\n".join(line for line in whole.splitlines() if not line.lstrip().startswith("--"))
    asked = lines.replace("$1", str(YEAR.start)).replace("$2", str(authority))
    shape = "(FORMAT csv, HEADER)" if form == "table" else "(FORMAT text)"
    settings = ", ".join(
        f"set_config('app.{name}', '{value}', false)" for name, value in tenant.settings().items()
    )
    who = f"SET ROLE karmasetu_api; SET jit = off; SELECT {settings}"
    return f"{who}; COPY ({asked}) TO STDOUT {shape}"
