"""How answers look: one JSON document, or lines and tables for people."""

from __future__ import annotations

import io
import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any


def ready_streams() -> None:
    """Let text that the terminal cannot show be written with "?", rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say_json(document: Any) -> None:
    """Print the one JSON document of a command: in ASCII where the output takes no more."""
    text = json.dumps(document, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(document)
    sys.stdout.write(text + "\n")


def say(text: str) -> None:
    """Print a line for people."""
    sys.stdout.write(printable(text) + "\n")


def say_note(text: str) -> None:
    """A doubt about what was kept, for people: one line on standard error."""
    sys.stderr.write(_one_line(f"note: {text}") + "\n")


def say_error(as_json: bool, code: str, message: str, hint: str, **extra: Any) -> None:
    """An error: a JSON document on standard output, or one line on standard error."""
    if as_json:
        say_json({"error": error_json(code, message, hint, **extra)})
        return
    text = f"error: {message}; {hint}" if hint else f"error: {message}"
    sys.stderr.write(_one_line(text) + "\n")


def error_json(code: str, message: str, hint: str, **extra: Any) -> dict[str, Any]:
    """{"code", "message", "hint", …}"""
    return {"code": code, "message": message, "hint": hint, **extra}


def counted(count: int, what: str) -> str:
    """ "1 record", "3 records"."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def iso_moment(milliseconds: int | None) -> str | None:
    """Milliseconds since 1970 as a moment in ISO 8601, in UTC."""
    if milliseconds is None:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat("T", "seconds")


def printable(text: str) -> str:
    """Without control characters: a file's text must not steer the terminal."""
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else "�" for c in text
    )


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def say_table(
    head: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()
) -> None:
    """Columns as wide as they need; those numbered in `right` (from 0) are right-aligned."""
    lines = [[_cell(cell) for cell in row] for row in rows]
    lines.insert(0, list(head))
    widths = [max(_width(line[i]) for line in lines) for i in range(len(head))]
    aligned = set(right)
    for line in lines:
        cells = [
            " " * (widths[i] - _width(cell)) + cell
            if i in aligned
            else cell + " " * (widths[i] - _width(cell))
            for i, cell in enumerate(line)
        ]
        say("  ".join(cells).rstrip())


def _cell(text: str, most: int = 48) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _width(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1
        for c in text
    )
