"""How far a run of many schedules has come, written down: one that was interrupted goes on."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "simulation"
PROVED = (
    "client/operations", "client/remote", "client/store", "client/sync", "garage", "sync_server",
    "tests/simulation",
)  # fmt: skip
AT_ONCE = 50
"""Schedules in a part."""


@dataclass(frozen=True)
class Part:
    """Schedules that a process is given at a time: whether over PostgreSQL, how many, which."""

    number: int
    over_postgresql: bool
    schedules: int
    seed: int


class Progress:
    """The parts of a run, and what those came to that held.

    Parts that failed are not among them: they are tried again. Nor does a part count that held
    with other code than there is now.
    """

    def __init__(self, schedules: int, seed: int, folder: Path = FOLDER, *, first: int = 0) -> None:
        """`first`: how many are left out, since they held elsewhere; whole parts of them."""
        self.schedules = schedules - first
        self.counts: Counter[str] = Counter()
        self.code = fingerprint()
        self._starts = range(first, schedules, AT_ONCE)
        self._most = schedules
        self._seed = seed
        self._path = folder / f"{first}-{schedules}-{seed}.jsonl"
        self._held: set[int] = set()
        lines = self._path.read_text().splitlines() if self._path.exists() else []
        if lines[:1] == [self.code]:
            for line in lines[1:]:
                said = json.loads(line)
                self._held.add(said["part"])
                self.counts.update(said["counts"])
            return
        folder.mkdir(parents=True, exist_ok=True)
        self._path.write_text(f"{self.code}\n")

    def left(self) -> Iterator[Part]:
        """The parts that are still to be tried."""
        for start in self._starts:
            number = start // AT_ONCE
            if number not in self._held:
                most = min(AT_ONCE, self._most - start)
                yield Part(number, number % 10 == 5, most, self._seed + number)

    def note(self, part: Part, reached: Counter[str], *, held: bool) -> None:
        """A part was tried, and held or not."""
        self.counts.update(reached)
        if held:
            with self._path.open("a") as file:
                file.write(json.dumps({"part": part.number, "counts": reached}) + "\n")

    def forget(self) -> None:
        """The run came to its end: the next one begins anew."""
        self._path.unlink()


def fingerprint() -> str:
    """What the code is that a run proves something of."""
    digest = hashlib.sha256()
    for folder in PROVED:
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
