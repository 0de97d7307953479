"""Metrics of this process, in Prometheus' text format 0.0.4; any room may count here.

`REQUESTS`, `SECONDS` and `LINE` count by themselves; the rooms call the others:

    metrics.PUSHES.add()                      metrics.SOCKETS.add(), .add(-1)
    metrics.VERDICTS.add(12, "merged")        metrics.MAIL_WAITING.set(3)

Names and labels are few and fixed: nothing that people bring may become a label.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
MOST_SERIES: Final = 1000
"""Of one metric: labels beyond are counted under "other"."""

_LATENCIES: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metric:
    """One name with a value for each set of labels."""

    kind = "untyped"

    def __init__(self, name: str, help_: str, labels: Sequence[str] = ()) -> None:
        self.name = f"paddock_{name}"
        self.help = help_
        self.labels = tuple(labels)
        self._values: dict[tuple[str, ...], float] = {} if labels else {(): 0.0}
        self._lock = threading.Lock()
        ALL.append(self)

    def _key(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        if len(labels) != len(self.labels):
            raise ValueError(f"{self.name} has the labels {self.labels}, not {labels}")
        if labels in self._values or len(self._values) < MOST_SERIES:
            return labels
        return ("other",) * len(labels)

    def value(self, *labels: str) -> float:
        """What it stands at."""
        return self._values.get(labels, 0.0)

    def lines(self) -> Iterator[str]:
        """Its part of the text."""
        yield f"# HELP {self.name} {self.help}"
        yield f"# TYPE {self.name} {self.kind}"
        with self._lock:
            values = sorted(self._values.items())
        for labels, value in values:
            yield f"{self.name}{_braces(self.labels, labels)} {_number(value)}"


class Counter(Metric):
    """How often something happened since the process started."""

    kind = "counter"

    def add(self, times: float = 1, *labels: str) -> None:
        """It happened so many times more."""
        with self._lock:
            key = self._key(labels)
            self._values[key] = self._values.get(key, 0.0) + times


class Gauge(Counter):
    """How much there is of something now."""

    kind = "gauge"

    def set(self, value: float, *labels: str) -> None:
        """It is so much now."""
        with self._lock:
            self._values[self._key(labels)] = value


class Histogram(Metric):
    """How values spread; by default seconds."""

    kind = "histogram"

    def __init__(
        self,
        name: str,
        help_: str,
        labels: Sequence[str] = (),
        bounds: Sequence[float] = _LATENCIES,
    ) -> None:
        super().__init__(name, help_, labels)
        self.bounds = tuple(bounds)
        self._counts: dict[tuple[str, ...], list[int]] = {}
        self._values.clear()

    def observe(self, value: float, *labels: str) -> None:
        """One more value."""
        with self._lock:
            key = self._key(labels)
            counts = self._counts.setdefault(key, [0] * (len(self.bounds) + 1))
            counts[bisect_left(self.bounds, value)] += 1
            self._values[key] = self._values.get(key, 0.0) + value

    def count(self, *labels: str) -> int:
        """How many values there were."""
        return sum(self._counts.get(labels, ()))

    def lines(self) -> Iterator[str]:
        yield f"# HELP {self.name} {self.help}"
        yield f"# TYPE {self.name} {self.kind}"
        with self._lock:
            rows = [(key, list(self._counts[key]), self._values[key]) for key in self._counts]
        for key, counts, total in sorted(rows):
            below = 0
            for bound, count in zip((*self.bounds, "+Inf"), counts, strict=True):
                below += count
                pair = _braces((*self.labels, "le"), (*key, str(bound)))
                yield f"{self.name}_bucket{pair} {below}"
            braces = _braces(self.labels, key)
            yield f"{self.name}_sum{braces} {_number(total)}"
            yield f"{self.name}_count{braces} {below}"


def text() -> str:
    """Everything, as Prometheus reads it."""
    return "\n".join(line for metric in ALL for line in metric.lines()) + "\n"


def _braces(names: Sequence[str], values: Sequence[str]) -> str:
    if not names:
        return ""
    pairs = (f'{name}="{_quoted(value)}"' for name, value in zip(names, values, strict=True))
    return "{" + ",".join(pairs) + "}"


def _quoted(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


ALL: list[Metric] = []

REQUESTS = Counter("requests_total", "Requests answered.", ("method", "route", "status"))
SECONDS = Histogram(
    "request_seconds", "From a request's arrival to the end of its answer.", ("route",)
)
IN_FLIGHT = Gauge("requests_in_flight", "Requests being answered.")
OVERLOADED = Counter("overloaded_total", "Requests refused because too many were in flight.")
LINE = Histogram("database_line_seconds", "How long writers waited for their turn.")
PUSHES = Counter("pushes_total", "Pushes taken.")
PULLS = Counter("pulls_total", "Pulls answered.")
PATCHES = Counter("patches_total", "Patches that pushes brought.")
VERDICTS = Counter("verdicts_total", "Verdicts given on patches.", ("verdict",))
SOCKETS = Gauge("sockets_open", "WebSockets of /live that are open.")
MAIL_WAITING = Gauge("mail_waiting", "Mail that waits to be sent.")
JOBS = Counter("jobs_total", "Jobs run.", ("name", "outcome"))
JOBS_WAITING = Gauge("jobs_waiting", "Jobs that wait, due or not.")
JOBS_POISONED = Gauge("jobs_poisoned", "Jobs that were given up.")
