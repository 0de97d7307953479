"""How much one account may send and fetch: counted in bytes, refilled all the time.

allowance = Allowance(2048 * 2**20)      so much in an hour
allowance.demand(person)                 raises TooMuch where it is used up
allowance.spend(person, len(body))       may go below nothing: what was begun is finished
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from sync_server.kit.problem import Problem

_HOUR = 3600
_LEAST = 1024
"""Bytes that any request counts for: it is work even where it brings nothing."""
_MOST_KEPT = 10_000
"""Accounts that are kept count of before those that have all again are forgotten."""


class TooMuch(Problem):
    """An account has used up what it may send and fetch for now."""

    status: ClassVar[int] = 429
    code = "too_much"

    def __init__(self, hourly: int, seconds: int) -> None:
        super().__init__(
            f"this account has sent and fetched all that it may in an hour: {hourly // 2**20} MiB",
            f"try again in {seconds} s, or ask whoever runs the server for more",
            headers={
                "Retry-After": str(seconds),
                "RateLimit": f'"bytes";r=0;t={seconds}',
                "RateLimit-Policy": f'"bytes";q={hourly};w={_HOUR}',
            },
        )


@dataclass(slots=True)
class _Left:
    amount: float
    at: float


class Allowance:
    """Counts in this process; `hourly` is in bytes, 0 for no bound. Safe from any thread."""

    def __init__(self, hourly: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.hourly = hourly
        self._clock = clock
        self._left: dict[str, _Left] = {}
        self._lock = threading.Lock()

    def demand(self, account: str) -> None:
        """Raises TooMuch where nothing is left."""
        left = self._left.get(account)
        if left is None or self.hourly <= 0:
            return
        with self._lock:
            amount = self._refill(left)
        if amount <= 0:
            # Until there is enough for some work, not for one byte.
            missing = self.hourly / 60 - amount
            raise TooMuch(self.hourly, math.ceil(missing / self.hourly * _HOUR))

    def spend(self, account: str, size: int) -> None:
        """Count what was sent or fetched."""
        if self.hourly <= 0:
            return
        with self._lock:
            left = self._left.get(account)
            if left is None:
                self._forget()
                left = self._left[account] = _Left(self.hourly, self._clock())
            left.amount = self._refill(left) - max(size, _LEAST)

    def _refill(self, left: _Left) -> float:
        now = self._clock()
        left.amount = min(left.amount + (now - left.at) * self.hourly / _HOUR, self.hourly)
        left.at = now
        return left.amount

    def _forget(self) -> None:
        if len(self._left) < _MOST_KEPT:
            return
        for account, left in list(self._left.items()):
            if self._refill(left) >= self.hourly:
                del self._left[account]
