"""How long a report may be worked on, and how much it may tell: one program holds nobody up."""

from __future__ import annotations

from time import monotonic

from sync_server.calendars.dav_names import d
from sync_server.calendars.dav_refused import Refused

MOST_SECONDS = 20.0
MOST_TEXT = 64 * 2**20
"""Letters of the events in one answer."""


class Patience:
    """Begins with the report."""

    def __init__(self) -> None:
        self._end = monotonic() + MOST_SECONDS
        self._left = MOST_TEXT

    def demand(self) -> None:
        """Raises Refused when it is at its end."""
        if monotonic() > self._end:
            raise Refused(
                d("number-of-matches-within-limits"), "this takes too long: ask for less time"
            )

    def demand_room(self, letters: int) -> None:
        """Raises Refused where so many more would be too much."""
        if letters > self._left:
            raise Refused(
                d("number-of-matches-within-limits"), "this is too much: ask for less at once"
            )

    def tell(self, text: str) -> str:
        """The text, which is told."""
        self.demand_room(len(text))
        self._left -= len(text)
        return text
