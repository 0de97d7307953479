"""In which order the hits of a search are shown: the newest first of what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from client.store import Hit
from client.ui.shell.matching import begins
from client.ui.vehicles.record_words import record_day
from garage.records import Record


def newest_first(
    hits: Sequence[Hit], records: Mapping[str, Record], words: Sequence[str]
) -> list[Hit]:
    """The hits whose records have a day change places among themselves.

    The index knows only in which order they were written. Those that bear the words in their name
    stay ahead of those that do not, and what has no day stays where it is.
    """
    days = {id_: day for id_, record in records.items() if (day := record_day(record)) is not None}
    named = [any(begins(word, hit.heading) for word in words) for hit in hits]
    ordered = list(hits)
    for group in (True, False):
        places = [n for n, hit in enumerate(hits) if hit.id in days and named[n] is group]
        those = sorted((hits[n] for n in places), key=lambda hit: days[hit.id], reverse=True)
        for place, hit in zip(places, those, strict=True):
            ordered[place] = hit
    return ordered
