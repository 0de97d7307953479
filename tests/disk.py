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


class FailingDisk(Disk):
    """One whose system turns it read-only under open files, as it does when a disk goes bad."""

    def fail(self) -> None:
        """Nothing can be written on it any more; what is there can be read."""
        # Without a word of the kernel's own to its users: the flags of the mount do not change.
        subprocess.run(["mount", "-o", "remount,abort", str(self.folder)], check=True)


@contextmanager
def failing_disk(folder: Path) -> Iterator[FailingDisk]:
    """An ext4 disk in a file; the test is skipped where none can be made or mounted."""
    _may_mount()
    if shutil.which("mkfs.ext4") is None:
        pytest.skip("without mkfs.ext4 there is no disk that can fail")
    image = folder.with_name(folder.name + ".disk")
    folder.mkdir(parents=True, exist_ok=True)
    with image.open("wb") as file:
        file.truncate(32 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    _mount(["-o", "loop", str(image)], folder)
    try:
        yield FailingDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _may_mount() -> None:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root on Linux can mount a disk for it")


def _mount(what: list[str], folder: Path) -> None:
    done = subprocess.run(["mount", *what, str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """A disk of a few megabytes; the test is skipped where we cannot mount one."""
    _may_mount()
    folder.mkdir(parents=True, exist_ok=True)
    _mount(["-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs"], folder)
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
