"""A small disk of its own for a test: it can be filled up, and mounted so that nobody can write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MEGABYTES = 6
_BLOCK = 1 << 16


class Disk:
    """Mounted at `folder`; only root can mount."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Leave no room on it."""
        with self._filler.open("ab", buffering=0) as file:
            block = _BLOCK
            while block:
                try:
                    # A short write says that this was the last of the room.
                    written = file.write(bytes(block))
                except OSError:
                    written = 0
                if written < block:
                    block //= 2

    def free(self) -> None:
        """Give the room back."""
        self._filler.unlink()

    def set_read_only(self, on: bool) -> None:
        """Mount it anew; nothing on it may be open."""
        how = "ro" if on else "rw"
        subprocess.run(["mount", "-o", f"remount,{how}", str(self.folder)], check=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """A disk of a few megabytes; the test is skipped where we cannot mount one."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root on Linux can mount a disk for it")
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
