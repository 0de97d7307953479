"""The profiles beside one another on this computer: a folder each, an account each."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from client.errors import ReadOnly
from client.store.store import DATABASE_NAME
from garage.words import N_, told

_MOST = 50


@dataclass(frozen=True, slots=True)
class Profile:
    """A garage's folder, with what it is called and whose account it is, if it is anybody's."""

    folder: Path
    garage: str = ""
    email: str = ""
    server: str = ""


def profiles_beside(folder: Path) -> list[Profile]:
    """The profile in `folder` and those in folders beside it, by name."""
    found = [folder, *(each for each in _beside(folder) if each != folder)]
    return [_look(each) for each in found[:_MOST]]


def _beside(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(each.parent for each in folder.parent.glob(f"*/{DATABASE_NAME}"))
    return []


def _look(folder: Path) -> Profile:
    """What a profile's database says, without opening it as a store: it may be in use."""
    uri = f"{(folder / DATABASE_NAME).absolute().as_uri()}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=1)) as connection:
            garage = connection.execute("SELECT name FROM space WHERE home = 1").fetchone()
            account = connection.execute("SELECT email, server FROM account").fetchone()
    except sqlite3.Error:
        # Of an older version, damaged or locked: it is there, and says no more of itself.
        return Profile(folder)
    return Profile(folder, garage[0] if garage else "", *(account or ("", "")))


def make_profile(beside: Path) -> Path:
    """A new folder beside another profile's, for another account; raises ReadOnly."""
    base = re.sub(r" \d+$", "", beside.name)
    for number in range(2, _MOST + 2):
        folder = beside.with_name(f"{base} {number}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        except OSError as error:
            raise ReadOnly(
                told("the folder {folder} cannot be made", folder=folder),
                N_("give yourself the right to write there"),
            ) from error
        return folder
    raise ReadOnly(N_("there are too many profiles already"), N_("delete one that is not used"))
