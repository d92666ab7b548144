"""docs/keys.md: every use of cryptography in the code is told, and none that is not there."""

import re

from tests.architecture.tree import ROOT

PAGE = (ROOT / "docs" / "keys.md").read_text("utf-8")
USES = PAGE.partition("## Uses")[2]
IMPORTS = re.compile(
    r"^(import|from) (hashlib|hmac|secrets|ssl|cryptography|joserfc)\b", re.MULTILINE
)
CALLS = re.compile(r"\b(sha\d+|md5|gen_random_uuid)\(")


def test_every_use_is_told_and_none_invented() -> None:
    """A module that begins to use cryptography is put where others are told, or this fails."""
    used = {one for one in ROOT.glob("app/**/*.py") if IMPORTS.search(one.read_text("utf-8"))}
    used |= {one for one in ROOT.glob("app/**/*.sql") if CALLS.search(one.read_text("utf-8"))}
    told = re.findall(r"`(app/\S+)`", USES)

    assert sorted(told) == sorted(str(one.relative_to(ROOT)) for one in used)


def test_no_weak_primitive_is_used() -> None:
    """MD5 names a store, and draws samples, and nothing else; SHA-1 and the like are nowhere."""
    weak = re.compile(r"\b(md5|sha1|DES|RC4|ARC4|ECB|HS\d{3}|MT19937)\b|random\.random")
    found = {
        str(one.relative_to(ROOT))
        for kind in ("py", "sql")
        for one in ROOT.glob(f"app/**/*.{kind}")
        if weak.search(one.read_text("utf-8"))
    }

    statements = ("read/store_epoch", "withdraw/missing", "withdraw/missing_results")
    assert found == {f"app/store/statements/{one}.sql" for one in statements}
