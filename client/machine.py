"""What this machine says of itself: its name, and the zone of its clock."""

from __future__ import annotations

import os
import socket
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def machine_name() -> str:
    """What it is called, at most 80 letters."""
    return socket.gethostname()[:80] or "Paddock"


def zone_name() -> str | None:
    """The system's zone by name, so that past offsets are right too; None where it hides it."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if not named:
        link = os.path.realpath("/etc/localtime")
        named = link.partition("zoneinfo/")[2]
    try:
        ZoneInfo(named or "none")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return named
