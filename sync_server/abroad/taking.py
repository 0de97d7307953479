"""Taking in: what changed abroad, written into our records, within one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from garage.calendar.times import EventTimes
from garage.ids import is_id, natural_id
from garage.itip.addresses import calendar_address
from garage.sync.merge import Json
from sync_server.abroad import mates, people
from sync_server.abroad.foreign import TheirEvent
from sync_server.abroad.mates import Mate
from sync_server.abroad.ours import HANGING, Here, Ours
from sync_server.abroad.planning import changed_here, is_suddenly_empty, merged
from sync_server.abroad.shared import (
    instance_id,
    instance_text,
    mark,
    marked,
    removed_of,
    with_removed,
)


class SuddenlyEmpty(Exception):
    """A side has no events all at once: nothing of that is believed unasked."""


@dataclass
class Taking:
    """A round under way; `holds` are the fields that the other side keeps."""

    ours: Ours
    holds: Collection[str]
    reading: int

    def take(self, events: Iterable[TheirEvent]) -> None:
        """Series before their instances; what comes twice changes nothing."""
        self.ours.lock()
        for event in sorted(events, key=lambda each: bool(each.series)):
            if event.series:
                self._instance(event)
            elif event.gone:
                self._gone(event)
            else:
                self._alone(event)

    def unknown_series(self, events: Sequence[TheirEvent]) -> list[str]:
        """Series of which instances came, and which are neither here nor come along."""
        come = {each.id for each in events if not each.series}
        wanted = dict.fromkeys(each.series for each in events if each.series)
        connection, pair = self.ours.connection, self.ours.pair.id
        return [
            each
            for each in wanted
            if each not in come and mates.by_theirs(connection, pair, each) is None
        ]

    def _gone(self, event: TheirEvent) -> None:
        mate = mates.by_theirs(self.ours.connection, self.ours.pair.id, event.id)
        if mate is not None:
            # Decided at the end of the round, when it is known how many there are.
            mates.keep(self.ours.connection, replace(mate, seen=-1))

    def _alone(self, event: TheirEvent) -> None:
        mate = self._mate_of(event)
        here = None if mate is None else self.ours.one(mate.record)
        if mate is None or here is None:
            id_ = natural_id(self.ours.pair.space, (self.ours.pair.calendar, event.id))
            more: dict[str, Json] = {"uid": event.uid or None}
            if event.organizer and people.NAME in event.fields:
                more["organizer"] = calendar_address(event.organizer)
            self._add(event, Mate(self.ours.pair.id, id_), more)
            return
        self._merge(event, mate, here)
        here = self.ours.one(mate.record)
        mate = mates.by_record(self.ours.connection, mate.pair, mate.record)
        if here is None or mate is None or not here.alive or not here.times.recurs:
            return
        self._days(event, mate.record)

    def _days(self, event: TheirEvent, record: str) -> None:
        """The instances of a series, as far as the series itself tells of them."""
        connection, pair = self.ours.connection, self.ours.pair.id
        for at in event.removed:
            series, master = mates.by_record(connection, pair, record), self.ours.one(record)
            if series is not None and master is not None:
                there = mates.by_instance(connection, pair, record, at)
                self._taken_out(series, master, there, at)
        if event.days is None:
            return
        for mate in mates.instances_of(connection, pair, record):
            here = self.ours.one(mate.record)
            if not mate.theirs or mate.theirs in event.days:
                continue
            # It is as the series has it again.
            if here is not None and here.alive:
                if changed_here(here.fields, mate.of_ours, self.holds):
                    mates.keep(connection, mate.anew())
                    continue
                self.ours.delete(mate.record)
            mates.drop(connection, pair, mate.record)

    def _mate_of(self, event: TheirEvent) -> Mate | None:
        """Who it is here: known, made of ours, or of the same UID (it was brought in before)."""
        connection, pair = self.ours.connection, self.ours.pair.id
        known = mates.by_theirs(connection, pair, event.id)
        if known is not None:
            return known
        if is_id(event.ours):
            waiting = mates.by_record(connection, pair, event.ours)
            if waiting is not None and waiting.token:
                # Our own, of which the answer was lost: it came to be as it was sent.
                return replace(waiting, theirs=event.id, of_theirs=waiting.of_ours, state="")
            here = self.ours.one(event.ours)
            if waiting is None and here is not None and here.alive:
                return Mate(pair, event.ours)
        for here in self.ours.family(event.uid) if event.uid else ():
            free = mates.by_record(connection, pair, here.event.id) is None
            if free and here.event.recurrence is None:
                return Mate(pair, here.event.id)
        return None

    def _instance(self, event: TheirEvent) -> None:
        connection, pair = self.ours.connection, self.ours.pair.id
        series = mates.by_theirs(connection, pair, event.series)
        master = None if series is None else self.ours.one(series.record)
        if series is None or master is None or event.at is None:
            if not event.gone:
                # Of a series of somebody else's: an event by itself.
                self._alone(replace(event, series="", at=None))
            return
        if not master.alive:
            return
        at = instance_text(event.at, master.times)
        mate = mates.by_theirs(connection, pair, event.id)
        mate = mate or mates.by_instance(connection, pair, series.record, at)
        if event.gone:
            self._taken_out(series, master, mate, at)
            return
        # Taken out here, and edited there since: the edit brings it back.
        edited = mate is None or self._is_edited(event, mate)
        if at in series.removed or (edited and at in removed_of(master.times)):
            self.ours.put_back(master, at)
            series = replace(series, removed=series.removed - {at})
            mates.keep(connection, series)
        mate = mate or self._override(series, master, at)
        here = self.ours.one(mate.record)
        if here is not None:
            self._merge(event, mate, here)
            return
        named = instance_id(at, master.times).text
        uid = master.event.uid or None
        if uid is None:
            uid = master.event.id
            self.ours.change(master, {"uid": uid})
        self._add(event, mate, {"uid": uid, "recurrence": named})

    def _override(self, series: Mate, master: Here, at: str) -> Mate:
        """One that is here already, or a new one."""
        for each in self.ours.family(master.event.uid or master.event.id):
            named = each.event.recurrence
            if named is not None and instance_text(named, master.times) == at:
                return Mate(series.pair, each.event.id, series.record, at)
        id_ = natural_id(self.ours.pair.space, (series.record, at))
        return Mate(series.pair, id_, series.record, at)

    def _taken_out(self, series: Mate, master: Here, mate: Mate | None, at: str) -> None:
        if at in series.removed:
            return
        connection = self.ours.connection
        mate = mate or self._override(series, master, at)
        here = self.ours.one(mate.record)
        if here is not None and here.alive:
            if not mate.theirs:
                # It was changed here, and is on its way there.
                return
            if changed_here(here.fields, mate.of_ours, self.holds):
                # It was edited here since: the edit stays, and goes there again.
                mates.keep(connection, mate.anew())
                return
            self.ours.delete(mate.record)
        mates.drop(connection, mate.pair, mate.record)
        if at not in self.ours.removed(master):
            self.ours.take_out(master, [at])
        mates.keep(connection, replace(series, removed=series.removed | {at}))

    def _said(self, event: TheirEvent) -> frozenset[str]:
        """The fields that an answer tells: too many people are left out of it."""
        return frozenset(self.holds) - ({people.NAME} if event.crowded else set())

    def _is_edited(self, event: TheirEvent, mate: Mate) -> bool:
        """Whether it was changed there since both agreed."""
        return bool(changed_here(event.fields, mate.of_theirs, self._said(event)))

    def _merge(self, event: TheirEvent, mate: Mate, here: Here) -> None:
        holds = self._said(event)
        theirs = {name: event.fields[name] for name in holds if name in event.fields}
        found = merged(here.fields, theirs, mate.of_ours, mate.of_theirs, holds)
        agreed = found.agreed
        if here.alive:
            if found.to_ours:
                self.ours.change(here, found.to_ours, found.lost)
        elif self._is_edited(event, mate):
            # Deleted here, and edited there since: the edit brings it back.
            self._write(mate.record, here, theirs, {})
            agreed = frozenset(self.holds)
        self._keep(event, mate, agreed)

    def _add(self, event: TheirEvent, mate: Mate, more: dict[str, Json]) -> None:
        theirs = {name: event.fields[name] for name in self.holds if name in event.fields}
        here = self.ours.one(mate.record)
        if here is not None and here.alive:
            self._merge(event, mate, here)
            return
        self._write(mate.record, here, theirs, more, event.removed)
        removed = frozenset(event.removed)
        self._keep(event, replace(mate, removed=removed), frozenset(self.holds))

    def _write(
        self, id_: str, here: Here | None, theirs: dict[str, Json], more: dict[str, Json],
        removed: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """All of an event that is new, or not alive."""
        values = {name: theirs.get(name) for name in self.holds if name not in HANGING}
        if here is None:
            values = {name: value for name, value in values.items() if value is not None}
        times = EventTimes.from_json(theirs["times"])
        values["times"] = with_removed(times, removed).to_json()
        self.ours.add(id_, {**values, **more})
        now = self.ours.one(id_)
        if now is not None and theirs.get("alarms"):
            self.ours.alarm(now, theirs["alarms"])
        if now is not None and theirs.get(people.NAME):
            self.ours.attend(now, theirs[people.NAME])

    def _keep(self, event: TheirEvent, mate: Mate, agreed: frozenset[str]) -> None:
        here = self.ours.one(mate.record)
        ours = here.fields if here is not None else {}
        of_ours = {**mate.of_ours, **{name: mark(ours.get(name)) for name in agreed}}
        state = "" if mate.token and event.id else mate.state
        mates.keep(
            self.ours.connection,
            replace(
                mate, theirs=event.id, etag=event.etag, of_ours=of_ours, state=state,
                of_theirs={**mate.of_theirs, **marked(event.fields, self._said(event))},
                seen=self.reading,
            ),
        )  # fmt: skip

    def finish(self) -> None:
        """What was deleted there is deleted here, unless it was edited here since.

        Raises SuddenlyEmpty where nothing would be left.
        """
        self.ours.lock()
        connection, pair = self.ours.connection, self.ours.pair
        doomed = mates.unseen(connection, pair)
        before = mates.masters(connection, pair.id)
        left = set(before) - {each.record for each in doomed}
        if is_suddenly_empty(len(before), len(left)) and not pair.emptied:
            mates.forgive(connection, pair)
            raise SuddenlyEmpty
        for mate in doomed:
            here = self.ours.one(mate.record)
            if here is None or not here.alive:
                mates.drop(connection, pair.id, mate.record)
            elif changed_here(here.fields, mate.of_ours, self.holds):
                mates.keep(connection, replace(mate.anew(), seen=self.reading))
            else:
                for each in mates.instances_of(connection, pair.id, mate.record):
                    self.ours.delete(each.record)
                self.ours.delete(mate.record)
                mates.drop(connection, pair.id, mate.record)
