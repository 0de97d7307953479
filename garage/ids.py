"""Identifiers: time-ordered for what is made here, derived for what has a natural key."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock

_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def new_id(milliseconds: int) -> str:
    """A UUIDv7 (RFC 9562, section 5.7) for Unix time in milliseconds.

    What a process makes one after the other sorts so within a millisecond too (section 6.2,
    method 2): letters go out, and lists show, in the order in which they were written.
    """
    return _text(milliseconds, _RANDOM.after(milliseconds))


def made_at(id_: str) -> datetime | None:
    """When a UUIDv7 was made; None for an id that does not say."""
    if id_[14:15] != "7":
        return None
    return datetime.fromtimestamp(int(id_[:8] + id_[9:13], 16) / 1000, UTC)


def new_ids(milliseconds: int, count: int) -> list[str]:
    """`count` UUIDv7 of one millisecond, ascending (RFC 9562, section 6.2, method 1)."""
    noise = os.urandom(10 * count)
    step = max(1, (1 << 74) // max(count, 1))
    ids = []
    for n in range(count):
        random = int.from_bytes(noise[10 * n : 10 * n + 10]) % step + n * step
        ids.append(_text(milliseconds, random))
    return ids


def natural_id(space: str, parts: Iterable[str]) -> str:
    """A UUIDv5 (RFC 9562, section 5.5) over `space` and a natural key.

    Two devices that meet the same thing make the same record of it.
    """
    digits = _digest(space, parts).hex()
    return _dashed(digits[:12] + "5" + digits[13:16] + _VARIANT[digits[16]] + digits[17:32])


def dated_id(space: str, milliseconds: int, parts: Iterable[str]) -> str:
    """Like `natural_id`, for what happened at a time: a UUIDv8 (RFC 9562, section 5.8).

    Its first 48 bits are the time, as in UUIDv7, so that a log book's rows, which come in order,
    land side by side in an index; the rest is of the same digest. Times before 1970 count as 1970.
    """
    digits = _digest(space, parts).hex()
    variant = _VARIANT[digits[16]]
    return f"{_time(milliseconds)}{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


# Rows of a day share this beginning.
@lru_cache(maxsize=4096)
def _time(milliseconds: int) -> str:
    digits = f"{max(milliseconds, 0) & (1 << 48) - 1:012x}"
    return f"{digits[:8]}-{digits[8:]}-8"


def _digest(space: str, parts: Iterable[str]) -> bytes:
    key = _bytes(space) + "\x1f".join(parts).encode()
    return hashlib.sha1(key, usedforsecurity=False).digest()


@lru_cache(maxsize=64)
def _bytes(id_: str) -> bytes:
    return bytes.fromhex(id_.replace("-", ""))


def _dashed(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def is_id(text: str) -> bool:
    """Whether `text` is a UUID in its usual lower-case form."""
    return _ID.fullmatch(text) is not None


class _Random:
    """The 74 random bits of ids: anew for each millisecond, and larger each time within one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._milliseconds, self._last = -1, 0

    def after(self, milliseconds: int) -> int:
        # The first leaves half of all numbers above it; a step is large enough not to be guessed.
        noise = int.from_bytes(os.urandom(10))
        with self._lock:
            if milliseconds == self._milliseconds:
                self._last += (noise & (1 << 40) - 1) + 1
            else:
                self._milliseconds, self._last = milliseconds, noise & (1 << 73) - 1
            return self._last


_RANDOM = _Random()


def _text(milliseconds: int, random: int) -> str:
    time, high, low = milliseconds & (1 << 48) - 1, random >> 62, random & (1 << 62) - 1
    return _dashed(f"{time << 80 | 7 << 76 | high << 64 | 2 << 62 | low:032x}")
