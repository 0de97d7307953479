"""One sync at a time on a profile, in whichever thread or program."""

from __future__ import annotations

from pathlib import Path

import filelock
import pytest

from client.errors import ReadOnly, StoreLocked
from client.sync.alone import LOCK_NAME, alone


def test_a_second_sync_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    with alone(tmp_path, 0):
        with pytest.raises(StoreLocked), alone(tmp_path, 0):
            pass
        # What an earlier version holds is the same lock.
        with pytest.raises(filelock.Timeout):
            filelock.FileLock(tmp_path / LOCK_NAME).acquire(timeout=0)
    with alone(tmp_path, 0):
        pass


def test_a_sync_that_fails_lets_the_next_one_in(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), alone(tmp_path, 0):
        raise ZeroDivisionError
    with alone(tmp_path, 0):
        pass


def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(ReadOnly), alone(tmp_path / "gone", 0):
        pass
