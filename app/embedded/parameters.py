"""What the embedded server is told at its start."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from app.embedded.home import PORT

DURABLE = {
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# What a crash of the machine may cost is of no account where each run builds its data anew; such
# runs hold several pools at a time.
DISPOSABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - only its size is looked at
ROOMY_BYTES = 512 * 1024 * 1024


def start_options(socket_folder: Path, parameters: Mapping[str, str]) -> str:
    """Return the options for ``pg_ctl -o``: no TCP, one private socket, then the parameters."""
    every = {
        **DURABLE,
        **parallel_memory(),
        **parameters,
        "port": str(PORT),
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
    }
    return " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in every.items())


def parallel_memory() -> dict[str, str]:
    """Keep parallel queries' memory in files where /dev/shm is small, as in many containers."""
    try:
        found = os.statvfs(SHARED_MEMORY)
    except OSError:
        return {}
    roomy = found.f_frsize * found.f_blocks >= ROOMY_BYTES
    return {} if roomy else {"dynamic_shared_memory_type": "mmap"}
