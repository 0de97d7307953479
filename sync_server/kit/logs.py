"""Logs: one line of JSON an event on stderr, with nothing in it about a person."""

from __future__ import annotations

import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

import msgspec

_ENCODER = msgspec.json.Encoder(enc_hook=str)

FIELDS = "paddock_fields"
"""The name under which `extra` brings more members of a line."""


class Lines(logging.Formatter):
    """`{"time", "level", "logger", "event", …}`.

    Of an exception it tells its kind and where it came from, never its words: a database's
    error quotes the values of the row that it refused.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= getattr(record, FIELDS, {})
        if record.exc_info and record.exc_info[0] and record.exc_info[1]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return _ENCODER.encode(line).decode()


class Words(logging.Formatter):
    """The same for a person at a terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, FIELDS, {})
        told = " ".join(str(value) for value in fields.values())
        return f"{super().format(record)} {told}".rstrip()

    def formatException(self, ei: Any) -> str:  # noqa: N802 - as logging calls it
        """Where it came from, without its words here either."""
        return "\n".join(f"  {each}" for each in _where(ei[2]))


def _where(trace: TracebackType | None) -> list[str]:
    return [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)[-12:]
    ]


def configure(stream: TextIO | None = None, *, json_lines: bool = True) -> None:
    """Let the server's own log, and what uvicorn has to warn of, go to `stream` (stderr)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines() if json_lines else Words())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("paddock").setLevel(logging.INFO)
    # uvicorn logs addresses with each connection; that it listens we say ourselves.
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.WARNING)
    access = logging.getLogger("uvicorn.access")
    access.handlers.clear()
    access.propagate = False
    access.disabled = True
