"""Settings read from text: what cannot be meant is refused with the name of the variable."""

from __future__ import annotations

import math
from collections.abc import Collection
from ipaddress import ip_network
from urllib.parse import urlsplit

PREFIX = "PADDOCK_SERVER_"


class BadSetting(ValueError):
    """A setting that cannot be meant."""


def whole(name: str, said: str, least: int) -> int:
    """A whole number of at least so much."""
    if not (said.isascii() and said.isdecimal() and len(said) < 10 and int(said) >= least):
        raise _bad(name, said, f"a whole number from {least} on")
    return int(said)


def seconds(name: str, said: str, least: float) -> float:
    """A number of seconds of at least so much."""
    try:
        number = float(said)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number >= least):
        raise _bad(name, said, f"a number of seconds from {least:g} on")
    return number


def networks(name: str, said: str) -> tuple[str, ...]:
    """Addresses and networks, with spaces between them."""
    for one in said.split():
        try:
            ip_network(one, strict=False)
        except ValueError:
            raise _bad(name, one, "an address or a network as 10.0.0.0/8") from None
    return tuple(said.split())


def address(name: str, said: str, schemes: Collection[str]) -> str:
    """A URL of one of these schemes, or nothing; what it holds may be secret and is not said."""
    if not said:
        return ""
    try:
        parts = urlsplit(said)
        _ = parts.port  # raises for one that is none
        sound = parts.scheme in schemes and bool(parts.hostname or parts.scheme.endswith("unix"))
    except ValueError:
        sound = False
    if not sound:
        wanted = " or ".join(f"{scheme}://…" for scheme in schemes)
        raise _bad(name, "", f"an address as {wanted}")
    return said.rstrip("/") if name == "URL" else said


def _bad(name: str, said: str, wanted: str) -> BadSetting:
    what = f"{PREFIX}{name} is {said[:60]!r}" if said else f"{PREFIX}{name} cannot be read"
    return BadSetting(f"{what}; it has to be {wanted}")
