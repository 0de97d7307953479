"""Files that nobody else on the machine may read: keys, and all that people keep."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_OTHERS = 0o077


def opener(path: str, flags: int) -> int:
    """For `open(…, opener=opener)`: what is made is its owner's alone."""
    return os.open(path, flags, 0o600)


def make(file: Path) -> None:
    """Make an empty file of its owner's alone where there is none; one that is there stays."""
    # Exclusive: opening and closing a database that is in use would let go of SQLite's locks.
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def close(file: Path) -> None:
    """Take from others what they may do with a file; raises OSError for somebody else's."""
    if is_open(file):
        file.chmod(stat.S_IMODE(file.stat().st_mode) & ~_OTHERS)


def is_open(path: Path) -> bool:
    """Whether others may do anything with a file or a folder that is there."""
    if os.name == "nt" or not path.exists():
        return False
    return bool(stat.S_IMODE(path.stat().st_mode) & _OTHERS)
