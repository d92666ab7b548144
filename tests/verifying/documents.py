"""Documents as they were given out: kept, rewritten, signed anew, shown to two verifiers."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey

from app.services.apar.signatures import ANSWER, ProofKeys
from app.services.verifying.signed import KeyRing
from app.services.verifying.verifier import Verifier
from app.services.verifying.wrong import WrongError
from tests.verifying import independent

KEPT = Path(__file__).parent
_KEY = OKPKey.generate_key("Ed25519")
# The service's own hand, in the service of whoever rewrites what it has given out.
FORGER = ProofKeys(_KEY, {_KEY.thumbprint(): _KEY})


@dataclass(frozen=True, slots=True)
class Documents:
    """A folder of documents, with the keys that they are checked by."""

    folder: Path

    @classmethod
    def copied(cls, kept: str, to: Path) -> "Documents":
        """Return a copy of kept documents, to be tampered with; the forger's key is known there."""
        shutil.copytree(KEPT / kept, to)
        keys = to / "keys"
        keys.write_text(
            json.dumps({"keys": [*json.loads(keys.read_text())["keys"], *FORGER.jwks()["keys"]]})
        )
        return cls(to)

    def held(self, name: str) -> Any:
        """Return what a document says."""
        return json.loads((self.folder / name).read_bytes())

    def write(self, name: str, held: Any) -> None:
        """Write a document, with no signature over it."""
        (self.folder / name).write_bytes(independent.canonical(held))

    def forge(self, name: str, held: Any) -> None:
        """Write a document, signed as the service would."""
        self.write(name, held)
        kind = held.get("schema", ANSWER)
        signed = FORGER.sign(independent.canonical(held), kind, datetime.now(UTC))
        (self.folder / f"{name}.jws").write_text(signed)

    def alter(self, name: str, change: Callable[[bytes], bytes]) -> None:
        """Change the bytes of a file."""
        place = self.folder / name
        before = place.read_bytes()
        place.write_bytes(change(before))
        assert place.read_bytes() != before, "nothing was tampered with"

    def verdicts(self, *names: str, known: str | None = None) -> tuple[str | None, str | None]:
        """Return what the product's verifier and the independent one say of some documents."""
        paths = [self.folder / name for name in names]
        verifier = Verifier(KeyRing.of(self.held("keys"), "keys"), known_seal=known)
        said = None
        try:
            verifier.check(paths)
        except WrongError as wrong:
            said = wrong.name
        return said, independent.verdict(self.folder / "keys", *paths, known_seal=known)
