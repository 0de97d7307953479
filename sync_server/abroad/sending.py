"""Sending: the next thing to do abroad for a record of ours, and what is kept once it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from garage.calendar.times import EventTimes
from garage.records.agenda import Alarm, Attendee, Calendar, Event
from sync_server.abroad import mates
from sync_server.abroad.foreign import ForeignCalendar, TheirEvent, Wanted
from sync_server.abroad.mates import Mate
from sync_server.abroad.ours import Here, Ours
from sync_server.abroad.planning import changed_here, is_suddenly_empty
from sync_server.abroad.shared import (
    as_instance,
    instance_id,
    instance_text,
    mark,
    marked,
)
from sync_server.abroad.taking import SuddenlyEmpty
from sync_server.records.service import changed_since, gone_since

SLICE = 200
KINDS = (Event.kind, Alarm.kind, Attendee.kind)

What = Literal["make", "make again", "change", "attach", "revert", "delete", "take out", "put back"]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do there. `series` is the event abroad that an instance is of, `at` which."""

    what: What
    mate: Mate
    wanted: Wanted | None = None
    series: Mate | None = None
    at: str = ""
    times: EventTimes | None = None
    """Of the series: what `at` is named by."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Records that may have to be sent, series before instances, and up to which place they go."""

    records: tuple[str, ...]
    upto: int
    last: bool


@dataclass
class Sending:
    """What is to be sent of a pair, within one transaction."""

    ours: Ours
    foreign: ForeignCalendar
    calendar: Calendar

    def next_slice(self) -> Slice:
        """What changed here since we looked; what waits to be made comes first."""
        connection, pair = self.ours.connection, self.ours.pair
        found = changed_since(connection, pair.space, pair.seq, KINDS, SLICE)
        upto = found[-1].seq if found else pair.seq
        events: dict[str, bool] = {}
        for each in found:
            id_ = each.id if each.kind == Event.kind else str(each.fields.get("event") or "")
            events[id_] = bool(each.fields.get("recurrence"))
        waiting = mates.waiting(connection, pair.id, SLICE)
        erased = [id_ for id_, seq in gone_since(connection, pair.space, pair.seq)]
        ordered = [*waiting, *sorted(events, key=lambda id_: events[id_]), *erased]
        return Slice(tuple(dict.fromkeys(ordered)), upto, len(found) < SLICE)

    def pending(self, records: Iterable[str]) -> list[str]:
        """Those of some records for which there is something to do."""
        return [each for each in records if self.next_deed(each) is not None]

    def overrides_of(self, record: str) -> list[str]:
        """The overrides of a series: they can go there once it is there."""
        here = self.ours.one(record)
        if here is None or not here.alive or not here.times.recurs:
            return []
        family = self.ours.family(here.event.uid or here.event.id)
        return [each.event.id for each in family if each.event.recurrence is not None]

    def next_deed(self, record: str) -> Deed | None:
        """The next thing to do for a record; None where both sides agree, or nothing can be done.

        Raises SuddenlyEmpty before the last of many events is deleted there.
        """
        mate = mates.by_record(self.ours.connection, self.ours.pair.id, record)
        here = self.ours.one(record)
        if here is not None and here.alive and here.event.status != "cancelled":
            return self._here(here, mate)
        return None if mate is None else self._away(here, mate)

    def _here(self, here: Here, mate: Mate | None) -> Deed | None:
        if here.event.following:
            return None
        pair = self.ours.pair
        if here.event.recurrence is not None:
            return self._override(here, mate)
        mate = mate or Mate(pair.id, here.event.id, seen=pair.reading)
        if self._stays(here, mate):
            return None
        if not mate.theirs:
            what: What = "make again" if mate.token and mate.of_ours else "make"
            token = mate if mate.token else mate.anew()
            return Deed(what, token, self._wanted(here, self.foreign.holds, token.token))
        changed = changed_here(here.fields, mate.of_ours, self.foreign.holds)
        if changed:
            return Deed("change", mate, self._wanted(here, changed))
        return self._of_series(here, mate)

    def _of_series(self, here: Here, mate: Mate) -> Deed | None:
        """Instances that are to be taken out, or put back."""
        removed = self.ours.removed(here)
        for at in sorted(removed - mate.removed):
            return Deed("take out", mate, series=mate, at=at, times=here.times)
        for at in sorted(mate.removed - removed) if here.times.recurs else ():
            return Deed("put back", mate, series=mate, at=at, times=here.times)
        return None

    def _override(self, here: Here, mate: Mate | None) -> Deed | None:
        pair = self.ours.pair
        master = self.ours.master_of(here)
        series = None
        if master is not None:
            series = mates.by_record(self.ours.connection, pair.id, master.event.id)
        if master is None or series is None or not series.theirs or here.event.recurrence is None:
            return None
        at = instance_text(here.event.recurrence, master.times)
        if at in series.removed and at in self.ours.removed(master):
            return None
        mate = mate or Mate(pair.id, here.event.id, series.record, at, seen=pair.reading)
        if self._stays(here, mate):
            return None
        if not mate.theirs:
            wanted = self._wanted(here, self.foreign.holds)
            return Deed("attach", mate, wanted, series, at, master.times)
        changed = changed_here(here.fields, mate.of_ours, self.foreign.holds)
        return Deed("change", mate, self._wanted(here, changed)) if changed else None

    def _stays(self, here: Here, mate: Mate) -> bool:
        """Whether it stays here, as they do not keep it; why is kept with it."""
        why = self.foreign.unheld(here.fields)
        if why and why != mate.state and not mate.token:
            mates.keep(self.ours.connection, replace(mate, state=why))
        if why:
            return True
        # What they refused is tried again once it is another.
        refused = bool(mate.state) and not mate.token
        return refused and not changed_here(here.fields, mate.of_ours, self.foreign.holds)

    def _away(self, here: Here | None, mate: Mate) -> Deed | None:
        """It was deleted here, or went to another calendar."""
        connection, pair = self.ours.connection, self.ours.pair
        if not mate.theirs:
            mates.drop(connection, pair.id, mate.record)
            return None
        if not mate.series:
            self._demand_not_emptied()
            return Deed("delete", mate)
        series = mates.by_record(connection, pair.id, mate.series)
        master = self.ours.one(mate.series)
        if series is None or master is None or not master.alive:
            # The whole series goes.
            return None
        if mate.at in self.ours.removed(master):
            return Deed("take out", mate, series=series, at=mate.at, times=master.times)
        at = instance_id(mate.at, master.times).when
        fields = {**master.fields, "times": as_instance(master.times, at).to_json()}
        wanted = Wanted(
            mate.record, fields, self.foreign.holds, self.calendar.zone or "UTC", alone=False
        )
        return Deed("revert", mate, wanted, series, mate.at, master.times)

    def _demand_not_emptied(self) -> None:
        pair = self.ours.pair
        there = mates.masters(self.ours.connection, pair.id)
        alive = sum(each.alive for each in self.ours.of(there).values())
        if is_suddenly_empty(len(there), alive) and not pair.emptied:
            raise SuddenlyEmpty

    def _wanted(self, here: Here, changed: Iterable[str], token: str = "") -> Wanted:
        alone = here.event.recurrence is None
        removed = tuple(sorted(self.ours.removed(here))) if alone else ()
        return Wanted(
            here.event.id, here.fields, frozenset(changed), self.calendar.zone or "UTC",
            removed, token, alone,
        )  # fmt: skip


@dataclass
class Done:
    """Keeps what came of a deed, within one transaction."""

    ours: Ours
    foreign: ForeignCalendar

    def about_to(self, deed: Deed) -> None:
        """Before an event is made: what it is made of is known then, should the answer be lost."""
        if deed.what == "make" and deed.wanted is not None:
            of_ours = marked(deed.wanted.fields, self.foreign.holds)
            mates.keep(self.ours.connection, replace(deed.mate, of_ours=of_ours))

    def written(self, deed: Deed, theirs: TheirEvent) -> None:
        """An event was made or changed, and is `theirs` now."""
        mate, wanted = self._now(deed.mate), deed.wanted
        assert wanted is not None
        if deed.what == "revert":
            mates.drop(self.ours.connection, mate.pair, mate.record)
            return
        sent = {name: mark(wanted.fields.get(name)) for name in wanted.changed}
        removed = mate.removed
        if deed.what == "change" and self._resets(wanted):
            removed = frozenset()
            for each in mates.instances_of(self.ours.connection, mate.pair, mate.record):
                mates.drop(self.ours.connection, each.pair, each.record)
        if wanted.alone and self.foreign.takes_removed and "times" in wanted.changed:
            removed |= frozenset(wanted.removed)
        mates.keep(
            self.ours.connection,
            replace(
                mate, theirs=theirs.id, etag=theirs.etag, of_ours={**mate.of_ours, **sent},
                of_theirs=marked(theirs.fields, self.foreign.holds), removed=removed, state="",
            ),
        )  # fmt: skip

    def _resets(self, wanted: Wanted) -> bool:
        return wanted.alone and self.foreign.resets_days and "times" in wanted.changed

    def deleted(self, deed: Deed) -> None:
        """An event is not there any more."""
        mates.drop(self.ours.connection, deed.mate.pair, deed.mate.record)

    def taken_out(self, deed: Deed, *, back: bool = False) -> None:
        """An instance is out of its series, or in it again."""
        if deed.mate.series:
            mates.drop(self.ours.connection, deed.mate.pair, deed.mate.record)
        assert deed.series is not None
        series = self._now(deed.series)
        removed = series.removed - {deed.at} if back else series.removed | {deed.at}
        mates.keep(self.ours.connection, replace(series, removed=removed))

    def lost(self, deed: Deed) -> None:
        """What was to be changed is gone there: the edit wins, and it is made anew."""
        mates.keep(self.ours.connection, self._now(deed.mate).anew())

    def refused(self, deed: Deed, why: str) -> None:
        """They will not take it: it stays as it is here, and is tried again once it is changed."""
        mate = self._now(deed.mate)
        if deed.what == "put back" and deed.series is not None:
            self.taken_out(deed, back=True)
            mate = self._now(deed.mate)
        of_ours = dict(mate.of_ours)
        if deed.wanted is not None:
            fields = deed.wanted.fields
            of_ours |= {name: mark(fields.get(name)) for name in deed.wanted.changed}
        mates.keep(self.ours.connection, replace(mate, of_ours=of_ours, state=why))

    def _now(self, mate: Mate) -> Mate:
        return mates.by_record(self.ours.connection, mate.pair, mate.record) or mate
