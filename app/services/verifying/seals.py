"""Checking seals: what each says, that they are one chain, and that entries are under them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.policy.apar import merkle, sealing
from app.policy.apar.sealing import Version
from app.services.verifying import reading
from app.services.verifying.signed import KeyRing, SignedBy
from app.services.verifying.wrong import WrongError


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as its signature has it; ``digest`` is the SHA-256 of its bytes."""

    place: str
    authority_id: int
    year: str
    number: int
    count: int
    root: str
    digest: str
    previous: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry under a seal; ``covers`` says whether the proof is over its order as well."""

    place: str
    row: Version
    seal: Seal
    covers: bool


def seal(held: dict[str, Any], place: str) -> Seal:
    """Return what a seal says; raise WrongError, ``seal-wrong``, where it contradicts itself."""
    previous = held.get("previous")
    found = Seal(
        place=place,
        authority_id=reading.member(held, "authority_id", int, place),
        year=reading.member(held, "reporting_year", str, place),
        number=reading.member(held, "number", int, place),
        count=reading.member(held, "count", int, place),
        root=reading.member(held, "root", str, place),
        digest=reading.digest(held),
        previous=previous if isinstance(previous, dict) else None,
    )
    before = 0 if found.previous is None else found.previous.get("number")
    if held.get("schema") not in sealing.PROOFS or before != found.number - 1:
        raise WrongError(place, "seal-wrong", "it is no seal, or does not follow the one it names")
    return found


def proof(held: dict[str, Any], keys: KeyRing, place: str) -> tuple[Proof, SignedBy]:
    """Return the entry that a proof ties to its seal, and who signed the seal.

    Raises WrongError: as for seals, or ``proof-wrong`` where entry, salt and path lead elsewhere.
    """
    over = reading.member(held, "seal", dict, place)
    signature = reading.member(held, "seal_signature", str, place)
    kind = str(over.get("schema"))
    signed = keys.check(reading.canonical(over), signature, kind, place)
    under = seal(over, place)
    row = Version(
        official_id=reading.member(held, "official_id", int, place),
        version=reading.member(held, "version", int, place),
        position=reading.member(held, "position", int, place),
        digest=reading.member(held, "digest", str, place),
        correction=held.get("correction_digest"),
    )
    index = reading.member(held, "index", int, place)
    if sealing.PROOFS[kind] != held["schema"] or _root(held, row, index, under) != under.root:
        raise WrongError(place, "proof-wrong", "the entry does not stand under the seal")
    return Proof(place, row, under, covers=kind == sealing.SEAL), signed


def _root(held: dict[str, Any], row: Version, index: int, under: Seal) -> str | None:
    try:
        salt, *path = [reading.unhex(one) for one in (held["salt"], *held["path"])]
        over = row.salted(salt, held["schema"])
        return merkle.root_of(merkle.leaf(over), index, under.count, path).hex()
    except (KeyError, TypeError, ValueError):
        return None


def chain(shown: Iterable[Seal]) -> dict[int, list[Seal]]:
    """Return each authority's seals in their order, each once.

    Raises WrongError: ``chain-forked`` where two have one number, ``chain-gap`` where one between
    is missing, ``chain-broken`` where one does not name the one before.
    """
    chains: dict[int, list[Seal]] = {}
    for one in sorted(shown, key=lambda held: (held.authority_id, held.number)):
        held = chains.setdefault(one.authority_id, [])
        if held and held[-1].number == one.number:
            if held[-1].digest != one.digest:
                raise WrongError(one.place, "chain-forked", f"there are two seals {one.number}")
            continue
        if held and one.number != held[-1].number + 1:
            sentence = f"between seals {held[-1].number} and {one.number} one is missing"
            raise WrongError(one.place, "chain-gap", sentence)
        if held and one.previous != _named(held[-1]):
            raise WrongError(one.place, "chain-broken", f"it does not follow seal {one.number - 1}")
        held.append(one)
    return chains


def _named(before: Seal) -> dict[str, Any]:
    return {"number": before.number, "root": before.root, "digest": before.digest}


def held_against(rows: Iterable[tuple[str, Version]], proofs: Iterable[Proof]) -> None:
    """Hold entries to the proofs shown with them.

    Raises WrongError: ``proof-stale`` for an entry that is not the one that its proof is of,
    ``correction-wrong`` for one with another order than it was sealed with.
    """
    proved = {one.row.official_id: one for one in proofs}
    for place, row in rows:
        shown = proved.get(row.official_id)
        if shown is not None and shown.row.digest != row.digest:
            sentence = f"{shown.place} proves version {shown.row.version}, this is {row.version}"
            raise WrongError(place, "proof-stale", sentence)
        if shown is not None and shown.covers and shown.row.correction != row.correction:
            sentence = f"{shown.place} proves another order, or none, for the correction"
            raise WrongError(place, "correction-wrong", sentence)


def replayed(told: dict[str, Any], chain: list[Seal], place: str) -> None:
    """Hold the seals shown of an authority to the last one that a manifest names.

    Raises WrongError: ``seal-replayed`` where older seals alone are shown, ``chain-broken`` where
    the manifest names another seal of that number.
    """
    if not chain:
        return
    named = next((one for one in chain if one.number == told["number"]), None)
    if chain[-1].number < told["number"]:
        sentence = f"it names seal {told['number']}; the last one shown is {chain[-1].number}"
        raise WrongError(place, "seal-replayed", sentence)
    if named is not None and (named.root, named.digest) != (told["root"], told["digest"]):
        raise WrongError(place, "chain-broken", f"it names another seal {told['number']}")
