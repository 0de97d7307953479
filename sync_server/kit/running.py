"""Whether a server runs on a data folder: each holds a shared lock on a file in it."""

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
def running(folder: Path) -> Iterator[None]:
    """Let it be known that a server runs here; several may."""
    with _locked(folder, exclusive=False):
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
                "the data folder is in use", "stop the server, or wait for the restore to end"
            ) from error
        yield
    finally:
        # Closing lets go of the lock.
        os.close(descriptor)
