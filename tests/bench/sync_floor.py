"""The floor of the sync's figures: the same bytes by plain sqlite3 and one zstd HTTP transfer."""

from __future__ import annotations

import http.client
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import zstandard

TABLE = (
    "CREATE TABLE record (n INTEGER PRIMARY KEY, space TEXT, id TEXT, kind TEXT, seq INTEGER, "
    "fields TEXT, stamps TEXT)"
)
KEY = "CREATE UNIQUE INDEX record_key ON record (id, space)"
INSERT = "INSERT INTO record (space, id, kind, seq, fields, stamps) VALUES (?, ?, ?, ?, ?, ?)"
SELECT = "SELECT space, id, kind, seq, fields, stamps FROM record WHERE seq > ? ORDER BY n"


@dataclass(frozen=True)
class Floor:
    """Seconds that the parts took, the least of several runs."""

    select: float
    transfer: float
    insert: float
    size: int
    """Bytes of JSON."""

    @property
    def whole(self) -> float:
        """All three one after the other."""
        return self.select + self.transfer + self.insert


def measure(folder: Path, rows: list[tuple[str, str, str, int, str, str]], runs: int = 3) -> Floor:
    """The floor for records as rows (space, id, kind, seq, fields, stamps).

    The bytes are made beforehand and only unpacked there: to write and to read JSON is no part of
    it, so that all of what a sync does with it counts as the sync's.
    """
    source = _database(folder / "floor-source.sqlite")
    with source:
        source.executemany(INSERT, rows)
    parts = []
    with _sink() as address:
        for run in range(runs):
            start = time.perf_counter()
            read = source.execute(SELECT, (-1,)).fetchall()
            selected = time.perf_counter()
            body = json.dumps(read, separators=(",", ":")).encode()
            made = time.perf_counter()
            _send(address, body)
            sent = time.perf_counter()
            target = _database(folder / f"floor-target-{run}.sqlite")
            begun = time.perf_counter()
            with target:
                target.executemany(INSERT, read)
            parts.append((selected - start, sent - made, time.perf_counter() - begun, len(body)))
            target.close()
    source.close()
    select, transfer, insert, size = min(parts, key=lambda part: sum(part[:3]))
    return Floor(select, transfer, insert, size)


def _database(path: Path) -> sqlite3.Connection:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(TABLE)
    connection.execute(KEY)
    connection.commit()
    return connection


class _Sink(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        packed = self.rfile.read(int(self.headers["Content-Length"]))
        zstandard.decompress(packed)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@contextmanager
def _sink() -> Iterator[tuple[str, int]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Sink)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield "127.0.0.1", server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _send(address: tuple[str, int], body: bytes) -> None:
    connection = http.client.HTTPConnection(*address, timeout=30)
    packed = zstandard.compress(body, 3)
    connection.request("POST", "/", packed)
    connection.getresponse().read()
    connection.close()
