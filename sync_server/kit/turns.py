"""Turns: of the processes that share a folder one after the other, each waiting for its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from sync_server.kit import private

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]  # a module, or none


def wait_for(file: IO[Any]) -> None:
    """Wait for who else has it; to close it lets go. Windows has no such locks."""
    if fcntl is not None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)


@contextlib.contextmanager
def turn(lock: Path) -> Iterator[None]:
    """Wait for one's turn at this lock, a file that stays; threads wait as processes do.

    It is taken before any transaction begins: who waited for it in one would hold up who has it.
    """
    lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(lock, "ab", opener=private.opener) as file:
        wait_for(file)
        yield
