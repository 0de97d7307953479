"""What the sync did lately, a line each, kept in a file beside the database."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from client.sync.report import Report

if TYPE_CHECKING:
    from client.sync.service import SyncState

NAME = "sync-diary.jsonl"
MOST = 500
"""Lines that are kept, the newest; the file is cut once it has twice as many."""
_MOST_BYTES = 4_000_000
_NAMED = 5
"""Records that a line names."""


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that happened: `what` is "synced", "offline", "online" or "signed_out"."""

    at: int
    """Unix time in milliseconds."""
    what: str
    sent: int = 0
    received: int = 0
    refused: int = 0
    overtaken: int = 0
    waiting: int = 0
    """Edits that waited then."""
    since: int = 0
    """For "online": when it went offline."""
    records: tuple[str, ...] = ()
    """Ids of some records that came or went."""
    lost: tuple[str, ...] = ()
    """Ids of some values that were overtaken: what they are of is in the store, while it is."""


class Diary:
    """Written by the one who syncs, read by anybody; what cannot be written is let go."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._written = MOST
        self._offline_since = 0

    def note_report(self, report: Report, now: int) -> None:
        """A sync that brought or took something away."""
        if report.sent or report.received or report.refused or report.overtaken:
            came = report.touched.values() if report.received else ()
            ids = dict.fromkeys(id_ for each in came for id_ in sorted(each)[:_NAMED])
            ids |= dict.fromkeys(report.went)
            self.add(Line(
                now, "synced", report.sent, report.received, report.refused, report.overtaken,
                records=tuple(ids)[:_NAMED], lost=tuple(report.lost),
            ))  # fmt: skip

    def note_states(self, before: SyncState, after: SyncState, now: int) -> None:
        """Gone offline, back again, or signed out; the attempts in between are no news."""
        if after.phase == "offline" and not self._offline_since:
            self._offline_since = now
            self.add(Line(now, "offline", waiting=after.waiting))
        elif after.phase in ("synced", "waiting") and self._offline_since:
            since, self._offline_since = self._offline_since, 0
            self.add(Line(now, "online", since=since))
        elif after.phase == "signed_out" and before.phase not in ("local", "signed_out"):
            self.add(Line(now, "signed_out", waiting=after.waiting))

    def add(self, line: Line) -> None:
        """Write a line."""
        with contextlib.suppress(OSError):
            flags = os.O_APPEND | os.O_CREAT | os.O_WRONLY
            with os.fdopen(os.open(self._path, flags, 0o600), "ab") as file:
                file.write(msgspec.json.encode(line) + b"\n")
            self._written += 1
            if self._written > 2 * MOST:
                self._cut()

    def lines(self, most: int = MOST) -> list[Line]:
        """The last lines, the newest first; damaged ones are passed over."""
        return list(reversed(deque(self._read(), maxlen=most)))

    def _read(self) -> Iterator[Line]:
        try:
            if self._path.stat().st_size > _MOST_BYTES:
                return
            written = self._path.read_bytes().splitlines()
        except OSError:
            return
        for each in written:
            with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
                yield msgspec.json.decode(each, type=Line)

    def _cut(self) -> None:
        kept = list(reversed(self.lines()))
        partial = self._path.with_name(NAME + ".partial")
        partial.unlink(missing_ok=True)
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.writelines(msgspec.json.encode(line) + b"\n" for line in kept)
        partial.replace(self._path)
        self._written = len(kept)
