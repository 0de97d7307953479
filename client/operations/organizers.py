"""Whose events a file that comes in may change: an identifier alone makes nobody an organizer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from client.operations.addresses import own_addresses
from client.store import Reader
from garage.ics.components import Fault
from garage.ics.event_reader import ReadEvent
from garage.ics.importing import ReadCalendar, Refused, key_of
from garage.itip.addresses import key_of_address
from garage.records import Event
from garage.words import N_, told


def without_claims(reader: Reader, read: ReadCalendar, here: Iterable[Event]) -> ReadCalendar:
    """What was read, held to who asks to the events that are here.

    An invitation to one's own event that somebody else wrote is refused. An event of others may
    pass to another organizer (RFC 5546, section 3.2.2.4): that is said.
    """
    own = own_addresses(reader)
    known = {key_of(vars(event)): event for event in here}
    series = {event.uid: event for event in here if event.recurrence is None}
    kept: list[ReadEvent] = []
    refused: list[Refused] = []
    faults: list[Fault] = []
    for event in read.events:
        ours = known.get(key_of(event.values)) or series.get(event.values.get("uid", ""))
        by = key_of_address(event.values.get("organizer", ""))
        if ours is None or not by or by == key_of_address(ours.organizer):
            kept.append(event)
        elif read.method == "REQUEST" and by not in own and is_own(ours, own):
            refused.append(_refused(event))
        else:
            kept.append(event)
            if ours.organizer and by not in own:
                faults.append(_doubt(event, ours))
    return replace(
        read,
        events=tuple(kept),
        refused=(*read.refused, *refused),
        faults=tuple(sorted((*read.faults, *faults), key=lambda fault: fault.line)),
    )


def is_own(event: Event, own: frozenset[str]) -> bool:
    """Whether one asks to it oneself, or nobody does."""
    return not event.organizer or key_of_address(event.organizer) in own


def _refused(event: ReadEvent) -> Refused:
    return Refused(
        event.line,
        event.values.get("title", "")[:200],
        N_("it is an event of your own, to which somebody else asks"),
        N_("import it into another calendar, if you know who wrote it"),
    )


def _doubt(event: ReadEvent, ours: Event) -> Fault:
    by = event.values.get("organizer_name") or event.values.get("organizer", "")
    before = ours.organizer_name or ours.organizer
    return Fault(
        event.line,
        told(
            "“{title}” would have another organizer: {by}, and not {before}",
            title=ours.title[:80], by=by[:120], before=before[:120],
        ),
    )  # fmt: skip
