"""What is thrown away goes back to the system."""

import os
import platform
from pathlib import Path

import pytest

from client.app.memory import give_memory_back

MEGABYTE = 1 << 20


def taken():
    """What this process takes of the memory, in bytes."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="an option of the GNU C library")
def test_pictures_that_are_thrown_away_leave_no_holes_behind():
    give_memory_back()
    # By this the library would learn to keep blocks of up to its size in the heap.
    bytearray(16 * MEGABYTE)
    pictures, between = [], []
    for n in range(60):
        pictures.append(bytearray(b"x") * MEGABYTE)
        between.append(bytes(600 + n))
    full = taken()
    pictures.clear()
    assert full - taken() > 50 * MEGABYTE
    assert between
