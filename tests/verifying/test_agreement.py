"""Two verifiers, neither of which knows the other, agree on what is right and on what is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.verifying.documents import Documents
from tests.verifying.independent import canonical, sha256

FILE = "apar-2025-26-00001.ndjson.gz"
SEALS = ("seal-1.json", "seal-2.json")
ALL = ("manifest.json", "page.json", "changes.json", *SEALS)
Tampering = Callable[[Documents], None]


@pytest.fixture
def kept(tmp_path: Path) -> Documents:
    """What was given out of a year that was sealed, corrected and sealed again."""
    return Documents.copied("format_2", tmp_path / "kept")


def rewritten(name: str, change: Callable[[Any], object], *, signed: bool = False) -> Tampering:
    """Rewrite what a document says; ``signed`` by whoever holds the service's key."""

    def tamper(kept: Documents) -> None:
        held = kept.held(name)
        change(held)
        (kept.forge if signed else kept.write)(name, held)

    return tamper


def third(**changes: Any) -> Tampering:
    """Make a third seal, of which something is not as it should be."""

    def tamper(kept: Documents) -> None:
        last = kept.held("seal-2.json")
        before = {"number": 2, "root": last["root"], "digest": sha256(canonical(last))}
        previous = before | changes.pop("previous", {})
        kept.forge("seal-3.json", {**last, "number": 3, "previous": previous, **changes})

    return tamper


def corrected(page: Any) -> Any:
    """Return the entry of a page that is corrected."""
    [found] = [one for one in page["entries"] if one["correction"]]
    return found


def also(link: int, hexed: str | int, position: int) -> Tampering:
    """Show a manifest of the second kind, and another beside it, each with a link of the trail."""

    def tamper(kept: Documents) -> None:
        held = {**kept.held("manifest.json"), "schema": "karmasetu.apar-export/2"}
        kept.forge("manifest.json", held | {"audit": {"link": 7, "hash": "a" * 64}})
        later = {"position": held["position"] + position, "audit": {"link": link, "hash": hexed}}
        kept.forge("later.json", held | later)

    return tamper


# What is tampered with, how, what is then shown, and the fault that both name.
TAMPERED: dict[str, tuple[Tampering, tuple[str, ...], str]] = {
    "the reason of a correction": (
        rewritten("entry.json", lambda held: held["correction"].update(reason="x"), signed=True),
        ("proof.json", "entry.json"),
        "correction-wrong",
    ),
    "the order of a correction, in a page": (
        rewritten("page.json", lambda held: corrected(held).update(correction=None), signed=True),
        ("proof.json", "page.json"),
        "correction-wrong",
    ),
    "the order that a proof is over": (
        rewritten("proof.json", lambda held: held.update(correction_digest=None)),
        ("proof.json",),
        "proof-wrong",
    ),
    "a corrected entry beside its old proof": (
        lambda _: None,
        ("proof-before.json", "entry.json"),
        "proof-stale",
    ),
    "the inclusion proof of another entry": (
        rewritten("proof-of-another.json", lambda held: held.update(official_id=2)),
        ("proof-of-another.json", "entry.json"),
        "proof-wrong",
    ),
    "the path": (
        rewritten("proof.json", lambda held: held["path"].reverse()),
        ("proof.json",),
        "proof-wrong",
    ),
    "a path cut short": (
        rewritten("proof.json", lambda held: held["path"].pop()),
        ("proof.json",),
        "proof-wrong",
    ),
    "the kind of a proof": (
        rewritten("proof.json", lambda held: held.update(schema="karmasetu.apar-proof/1")),
        ("proof.json",),
        "proof-wrong",
    ),
    "the root of a seal": (
        rewritten("seal-2.json", lambda held: held.update(root="0" * 64)),
        SEALS,
        "signature-wrong",
    ),
    "the root of a seal, signed": (
        rewritten("seal-1.json", lambda held: held.update(root="0" * 64), signed=True),
        SEALS,
        "chain-broken",
    ),
    "a seal beside another of its number": (
        rewritten("seal-2.json", lambda held: held.update(count=4), signed=True),
        (*SEALS, "proof.json"),
        "chain-forked",
    ),
    "a seal left out": (third(), ("seal-1.json", "seal-3.json"), "chain-gap"),
    "a seal that names another before it": (
        third(previous={"digest": "0" * 64}),
        (*SEALS, "seal-3.json"),
        "chain-broken",
    ),
    "a seal that names the wrong number": (third(number=4), ("seal-3.json",), "seal-wrong"),
    "an old seal shown for the last": (
        lambda _: None,
        ("manifest.json", "seal-1.json"),
        "seal-replayed",
    ),
    "another seal than the manifest names": (
        rewritten(
            "manifest.json", lambda held: held["seals"][0].update(root="0" * 64), signed=True
        ),
        ("manifest.json", *SEALS),
        "chain-broken",
    ),
    "a bit of the signature that no byte is made of": (
        lambda kept: kept.alter("entry.json.jws", lambda told: told[:-1] + bytes([told[-1] + 1])),
        ("entry.json",),
        "signature-wrong",
    ),
    "a file that lacks its end": (
        lambda kept: kept.alter(FILE, lambda packed: packed[:-20]),
        ("manifest.json",),
        "file-unreadable",
    ),
    "a file that is not there": (
        lambda kept: (kept.folder / FILE).unlink(),
        ("manifest.json",),
        "file-missing",
    ),
    "the files' order": (
        rewritten("manifest.json", lambda held: held["files"].reverse(), signed=True),
        ("manifest.json",),
        "manifest-digest",
    ),
    "a link of the audit trail that has two hashes": (
        also(7, "b" * 64, 1),
        ("manifest.json", "later.json"),
        "audit-forked",
    ),
    "an audit trail that reaches less far later": (
        also(6, "b" * 64, 1),
        ("manifest.json", "later.json"),
        "audit-cut",
    ),
    "a link of the audit trail without its hash": (
        also(8, 0, 1),
        ("manifest.json", "later.json"),
        "not-a-document",
    ),
    "an entry among the changes": (
        rewritten(
            "changes.json",
            lambda held: held["changes"][3]["published"]["entry"]["courses"].pop(),
            signed=True,
        ),
        ("changes.json",),
        "entry-digest",
    ),
}


@pytest.mark.parametrize(
    ("kept_as", "shown"),
    [
        ("format_1", (*SEALS, "proof.json", "entry.json")),
        ("format_2", ALL),
        ("format_2", (*SEALS, "proof.json", "proof-of-another.json", "entry.json")),
        ("format_2", ("seal-1.json", "proof-before.json")),
    ],
)
def test_what_was_given_out_stays_right(
    tmp_path: Path, kept_as: str, shown: tuple[str, ...]
) -> None:
    """Documents of either kind of seal are as they were given out, however old."""
    assert Documents.copied(kept_as, tmp_path / "kept").verdicts(*shown) == (None, None)


@pytest.mark.parametrize("what", TAMPERED)
def test_both_name_the_tampering(kept: Documents, what: str) -> None:
    """Whatever is tampered with, both verifiers name the same fault."""
    tamper, shown, name = TAMPERED[what]
    tamper(kept)

    assert kept.verdicts(*shown) == (name, name)


@pytest.mark.parametrize("link", [7, 9])
def test_manifests_of_one_audit_trail_are_right_together(kept: Documents, link: int) -> None:
    """Manifests that name one link alike, or a later one further on, are right."""
    also(link, "a" * 64, 1)(kept)

    assert kept.verdicts("manifest.json", "later.json") == (None, None)


def test_both_ask_for_the_seal_that_is_known(kept: Documents) -> None:
    """A history that was written anew can't show the seal that the reader keeps."""
    known = sha256((kept.folder / "seal-1.json").read_bytes())

    assert kept.verdicts(*SEALS, known=known) == (None, None)
    assert kept.verdicts("seal-2.json", known=known) == ("seal-missing", "seal-missing")


@pytest.mark.parametrize(
    "name",
    [FILE, "manifest.json", "manifest.json.jws", "proof.json", "seal-2.json", "entry.json.jws"],
)
def test_a_flipped_bit_never_passes(kept: Documents, name: str) -> None:
    """Each byte of what is kept counts: with any of them altered, neither verifier is content."""
    place = kept.folder / name
    shown = ["manifest.json", *SEALS] if "proof" not in name and "entry" not in name else []
    shown = shown or ["proof.json", "entry.json"]
    whole = place.read_bytes()
    passed = []
    for at in (*range(0, len(whole), 9), len(whole) - 2, len(whole) - 1):
        for bit in (1, 32):
            place.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
            if None in kept.verdicts(*shown):
                passed.append((at, whole[max(at - 20, 0) : at + 5], bit, kept.verdicts(*shown)))

    assert not passed
