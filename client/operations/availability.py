"""Who is busy when: what else is at a time, and which of those asked take part in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from client.operations.agenda import Entry, agenda
from client.store import Query, Reader
from client.store.codec import codec
from garage.calendar.zones import day_after
from garage.records import kind_named
from garage.records.agenda import Attendee

_AT_ONCE = 500
_DECLINED = ("declined", "delegated")


@dataclass(frozen=True)
class Busy:
    """What else blocks a time; `people` has, by address in small letters, what they attend."""

    entries: tuple[Entry, ...] = ()
    people: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)


def busy_at(
    reader: Reader,
    start: datetime,
    end: datetime,
    zone: tzinfo,
    today: date,
    addresses: Collection[str] = (),
    without: str = "",
) -> Busy:
    """What blocks any of the time from `start` to before `end`, of all calendars one may read.

    `without` is an event that is left out: the one that is asked about.
    """
    here, until = start.astimezone(zone), max(end, start + timedelta(minutes=1)).astimezone(zone)
    found = agenda(reader, here.date(), day_after(until.date()), zone, today=today, everything=True)
    entries = tuple(
        each for each in found if each.id != without and _blocks(each) and _meets(each, here, until)
    )
    asked = {address.casefold() for address in addresses if address}
    if not asked or not entries:
        return Busy(entries)
    return Busy(entries, _attended(reader, entries, asked))


def _blocks(entry: Entry) -> bool:
    # A whole day is mostly a note; who is away all day marks it as such by times of day.
    event = entry.kind == "event" and not entry.all_day
    return event and not entry.free and entry.status != "cancelled"


def _meets(entry: Entry, start: datetime, end: datetime) -> bool:
    begins, ends = entry.start, entry.end
    assert isinstance(begins, datetime)
    assert isinstance(ends, datetime)
    return begins < end and ends > start


def _attended(
    reader: Reader, entries: Collection[Entry], asked: Collection[str]
) -> dict[str, tuple[Entry, ...]]:
    by_id: dict[str, list[Entry]] = {}
    for entry in entries:
        by_id.setdefault(entry.id, []).append(entry)
    owner, ids = codec(kind_named("attendee")).table.c.event, list(by_id)
    people: dict[str, list[Entry]] = {}
    for begin in range(0, len(ids), _AT_ONCE):
        part = Query(where=owner.in_(ids[begin : begin + _AT_ONCE]))
        for each in reader.all(Attendee, part):
            address = each.address.casefold()
            if address in asked and each.state not in _DECLINED:
                people.setdefault(address, []).extend(by_id[each.event])
    return {address: tuple(found) for address, found in people.items()}
