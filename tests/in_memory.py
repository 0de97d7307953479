"""What the tests write lies in memory, where the machine has the room: no commit waits for a disk.

What a killed process had written is there all the same, as it is in the cache of a disk; only a
machine that loses its power would tell the difference. What outlives a run that was killed goes
at the start of the next.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 3 << 30
"""A whole run leaves some hundred megabytes at a time, the built app most of them."""

_PREFIX = "paddock-tests-"


def write_in_memory() -> None:
    """Let this process and all that it starts have their temporary files in memory.

    Nothing changes where there is too little of it, nor for who says another place by TMPDIR.
    """
    if os.environ.get("TMPDIR") or not _has_room():
        return
    _remove_what_was_left()
    folder = MEMORY / f"{_PREFIX}{os.getpid()}"
    # Others may pass through: PostgreSQL does not run as root.
    folder.mkdir(mode=0o711)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    atexit.register(_remove_if_passed, folder, os.getpid())


def _has_room() -> bool:
    try:
        free = shutil.disk_usage(MEMORY).free
        told = Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return False
    kilobytes = next((line.split()[1] for line in told.splitlines() if "MemAvailable" in line), "0")
    return min(free, int(kilobytes) << 10) >= ROOM


def _remove_what_was_left() -> None:
    for folder in MEMORY.glob(f"{_PREFIX}*"):
        if not Path("/proc", folder.name.removeprefix(_PREFIX)).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _remove_if_passed(folder: Path, process: int) -> None:
    # pytest has removed its own, but for what tests wrote that failed: that is to be looked at.
    if os.getpid() == process and not any(folder.glob("pytest-of-*/pytest-*/")):
        shutil.rmtree(folder, ignore_errors=True)
