"""Memory that is free again goes back to the system, in a window that stays open for days."""

from __future__ import annotations

import contextlib
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Names of the GNU C library, from its malloc.h."""
_LARGE_BYTES = 256 * 1024
_ARENAS = 2


def give_memory_back() -> None:
    """Have the C library map large blocks by themselves; does nothing where it is not GNU's.

    Left alone, it takes the first picture that is thrown away as a sign that blocks of that size
    come and go, and keeps up to 32 MB of holes; and it gives each thread a heap of its own.
    """
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(AttributeError, OSError):
        set_option = ctypes.CDLL(None).mallopt
        set_option(_MMAP_THRESHOLD, _LARGE_BYTES)
        set_option(_TRIM_THRESHOLD, _LARGE_BYTES)
        set_option(_ARENA_MAX, _ARENAS)


def trim() -> None:
    """Give back the pages that lie free between what is in use; a few milliseconds."""
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
