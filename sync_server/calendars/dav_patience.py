"""How long a report may be worked on: rules that are slow to work out hold nobody up."""

from __future__ import annotations

from time import monotonic

from sync_server.calendars.dav_names import d
from sync_server.calendars.dav_refused import Refused

MOST_SECONDS = 20.0


class Patience:
    """Begins with the report."""

    def __init__(self) -> None:
        self._end = monotonic() + MOST_SECONDS

    def demand(self) -> None:
        """Raises Refused when it is at its end."""
        if monotonic() > self._end:
            raise Refused(
                d("number-of-matches-within-limits"), "this takes too long: ask for less time"
            )
