"""D14: text that other programs would take for commands, in every place that takes a text."""

import time
from urllib.parse import quote

from tests.attacks.attack import Attack, Came, Ground, all_of, body

TEXTS = (
    "' OR '1'='1",
    "'; DROP TABLE official; --",
    "1); SELECT pg_sleep(5); --",
    "' UNION SELECT NULL, version() --",
    "$.** ? (@ > 0)",
    "%_%\\_",
    '{"$gt": ""}',
    "{{7*7}}${7*7}<%= 7*7 %>",
    "../../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "line\r\nSet-Cookie: a=b",
    "\u202egnp.exe",
    "a" * 5_000,
)
ADDRESSES = (
    "/v1/audit?client_id={}",
    "/v1/audit?action={}",
    "/v1/feeds/igot/quarantine?road={}",
    "/v1/authorities/1/evaluations/2025-26?cursor={}",
    "/v1/authorities/1/evaluations/2025-26?outcome={}",
    "/v1/officials/{}/evaluations/2025-26",
    "/v1/apar/{}/officials/1",
    "/v1/apar/2025-26/exports/1/files/{}",
    "/v1/sparrow/instances/{}",
)
SLEPT_SECONDS = 4.0


async def _addresses(ground: Ground) -> Came:
    found = {}
    for text in TEXTS:
        for address in ADDRESSES:
            began = time.monotonic()
            answered = await ground.client.get(address.format(quote(text, safe="")))
            slept = time.monotonic() - began > SLEPT_SECONDS
            held = answered.status_code < 500 and not slept and "Set-Cookie" not in answered.headers
            found[f"{address} {text[:20]!r}"] = Came(held, str(answered.status_code))
    return all_of(found)


async def _bodies(ground: Ground) -> Came:
    found = {}
    for text in TEXTS:
        asked = {"identifiers": [{"kind": "employee_code", "value": text}]}
        answered = await ground.client.post("/v1/apar/2025-26/lookups", **body(asked))
        held = answered.status_code in {200, 422} and answered.json().get("status") != "found"
        found[f"lookup {text[:20]!r}"] = Came(held, str(answered.status_code))
    return all_of(found)


async def _kept_verbatim(ground: Ground) -> Came:
    found = {}
    for text in TEXTS:
        asked = {
            "official_id": 1,
            "kind": "leave",
            "reason": text,
            "valid_from": "2025-12-01",
            "valid_until": "2025-12-31",
            "order": {"number": text[:60], "dated": "2025-11-03", "issued_by": "Director"},
        }
        answered = await ground.client.post("/v1/authorities/1/exemptions", **body(asked))
        same = answered.status_code == 201 and answered.json()["reason"] == text
        held = same or answered.status_code == 422
        found[f"reason {text[:20]!r}"] = Came(held, str(answered.status_code))
        if same:
            place = f"/v1/authorities/1/exemptions/{answered.json()['id']}/withdrawal"
            await ground.client.post(place)
    return all_of(found)


async def _headers(ground: Ground) -> Came:
    found = {}
    names = ("Karmasetu-Purpose", "X-Request-Id", "If-None-Match", "Accept", "Idempotency-Key")
    for text in TEXTS:
        if not text.isascii() or "\r" in text:
            continue
        for name in names:
            answered = await ground.client.get("/v1/apar/2025-26/officials/1", headers={name: text})
            held = answered.status_code < 500 and text not in answered.text
            found[f"{name} {text[:20]!r}"] = Came(held, str(answered.status_code))
    return all_of(found)


ATTACKS = (
    Attack("D14", "commands in addresses and parameters", _addresses),
    Attack("D14", "commands among identifiers", _bodies),
    Attack("D14", "commands in what is kept: told as sent, or refused", _kept_verbatim),
    Attack("D14", "commands in headers", _headers),
)
