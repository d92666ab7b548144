"""Reads PostgreSQL's own note about its running server, and tells a dead one from a living."""

import os
from dataclasses import dataclass
from pathlib import Path

PROCESSES = Path("/proc")
# postmaster.pid: pid, data folder, start time, port, socket folder, address, memory key, status.
PID_LINE, SOCKET_LINE, STATUS_LINE = 0, 4, 7


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A running server: its process, the folder of its socket, whether it takes connections."""

    pid: int
    socket_folder: Path
    ready: bool


def running(data: Path) -> Postmaster | None:
    """Return the living server of the ``data`` folder, or None: no note, or one left by a dead."""
    try:
        lines = (data / "postmaster.pid").read_text("utf-8").splitlines()
        pid = int(lines[PID_LINE])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if not alive(pid) or not _serves(pid, data):
        return None
    said = dict(enumerate(line.strip() for line in lines))
    return Postmaster(pid, Path(said.get(SOCKET_LINE, "")), said.get(STATUS_LINE, "") == "ready")


def remove_stale_notes(data: Path, socket_folder: Path) -> None:
    """Remove a dead server's notes, when their number now belongs to another program.

    PostgreSQL replaces a dead server's notes by itself, save when the number was given again to a
    process of the same account, as after a reboot, or is a zombie's. While a child of a killed
    server may still work in the folder they stay: PostgreSQL recognises the leftover by them.
    """
    if PROCESSES.is_dir() and running(data) is None and not _leftovers(data):
        (data / "postmaster.pid").unlink(missing_ok=True)
        for note in socket_folder.glob(".s.PGSQL.*.lock"):
            note.unlink()


def alive(pid: int) -> bool:
    """Tell whether a process of that number exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _serves(pid: int, data: Path) -> bool:
    """Tell whether the process was started on this data folder, where the system can say so."""
    if not PROCESSES.is_dir():
        return True
    try:
        command = (PROCESSES / str(pid) / "cmdline").read_bytes()
    except OSError:
        return False
    return os.fsencode(data) in command.split(b"\0")


def _leftovers(data: Path) -> bool:
    """Tell whether any PostgreSQL process stands in the folder, or hides where it stands."""
    owner = data.stat().st_uid
    return any(
        _may_stand_in(entry, data, owner) for entry in PROCESSES.iterdir() if entry.name.isdigit()
    )


def _may_stand_in(process: Path, data: Path, owner: int) -> bool:
    try:
        if process.stat().st_uid != owner or (process / "comm").read_text() != "postgres\n":
            return False
        return (process / "cwd").readlink() == data
    except FileNotFoundError:
        return False
    except PermissionError:
        return True
