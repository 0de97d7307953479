"""The glimpse: the garage as it was last seen, kept beside the database and shown before it opens.

See docs/decisions/0005-a-glimpse-before-the-store.md.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from client.ui.shell.contents import Contents
from client.ui.text import language_of
from client.ui.vehicles.garage_words import GarageWords
from client.version import VERSION

NAME = "glimpse.json"
MOST_VEHICLES = 32
"""Cards and rows of the sidebar that are kept: more than most screens show."""
_DATABASE = "paddock.sqlite"
"""As the store calls it, which is not imported yet when a glimpse is wanted."""
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Glimpse:
    """What the window showed of the garage, in the person's words and language."""

    version: str
    """Of the program: another one may say the same things otherwise."""
    language: str
    """In which all of it is said."""
    settings: dict[str, Any]
    contents: Contents
    garage: GarageWords


def glimpse_of(settings: Mapping[str, Any], contents: Contents, garage: GarageWords) -> Glimpse:
    """A glimpse of no more than the screen has room for."""
    return Glimpse(
        VERSION,
        language_of(settings),
        dict(settings),
        contents.foremost(MOST_VEHICLES),
        garage.foremost(MOST_VEHICLES),
    )


def read_glimpse(folder: Path) -> Glimpse | None:
    """The glimpse in a profile's folder; None where there is none that can be shown.

    One that is damaged, too large, of another version or language, or whose database is gone is no
    glimpse.
    """
    path = folder / NAME
    try:
        if not (folder / _DATABASE).is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        found = msgspec.json.decode(path.read_bytes(), type=Glimpse)
    except (OSError, ValueError, RecursionError):
        return None
    same = found.version == VERSION and found.language == language_of(found.settings)
    return found if same and found.garage.cards else None


def drop_glimpse(folder: Path) -> None:
    """Keep no glimpse: the next start shows nothing that no longer holds."""
    with contextlib.suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


def keep_glimpse(folder: Path, glimpse: Glimpse) -> None:
    """Write the glimpse for its owner's eyes alone; where it cannot be, the next start waits."""
    path = folder / NAME
    partial = path.with_name(NAME + ".partial")
    with contextlib.suppress(OSError):
        partial.unlink(missing_ok=True)
        descriptor = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(glimpse))
        partial.replace(path)
