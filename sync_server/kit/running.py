"""Whether a server or a worker runs on a data folder: each holds a lock on a file in it.

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
WORKING = "working.lock"
_WHO = {NAME: "server", WORKING: "worker"}

try:
    import fcntl
except ImportError:  # Windows has no shared locks: there a server's own socket has to tell
    fcntl = None  # type: ignore[assignment]


class Running(Conflict):
    """A server runs on this folder, or is kept from it."""


@contextlib.contextmanager
def running(folder: Path, *, single: bool = False) -> Iterator[None]:
    """Let it be known that a server runs here, a single one or several; raises Running."""
    with _locked(folder / NAME, exclusive=single):
        yield


@contextlib.contextmanager
def working(folder: Path) -> Iterator[None]:
    """Let it be known that a worker runs here, beside a server or without; raises Running."""
    with _locked(folder / WORKING, exclusive=False):
        yield


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No server and no worker runs here, and none starts meanwhile; raises Running."""
    with _locked(folder / NAME, exclusive=True), _locked(folder / WORKING, exclusive=True):
        yield


@contextlib.contextmanager
def _locked(file: Path, *, exclusive: bool) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except OSError as error:
            raise Running(
                f"the data folder {file.parent} is in use",
                f"stop the {_WHO[file.name]} that runs on it, or wait for the restore to end",
            ) from error
        yield
    finally:
        # Closing lets go of the lock.
        os.close(descriptor)
