"""What guests are told of an event: asked, told of changes, called off; each thing once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select, update

from garage.calendar.series import InstanceId
from garage.ics.event_writer import FullEvent
from garage.itip import messages
from garage.itip.addresses import key_of_address
from garage.itip.messages import Issue, of_guest
from garage.itip.revising import (
    content_of,
    next_sequence,
    removed_of,
    removed_since,
    schedule_of,
)
from garage.permissions import Verb, may
from garage.records.agenda import Attendee, Event
from garage.records.registry import kind_of
from sync_server.accounts import service as accounts
from sync_server.accounts.service import Person
from sync_server.invited import copies
from sync_server.invited.families import Family, Guest
from sync_server.invited.house import House, mail_token
from sync_server.invited.letters import demand_letter, keep
from sync_server.invited.tables import GUEST, TOKEN
from sync_server.invited.tongues import tongue_for
from sync_server.invited.words import told
from sync_server.kit import clock, secret
from sync_server.kit.rows import put
from sync_server.mail.service import Invitation, post_invitation
from sync_server.records.service import Edit, write
from sync_server.spaces import service as spaces

MOST_INSTANCES = 30
"""Called off one by one; above, the series is told anew."""

_ATTENDEE = kind_of(Attendee)
_ANSWERED = frozenset(("accepted", "declined", "tentative"))


@dataclass(frozen=True)
class Telling:
    """One event's guests, told as it is now."""

    connection: Connection
    house: House
    family: Family
    organizer: Person
    now: int

    def all(self) -> None:
        """Tell whoever has something to hear; raises TooManyLetters."""
        rows = self._rows()
        own = key_of_address(self.organizer.email)
        guests = self.family.guests(own)
        for key, row in rows.items():
            if key not in guests and not row["off"]:
                self._call_off(row)
        anew = [self._tell(guest, rows.get(guest.key)) for guest in guests.values()]
        self._ask_anew({key for key in anew if key})

    def _rows(self) -> dict[str, RowMapping]:
        mine = (GUEST.c.space == self.family.space) & (GUEST.c.uid == self.family.uid)
        rows = self.connection.execute(select(GUEST).where(mine)).mappings()
        return {row["address"]: row for row in rows}

    def _tell(self, guest: Guest, row: RowMapping | None) -> str:
        """Tell one guest; their key where they are to answer anew."""
        events = of_guest(self.family.events, guest.mail)
        way, home = self._way(guest)
        if not way:
            self._at_hand(row)
            return ""
        before = row if row is not None and not row["off"] else None
        content, schedule = content_of(events), schedule_of(events)
        rescheduled = row is not None and row["schedule"] != schedule
        if before is not None and not rescheduled:
            before = self._heed(guest, events, before)
        anew = before is not None and before["organizer"] != self.organizer.id
        if before is not None and before["content"] == content and not anew:
            return ""
        ends = self.family.ends
        if ends is not None and ends < self.now and not (before is not None and rescheduled):
            return ""
        if before is None and all(full.event.status == "cancelled" for full in events):
            return ""
        fields = self._fields(guest, events, row, way, home, rescheduled=rescheduled or anew)
        if row is None and guest.imported:
            put(self.connection, GUEST, {**fields, "way": "silent"})
            return ""
        self._send(guest, events, before, fields)
        put(self.connection, GUEST, fields)
        return guest.key if before is not None and _asks_anew(before, events) else ""

    def _heed(self, guest: Guest, events: Sequence[FullEvent], row: RowMapping) -> RowMapping:
        """Keep what a guest proposes; where the organizer put it aside, tell them so."""
        own = _own(guest, events)
        asked = _proposal(own)
        if asked == row["proposed"]:
            return row
        self.connection.execute(update(GUEST).where(_the(row)).values(proposed=asked))
        left = not asked and json.loads(row["proposed"])["answered"] == _answered(own)
        if left and row["way"] == "mail":
            letter = self._letter(guest, dict(row))
            text = messages.decline_counter(events[0], guest.mail, letter.issue)
            letter.post("event_kept", events[0], text, "DECLINECOUNTER")
        return row

    def _at_hand(self, row: RowMapping | None) -> None:
        """Who reads the calendar itself by now needs no copy of it."""
        if row is not None and row["way"] == "copy" and not row["off"]:
            copies.take_away(self.connection, row, self.now)
            self.connection.execute(delete(GUEST).where(_the(row)))

    def _way(self, guest: Guest) -> tuple[str, str]:
        """How they hear of it; "" for one who reads the calendar itself."""
        person = accounts.by_email(self.connection, guest.mail)
        if person is None:
            return "mail", ""
        role = spaces.role_in(self.connection, person.id, self.family.space)
        if role is not None and may(role, Verb.READ, Event.kind):
            return "", ""
        return ("copy", person.home) if person.home else ("mail", "")

    def _fields(
        self,
        guest: Guest,
        events: Sequence[FullEvent],
        row: RowMapping | None,
        way: str,
        home: str,
        *,
        rescheduled: bool,
    ) -> dict[str, Any]:
        before = row["sequence"] if row is not None else None
        own = max(full.event.sequence or 0 for full in events)
        again = row is not None and bool(row["off"])
        sequence = next_sequence(before, own, rescheduled=rescheduled or again)
        return {
            "space": self.family.space, "uid": self.family.uid, "address": guest.key,
            "event": self.family.first.event.id, "organizer": self.organizer.id,
            "way": way, "home": home, "content": content_of(events),
            "schedule": schedule_of(events), "sequence": sequence, "told": self.now,
            "removed": json.dumps([each.text for each in removed_of(events)]),
            "proposed": "", "off": 0, "ends": self.family.ends,
            "origin": row["origin"] if row is not None else self.family.space,
        }  # fmt: skip

    def _send(
        self,
        guest: Guest,
        events: Sequence[FullEvent],
        before: RowMapping | None,
        fields: dict[str, Any],
    ) -> None:
        if fields["way"] == "copy":
            anew = before is not None and _asks_anew(before, events)
            copies.tell(
                self.connection, self.family, self.organizer, guest, events, fields, self.now,
                anew=anew,
            )  # fmt: skip
            return
        letter = self._letter(guest, fields)
        if all(full.event.status == "cancelled" for full in events):
            text = messages.cancel(events, letter.issue, guest.mail)
            letter.post("event_cancelled", events[0], text, "CANCEL")
            return
        same = before is not None and before["organizer"] == self.organizer.id
        gone = _only_gone(events, before) if same else []
        if gone:
            text = messages.cancel_instances(events[0], gone, letter.issue, guest.mail)
            letter.post("event_changed", events[0], text, "CANCEL")
            return
        text = messages.request(events, letter.issue)
        letter.post(self._why(before, fields), events[0], text, "REQUEST")

    def _why(self, before: RowMapping | None, fields: dict[str, Any]) -> str:
        """The letter that says why somebody is told."""
        if before is None:
            return "event_invited"
        taken_over = before["organizer"] != self.organizer.id
        same = before["content"] == fields["content"]
        return "event_taken_over" if taken_over and same else "event_changed"

    def _letter(self, guest: Guest, fields: dict[str, Any]) -> _Letter:
        """A letter to a guest, with the secrets of its link and of the address to answer to."""
        demand_letter(self.connection, self.organizer.id, self.now)
        space, uid = self.family.space, self.family.uid
        page = secret.new_token()
        mail = mail_token(self.connection, fields["origin"], uid, guest.key)
        for way, token in (("page", page), ("mail", mail)):
            keep(
                self.connection, token, way, space, uid, guest.key, self.organizer.id, self.now
            )  # fmt: skip
        stamp = datetime.fromtimestamp(self.now // clock.SECOND, UTC)
        issue = Issue(self.house.organizer(self.organizer, mail), fields["sequence"], stamp)
        return _Letter(self, guest, issue, page, mail)

    def _call_off(self, row: RowMapping) -> None:
        """Somebody is no guest any more, or the event is in the trash."""
        ends = self.family.ends
        told_before = row["way"] != "silent" and not (ends is not None and ends < self.now)
        fields = {**row, "off": 1, "sequence": row["sequence"] + 1, "told": self.now}
        if row["way"] == "copy":
            copies.call_off(self.connection, row, self.now)
        elif told_before:
            guest = Guest(row["address"], row["address"], "")
            events = of_guest(self.family.events, guest.mail) or self.family.events
            letter = self._letter(guest, fields)
            text = messages.cancel(events, letter.issue, guest.mail)
            letter.post("event_cancelled", events[0], text, "CANCEL")
        # Afterwards: who is to be told another day is not off yet.
        put(self.connection, GUEST, fields)

    def _ask_anew(self, keys: set[str]) -> None:
        """Who had answered for another time is asked again (RFC 5546, section 3.2.2.1)."""
        fields = _ATTENDEE.fields_json({"state": "needs_action", "rsvp": True, "answered": None})
        edits = [
            Edit(self.family.space, each.id, Attendee.kind, fields)
            for full in self.family.events
            for each in full.attendees
            if key_of_address(each.address) in keys and each.state in _ANSWERED
        ]
        if edits:
            write(self.connection, self.organizer.id, edits, self.now)


@dataclass(frozen=True)
class _Letter:
    telling: Telling
    guest: Guest
    issue: Issue
    page: str
    mail: str

    def post(self, template: str, full: FullEvent, calendar: str, method: str) -> None:
        telling, house = self.telling, self.telling.house
        organizer = telling.organizer
        by = organizer.name or organizer.email
        tongue = tongue_for(telling.connection, house, self.guest.mail, organizer)
        values = {
            **told(full, tongue), "by": by, "email": organizer.email,
            "link": f"{house.link}/invited/{self.page}",
        }  # fmt: skip
        answers = house.answers_to(self.mail) or organizer.email
        invitation = Invitation(calendar, method, f"{by} ({house.server})", answers)
        post_invitation(
            telling.connection, self.guest.mail, template, values, invitation, tongue.language
        )


def _the(row: RowMapping) -> Any:
    return (
        (GUEST.c.space == row["space"]) & (GUEST.c.uid == row["uid"])
        & (GUEST.c.address == row["address"])
    )  # fmt: skip


def _own(guest: Guest, events: Sequence[FullEvent]) -> Attendee:
    return next(a for f in events for a in f.attendees if key_of_address(a.address) == guest.key)


def _proposal(own: Attendee) -> str:
    """The proposal of a guest, and with which answer it came."""
    if own.proposed is None:
        return ""
    return json.dumps({"times": own.proposed.to_json(), "answered": _answered(own)})


def _answered(own: Attendee) -> str:
    return own.answered.iso if own.answered else ""


def _asks_anew(before: RowMapping, events: Sequence[FullEvent]) -> bool:
    """Whether an answer of before counts no more; whose own proposal it is has agreed."""
    times = events[0].event.times
    wish = json.loads(before["proposed"])["times"] if before["proposed"] else {}
    agreed = times is not None and wish.get("start") == times.to_json().get("start")  # type: ignore[union-attr]  # an object
    return _moved(before, events) and not agreed


def _moved(before: RowMapping, events: Sequence[FullEvent]) -> bool:
    """Whether it is at another time, and not only less often."""
    return before["schedule"] != schedule_of(events) and not _only_gone(events, before)


def _only_gone(events: Sequence[FullEvent], before: RowMapping | None) -> list[InstanceId]:
    """The instances that were left out since, where nothing else of the times changed."""
    if before is None:
        return []
    known: list[str] = json.loads(before["removed"])
    gone = removed_since(events, known)
    if not 0 < len(gone) <= MOST_INSTANCES:
        return []
    names = {each.when for each in gone}
    back = [_put_back(full, names) for full in events]
    return gone if schedule_of(back) == before["schedule"] else []


def _put_back(full: FullEvent, whens: set[Any]) -> FullEvent:
    times = full.event.times
    if full.event.recurrence is not None or times is None:
        return full
    kept = tuple(each for each in times.removed if each not in whens)
    return replace(full, event=replace(full.event, times=replace(times, removed=kept)))


def forget(connection: Connection, now: int) -> None:
    """Forget guests and secrets of what is long over."""
    over = now - 30 * clock.DAY
    old = select(GUEST.c.space, GUEST.c.uid, GUEST.c.address).where(GUEST.c.ends < over)
    for row in connection.execute(old.limit(500)).all():
        for table in (TOKEN, GUEST):
            connection.execute(
                delete(table).where(
                    table.c.space == row.space, table.c.uid == row.uid,
                    table.c.address == row.address,
                )
            )  # fmt: skip
