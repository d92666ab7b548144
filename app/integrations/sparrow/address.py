"""Where an instance may be: an address that somebody typed decides where personal data goes."""

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

_LENGTH_MAX = 300


@dataclass(frozen=True, slots=True)
class Addresses:
    """Which addresses an installation allows.

    ``hosts`` are names, or endings that begin with a full stop. In production an instance is
    reached over https alone; elsewhere this machine itself is allowed as well.
    """

    hosts: Collection[str]
    production: bool

    def fault(self, address: str) -> str | None:
        """Return why an address is not allowed, as a code; None for one that is."""
        parts = _split(address)
        if parts is None:
            return "not-an-address"
        if self.production and parts.scheme != "https":
            return "not-https"
        host = (parts.hostname or "").lower()
        if self._is_listed(host) or (not self.production and _is_here(host)):
            return None
        return "host-not-allowed"

    def _is_listed(self, host: str) -> bool:
        return any(host.endswith(one) if one.startswith(".") else host == one for one in self.hosts)


def listed(setting: str) -> tuple[str, ...]:
    """Return the hosts that a setting names, separated by commas."""
    named = (one.strip().lower() for one in setting.split(","))
    return tuple(one for one in named if one.strip("."))


def _split(address: str) -> SplitResult | None:
    """Return the parts of a plain address of the web, None for anything that hides something."""
    plain = address.isascii() and address.isprintable() and " " not in address
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    hidden = parts.username is not None or parts.password is not None or "\\" in address
    asked = "?" in address or "#" in address or ".." in parts.path
    usable = parts.scheme in {"http", "https"} and parts.hostname and port != 0
    fits = plain and len(address) <= _LENGTH_MAX
    return parts if fits and usable and not hidden and not asked else None


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
