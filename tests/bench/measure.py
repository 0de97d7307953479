"""How a benchmark measures, and what it says."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 5
FAILS_AT = 2.0
"""A benchmark fails when its figure is over this many times its target."""


@dataclass(frozen=True)
class Figure:
    """One line of the benchmarks: a figure, its floor, and the target for one of the two."""

    name: str
    seconds: float
    floor: float
    floor_is: str
    most_ratio: float | None = None
    most_seconds: float | None = None
    beside: str = ""
    """What else is to be said of it."""

    @property
    def ratio(self) -> float:
        """The figure over its floor."""
        return self.seconds / self.floor

    @property
    def share(self) -> float:
        """The part of the target that is used up; over 1 it is missed."""
        shares = []
        if self.most_ratio is not None:
            shares.append(self.ratio / self.most_ratio)
        if self.most_seconds is not None:
            shares.append(self.seconds / self.most_seconds)
        return max(shares, default=0.0)

    def line(self) -> str:
        """The figure in words."""
        target = f"{self.most_ratio:g} ×" if self.most_ratio else f"{_time(self.most_seconds or 0)}"
        verdict = "ok" if self.share <= 1 else "over" if self.share <= FAILS_AT else "FAILS"
        if not self.share:
            target = verdict = "none"
        return (
            f"{self.name:<44} {_time(self.seconds):>10} = {self.ratio:7.2f} × {self.floor_is} "
            f"({_time(self.floor)}); target {target}: {verdict}{self.beside}"
        )


@dataclass(frozen=True)
class Size:
    """A figure in megabytes with its target."""

    name: str
    megabytes: float
    floor: float
    most: float

    @property
    def share(self) -> float:
        """The part of the target that is used up."""
        return self.megabytes / self.most

    def line(self) -> str:
        """The figure in words."""
        verdict = "ok" if self.share <= 1 else "over" if self.share <= FAILS_AT else "FAILS"
        ratio = self.megabytes / self.floor
        return (
            f"{self.name:<44} {self.megabytes:>7.0f} MB = {ratio:7.2f} × its floor "
            f"({self.floor:.0f} MB); target {self.most:.0f} MB: {verdict}"
        )


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """The shortest of several runs, in seconds, after one to warm up."""
    work()
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def percentile(times: list[float], share: float) -> float:
    """The time that `share` (0 to 1) of them do not exceed."""
    return statistics.quantiles(times, n=1000, method="inclusive")[round(share * 1000) - 1]
