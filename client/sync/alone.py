"""The lock that keeps two programs, or two windows, from syncing one profile at the same time."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import lock_descriptor, unlock_descriptor

from client.errors import StoreLocked, of_folder
from garage.words import N_

LOCK_NAME = "sync.lock"
_EVERY = 0.05


@contextlib.contextmanager
def alone(folder: Path, patience: float) -> Iterator[None]:
    """Be the only one who syncs the profile; raises StoreLocked after so many seconds.

    The lock is taken on the bare descriptor: each look for news begins with it, and the library's
    own object takes as long as the look itself.
    """
    try:
        descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise of_folder(error) from error
    try:
        _take(descriptor, patience)
        try:
            yield
        finally:
            unlock_descriptor(descriptor)
    finally:
        os.close(descriptor)


def _take(descriptor: int, patience: float) -> None:
    until = time.monotonic() + patience
    try:
        while not lock_descriptor(descriptor, blocking=False):
            if time.monotonic() >= until:
                raise StoreLocked(
                    N_("another Paddock is syncing this profile"), N_("wait until it is done")
                )
            time.sleep(_EVERY)
    except OSError as error:
        raise of_folder(error) from error
