"""Rate limits: per address and per account, each saying when to come back."""

from __future__ import annotations

import math
import time

from fastapi import Request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from sync_server.kit.address import address_of, neighbourhood
from sync_server.kit.problem import TooMany


class Rates:
    """Counts in this process, which each limit here protects; `kit.tries` counts over all."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._limits: dict[str, RateLimitItem] = {}

    def take(self, limit: str, name: str, *keys: str) -> None:
        """Count one; raises TooMany beyond the limit, said as `10/5minutes`."""
        item = self._limits.get(limit) or self._limits.setdefault(limit, parse(limit))
        if self._limiter.hit(item, name, *keys):
            return
        stats = self._limiter.get_window_stats(item, name, *keys)
        seconds = max(1, math.ceil(stats.reset_time - time.time()))
        raise too_many(item, name, seconds)


def too_many(item: RateLimitItem, name: str, seconds: int) -> TooMany:
    """The problem, with the fields that say when to come back."""
    return TooMany(
        seconds,
        {
            "RateLimit": f'"{name}";r=0;t={seconds}',
            "RateLimit-Policy": f'"{name}";q={item.amount};w={item.get_expiry()}',
        },
    )


def take(request: Request, limit: str, name: str, *keys: str) -> None:
    """Count one of the caller's: by the keys (an account), without any by the address."""
    rates: Rates = request.app.state.rates
    rates.take(limit, name, *(keys or (neighbourhood(address_of(request)),)))
