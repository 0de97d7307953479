"""A round of one pair: what changed there comes in, then what changed here goes out."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from sync_server.abroad import mates
from sync_server.abroad.foreign import (
    Changed,
    Expired,
    ForeignCalendar,
    Gone,
    Later,
    Page,
    Refused,
    TheirEvent,
)
from sync_server.abroad.mates import Pair
from sync_server.abroad.ours import Ours
from sync_server.abroad.sending import SLICE, Deed, Done, Sending, Slice
from sync_server.abroad.shared import instance_id
from sync_server.abroad.taking import SuddenlyEmpty, Taking
from sync_server.kit import clock
from sync_server.kit.database import Database

T = TypeVar("T")

TAKEN_AT_ONCE = 40
"""Events in one transaction, so that other writers get their turn."""
MOST_DEEDS = 500
"""For one record in a round: a series from which many instances are taken."""
_TRIES = 4


class OutOfTime(Exception):
    """There is more to do than one job may: the next goes on from here."""


@dataclass
class Round:
    """One pair, for one person, until a time (monotonic)."""

    database: Database
    foreign: ForeignCalendar
    pair: Pair
    person: str
    until: float

    async def run(self) -> None:
        """All of it, or as far as time and the other side allow; what is done is kept.

        Raises Abroad, Shut, SuddenlyEmpty, OutOfTime.
        """
        pair = self.pair
        old = bool(pair.cursor) and not pair.more and self.foreign.stale(pair.cursor)
        if old or not pair.reading:
            await self._begin_anew()
        await self._find_made()
        await self._take_in()
        if self.pair.direction == "both":
            await self._send_out()
        await self._set(emptied=0, done=clock.now(), fault="")

    async def _find_made(self) -> None:
        """What we made there, of which the answer was lost: before a list that does not say whose
        it is has it taken for an event of theirs."""
        waiting = await self._reading(
            lambda ours: [
                each
                for record in mates.waiting(ours.connection, self.pair.id, SLICE)
                if (each := mates.by_record(ours.connection, self.pair.id, record)) is not None
                and each.of_ours and not each.series
            ]
        )  # fmt: skip
        for mate in waiting:
            calendar = self.pair.their_calendar
            found = await self._ask(self.foreign.made_of, calendar, mate.record, mate.token)
            if found is not None:
                await self._take([replace(found, ours=mate.record)])

    async def _begin_anew(self) -> None:
        await self._set(cursor="", more="", whole=1, reading=self.pair.reading + 1)

    async def _take_in(self) -> None:
        for _ in range(_TRIES):
            try:
                cursor = await self._read()
                break
            except Expired:
                await self._begin_anew()
        else:
            raise Later("their cursor is over again and again")
        await self._look_for_missing()
        await self._writing(lambda ours: self._taking(ours).finish())
        await self._set(cursor=cursor, more="", whole=0)

    async def _look_for_missing(self) -> None:
        """Ask for what a whole reading did not tell: lists lose a line where others are deleted
        while they are read, and that is no deletion."""
        missing = await self._reading(
            lambda ours: [
                each.theirs for each in mates.unseen(ours.connection, self.pair) if each.seen >= 0
            ]
        )
        for id_ in missing:
            found = await self._get(id_)
            if found is not None:
                await self._take([found])

    async def _read(self) -> str:
        """All pages of what changed, each taken in before the next; the new cursor."""
        while True:
            page: Page = await self._ask(
                self.foreign.changes, self.pair.their_calendar, self.pair.cursor, self.pair.more
            )
            await self._take(page.events)
            if not page.more:
                return page.cursor
            await self._set(more=page.more)

    async def _take(self, events: Sequence[TheirEvent]) -> None:
        missing = await self._reading(lambda ours: self._taking(ours).unknown_series(events))
        series = [each for id_ in missing if (each := await self._get(id_)) is not None]
        ordered = sorted([*series, *events], key=lambda each: bool(each.series))
        for start in range(0, len(ordered), TAKEN_AT_ONCE):
            part = ordered[start : start + TAKEN_AT_ONCE]
            await self._writing(partial(self._take_part, part))

    def _take_part(self, events: Sequence[TheirEvent], ours: Ours) -> None:
        self._taking(ours).take(events)

    async def _get(self, id_: str) -> TheirEvent | None:
        try:
            found: TheirEvent = await self._ask(self.foreign.get, self.pair.their_calendar, id_)
        except (Gone, Refused):
            return None
        return None if found.gone else found

    async def _send_out(self) -> None:
        while True:
            part = await self._writing(lambda ours: self._sending(ours).next_slice())
            await self._send_slice(part)
            await self._set(seq=part.upto)
            if part.last:
                return

    async def _send_slice(self, part: Slice) -> None:
        pending = await self._writing(lambda ours: self._sending(ours).pending(part.records))
        for record in pending:
            made = await self._send(record)
            for override in made:
                await self._send(override)
        # Of a series that was made only now, or edited after its override was.
        late = await self._writing(lambda ours: self._sending(ours).pending(part.records))
        for record in late:
            await self._send(record)

    async def _send(self, record: str) -> list[str]:
        """Do for a record what there is to do; the overrides of a series that was made."""
        made: list[str] = []
        for _ in range(MOST_DEEDS):
            deed = await self._writing(lambda ours: self._sending(ours).next_deed(record))
            if deed is None:
                return made
            try:
                await self._do(deed)
            except Refused as error:
                await self._writing(partial(self._refused, deed, str(error)))
            if deed.what in ("make", "make again", "change"):
                made = await self._writing(lambda ours: self._sending(ours).overrides_of(record))
        return made

    def _refused(self, deed: Deed, why: str, ours: Ours) -> None:
        self._done(ours).refused(deed, why)

    async def _do(self, deed: Deed) -> None:
        try:
            match deed.what:
                case "make" | "make again":
                    await self._make(deed)
                case "change":
                    await self._change(deed)
                case "delete":
                    await self._delete(deed)
                case "attach" | "revert":
                    await self._set_instance(deed)
                case "take out" | "put back":
                    await self._move_instance(deed)
        except Changed:
            # Somebody was there in between: their edit comes in first, then ours is looked at anew.
            found = await self._get(deed.mate.theirs) if deed.mate.theirs else None
            if found is not None:
                await self._take([found])
            elif deed.mate.theirs:
                await self._lost(deed)

    async def _make(self, deed: Deed) -> None:
        wanted = deed.wanted
        assert wanted is not None
        await self._writing(lambda ours: self._done(ours).about_to(deed))
        calendar = self.pair.their_calendar
        if deed.what == "make again":
            found = await self._ask(self.foreign.made_of, calendar, wanted.record, wanted.token)
            if found is not None:
                await self._take([replace(found, ours=wanted.record)])
                return
        theirs = await self._ask(self.foreign.create, calendar, wanted)
        await self._writing(lambda ours: self._done(ours).written(deed, theirs))

    async def _change(self, deed: Deed) -> None:
        calendar, mate = self.pair.their_calendar, deed.mate
        try:
            theirs = await self._ask(
                self.foreign.update, calendar, mate.theirs, mate.etag, deed.wanted
            )
        except Gone:
            await self._lost(deed)
            return
        await self._writing(lambda ours: self._done(ours).written(deed, theirs))

    async def _lost(self, deed: Deed) -> None:
        await self._writing(lambda ours: self._done(ours).lost(deed))

    async def _delete(self, deed: Deed) -> None:
        mate = deed.mate
        with contextlib.suppress(Gone):
            await self._ask(self.foreign.delete, self.pair.their_calendar, mate.theirs, mate.etag)
        await self._writing(lambda ours: self._done(ours).deleted(deed))

    async def _instance(self, deed: Deed) -> TheirEvent:
        assert deed.series is not None
        assert deed.times is not None
        at = instance_id(deed.at, deed.times)
        found: TheirEvent = await self._ask(
            self.foreign.instance, self.pair.their_calendar, deed.series.theirs, at
        )
        return found

    async def _set_instance(self, deed: Deed) -> None:
        calendar = self.pair.their_calendar
        try:
            instance = await self._instance(deed)
            if instance.gone:
                await self._ask(self.foreign.restore, calendar, instance)
                instance = await self._instance(deed)
        except Gone as error:
            raise Refused("their series has no such day") from error
        theirs = await self._ask(
            self.foreign.update, calendar, instance.id, instance.etag, deed.wanted
        )
        await self._writing(lambda ours: self._done(ours).written(deed, theirs))

    async def _move_instance(self, deed: Deed) -> None:
        calendar, back = self.pair.their_calendar, deed.what == "put back"
        try:
            instance = await self._instance(deed)
            if back and instance.gone:
                await self._ask(self.foreign.restore, calendar, instance)
            elif not back and not instance.gone:
                etag = deed.mate.etag if deed.mate.theirs == instance.id else instance.etag
                await self._ask(self.foreign.delete, calendar, instance.id, etag)
        except Gone:
            # It is not in the series at all: there is nothing to take out, or to put back.
            pass
        await self._writing(lambda ours: self._done(ours).taken_out(deed, back=back))

    async def _ask(self, call: Callable[..., T], *arguments: object) -> T:
        """A call to the other side, in a thread; raises OutOfTime rather than begin too late."""
        if time.monotonic() > self.until:
            raise OutOfTime
        return await run_in_threadpool(call, *arguments)

    def _ours(self, connection: Connection) -> Ours:
        return Ours(connection, self.pair, self.person, clock.now())

    def _taking(self, ours: Ours) -> Taking:
        return Taking(ours, self.foreign.holds, self.pair.reading)

    def _sending(self, ours: Ours) -> Sending:
        return Sending(ours, self.foreign, ours.demand())

    def _done(self, ours: Ours) -> Done:
        return Done(ours, self.foreign)

    async def _reading(self, work: Callable[[Ours], T]) -> T:
        return await self.database.reading(lambda connection: work(self._ours(connection)))

    async def _writing(self, work: Callable[[Ours], T]) -> T:
        def locked(connection: Connection) -> T:
            ours = self._ours(connection)
            ours.lock()
            return work(ours)

        return await self.database.writing(locked)

    async def _set(self, **values: object) -> None:
        self.pair = replace(self.pair, **values)  # type: ignore[arg-type]  # columns of a pair
        await self.database.writing(lambda c: mates.set_pair(c, self.pair.id, **values))


__all__ = ["OutOfTime", "Round", "SuddenlyEmpty"]
