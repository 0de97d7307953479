"""Whether a server runs on a data folder: each holds a lock on a file in it.

On SQLite it is the only one, since nothing tells two processes what happened in the other; on
PostgreSQL the lock is shared.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from sync_server.kit.problem import Conflict

NAME = "running.lock"

try:
    import fcntl
except ImportError:  # Windows has no shared locks: there a server's own socket has to tell
    fcntl = None  # type: ignore[assignment]


class Running(Conflict):
    """A server runs on this folder, or is kept from it."""


@contextlib.contextmanager
def running(folder: Path, *, single: bool = False) -> Iterator[None]:
    """Let it be known that a server runs here, a single one or several; raises Running."""
    with _locked(folder, exclusive=single):
        yield


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No server runs here, and none starts meanwhile; raises Running."""
    with _locked(folder, exclusive=True):
        yield


@contextlib.contextmanager
def _locked(folder: Path, *, exclusive: bool) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except OSError as error:
            raise Running(
                f"the data folder {folder} is in use",
                "stop the server that runs on it, or wait for the restore to end",
            ) from error
        yield
    finally:
        # Closing lets go of the lock.
        os.close(descriptor)
