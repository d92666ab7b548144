"""E-mails, employee codes and phones as they are compared, and what leads to nobody."""

import re

from app.policy.spelling import folded

# A number as spreadsheets shorten it.
EXPONENT = re.compile(r"[0-9](\.[0-9]+)?e\+?[0-9]+")
# A mobile number of India, with or without the country's code or a zero before it.
_PHONE = re.compile(r"\+?(?:91|0)?([6-9][0-9]{9})")
_APART = str.maketrans(dict.fromkeys(" -().", ""))


def spelled(text: str | None) -> str:
    """Return an identifier as it is compared; an absent one is empty."""
    return folded(text) if text is not None else ""


def is_masked(email: str) -> bool:
    """Say whether a spelled e-mail has letters hidden by asterisks, as iGOT's own lists show it."""
    return "*" in email


def in_exponent(code: str) -> bool:
    """Say whether a spelled code is a number as spreadsheets shorten it, ``1.23457e+11``."""
    return EXPONENT.fullmatch(code) is not None


def email_key(text: str | None) -> str:
    """Return the e-mail by which somebody is looked up; empty for none and for a masked one."""
    email = spelled(text)
    return "" if is_masked(email) else email


def code_key(text: str | None) -> str:
    """Return the employee code by which somebody is looked up; empty where its digits are lost."""
    code = spelled(text)
    return "" if in_exponent(code) else code


def phone_key(text: str | None) -> str:
    """Return the ten digits of a mobile number; empty for a masked one, and for any other text."""
    # Most are written as digits alone, which need not be put together.
    written = text or ""
    found = _PHONE.fullmatch(written) or _PHONE.fullmatch(written.translate(_APART))
    return found[1] if found else ""


def name_key(text: str | None) -> str:
    """Return a name's parts in one order, since rosters put the family name first or last."""
    return " ".join(sorted((text or "").lower().replace(".", " ").split()))
