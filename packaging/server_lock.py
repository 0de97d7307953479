"""Print the part of requirements.lock that the server needs, with its hashes.

    python packaging/server_lock.py > server.lock

Which package brought which is told by the lock's own "via" comments.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_ENTRY = re.compile(r"^([a-z0-9][a-z0-9._-]*)==")
_VIA = re.compile(r"^    # +(?:via )?([a-z0-9][a-z0-9._-]*)\s*$", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def wanted() -> set[str]:
    """What both sides and the server ask for in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["server"]]
    return {match[0].lower().replace("_", "-") for text in asked if (match := _NAME.match(text))}


def server_lock(lock: str, names: set[str]) -> str:
    """The entries of these packages, and of all that they bring."""
    entries: dict[str, str] = {}
    for text in re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE):
        if match := _ENTRY.match(text):
            # A package may have an entry for each range of Python versions.
            entries[match[1]] = entries.get(match[1], "") + text
    chosen = names & set(entries)
    while True:
        brought = {
            name for name, text in entries.items() if not chosen.isdisjoint(_VIA.findall(text))
        }
        if brought <= chosen:
            return "".join(text for name, text in entries.items() if name in chosen)
        chosen |= brought


if __name__ == "__main__":
    sys.stdout.write(server_lock((ROOT / "requirements.lock").read_text("utf-8"), wanted()))
