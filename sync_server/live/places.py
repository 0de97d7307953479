"""How many lines one session and one person may hold: a new one takes the place of the oldest."""

from __future__ import annotations

from sync_server.live.hub import TRY_LATER, Line

MOST_OF_SESSION = 8
"""A device has one, and for a while those that broke without a word."""
MOST_OF_PERSON = 100


class Places:
    """The lines of this process, of each session and each person in the order of their arrival."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], dict[Line, None]] = {}

    def take(self, line: Line) -> None:
        """Give a line its place; the oldest of who holds too many is ended for it."""
        for key, most in _bounds(line):
            held = self._lines.setdefault(key, {})
            held[line] = None
            if len(held) > most:
                oldest = next(iter(held))
                self.leave(oldest)
                oldest.end(TRY_LATER)

    def leave(self, line: Line) -> None:
        """Give its place back; nothing for one that has none."""
        for key, _ in _bounds(line):
            held = self._lines.get(key)
            if held is not None:
                held.pop(line, None)
                if not held:
                    del self._lines[key]


def _bounds(line: Line) -> tuple[tuple[tuple[str, str], int], ...]:
    return (
        (("session", line.session), MOST_OF_SESSION),
        (("person", line.person), MOST_OF_PERSON),
    )
