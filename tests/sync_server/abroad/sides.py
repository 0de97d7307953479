"""Both sides of a pair as a test sees them: what a person does here, and what one does there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import select

from garage.ids import new_id
from garage.sync.wire import WireEnvelope
from sync_server.abroad import connections, mates
from sync_server.abroad.connections import JOB
from sync_server.abroad.foreign import TheirCalendar
from sync_server.abroad.mates import Pair
from sync_server.abroad.syncing import Syncing
from sync_server.abroad.tokens import Tokens
from sync_server.kit.clock import now
from sync_server.kit.jobs import JOB as JOBS
from sync_server.kit.working import Worker
from tests.sync_server.abroad.google import Google
from tests.sync_server.abroad.microsoft import Microsoft, instant
from tests.sync_server.abroad.standing import StandIn
from tests.sync_server.people import Device, World

ZONE = "Europe/Berlin"


class Side(Protocol):
    """What a person does abroad; starts are wall time in Berlin."""

    provider: str
    calendar: TheirCalendar
    stand_in: StandIn

    @property
    def url(self) -> str: ...

    def add(self, title: str, start: str, rule: str = "", **more: Any) -> str: ...

    def edit(self, id_: str, **fields: Any) -> None: ...

    def delete(self, id_: str) -> None: ...

    def edit_instance(self, series: str, at: str, **fields: Any) -> None: ...

    def drop_instance(self, series: str, start: str) -> None: ...

    def forget_cursors(self) -> None: ...

    def invite(self, id_: str, *addresses: str, organizer: str = "") -> None:
        """Ask others to an event; `organizer` is whose it is where it is somebody else's."""

    def answers(self, id_: str, address: str, state: str) -> None:
        """A guest answers, "accepted", "declined" or "tentative"."""

    def attending(self, id_: str) -> dict[str, str]:
        """Address → answer, "" for none yet, as it is there."""

    def shown(self) -> dict[str, str]:
        """Title → start, of events that are not deleted; of a changed instance too."""

    def one(self, title: str) -> dict[str, Any]:
        """The event of that title, as they keep it."""

    def said(self, id_: str, field: str) -> str:
        """A title or place as it is there."""

    def said_on(self, series: str, at: str) -> str:
        """The title of an instance as it is there."""

    def dropped(self, series: str) -> set[str]:
        """The instances that are out of a series."""


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@dataclass
class GoogleSide:
    """A person at Google."""

    google: Google
    provider: str = "google"
    calendar: TheirCalendar = field(
        default_factory=lambda: TheirCalendar("ann@example.com", "Ann", ZONE)
    )

    @property
    def stand_in(self) -> StandIn:
        return self.google

    @property
    def url(self) -> str:
        return self.google.url

    @property
    def _calendar(self) -> Any:
        return self.google.calendars[self.calendar.id]

    def _times(self, start: str) -> dict[str, Any]:
        if len(start) == 10:
            end = (wall(start) + timedelta(days=1)).date().isoformat()
            return {"start": {"date": start}, "end": {"date": end}}
        end = (wall(start) + timedelta(hours=1)).isoformat()
        return {
            "start": {"dateTime": f"{wall(start).isoformat()}", "timeZone": ZONE},
            "end": {"dateTime": end, "timeZone": ZONE},
        }

    def add(self, title: str, start: str, rule: str = "", **more: Any) -> str:
        body = {"summary": title, **self._times(start), **self._fields(more)}
        if rule:
            body["recurrence"] = [f"RRULE:{rule}"]
        with self.google.lock:
            return self.google._insert(self._calendar, body).body["id"]

    def _fields(self, fields: dict[str, Any]) -> dict[str, Any]:
        names = {"title": "summary", "notes": "description", "place": "location"}
        said = {names.get(name, name): value for name, value in fields.items()}
        if "start" in said:
            said |= self._times(said.pop("start"))
        if "alarms" in said:
            overrides = [{"method": "popup", "minutes": each} for each in said.pop("alarms")]
            said["reminders"] = {"useDefault": False, "overrides": overrides}
        return said

    def edit(self, id_: str, **fields: Any) -> None:
        with self.google.lock:
            event = self._calendar.events[id_]
            self._calendar.put({**event, **self._fields(fields)})

    def delete(self, id_: str) -> None:
        with self.google.lock:
            self.google.cancel(self._calendar, self._calendar.events[id_])

    def _instance(self, series: str, start: str) -> dict[str, Any]:
        at: Any = wall(start).replace(tzinfo=ZoneInfo(ZONE))
        at = at if len(start) > 10 else wall(start).date()
        found = self.google._instance(self._calendar, self._calendar.events[series], at)
        assert found is not None
        return found

    def edit_instance(self, series: str, at: str, **fields: Any) -> None:
        with self.google.lock:
            self._calendar.put({**self._instance(series, at), **self._fields(fields)})

    def drop_instance(self, series: str, start: str) -> None:
        with self.google.lock:
            self.google.cancel(self._calendar, self._instance(series, start))

    def forget_cursors(self) -> None:
        self._calendar.oldest = self._calendar.clock + 1
        self._calendar.clock += 1

    def invite(self, id_: str, *addresses: str, organizer: str = "") -> None:
        people: list[dict[str, Any]] = [
            {"email": each, "responseStatus": "needsAction"} for each in addresses
        ]
        by = organizer or self.calendar.id
        people.append({"email": by, "organizer": True, "responseStatus": "accepted"})
        for each in people:
            if each["email"] == self.calendar.id:
                each["self"] = True
        whose = {"email": by, "self": not organizer}
        self.edit(id_, attendees=people, organizer=whose)

    def answers(self, id_: str, address: str, state: str) -> None:
        people = self._calendar.events[id_]["attendees"]
        said = [
            {**each, "responseStatus": state, "comment": "By telephone"}
            if each["email"] == address else each
            for each in people
        ]  # fmt: skip
        self.edit(id_, attendees=said)

    def attending(self, id_: str) -> dict[str, str]:
        people = self._calendar.events[id_].get("attendees", ())
        said = {
            each["email"]: each["responseStatus"] for each in people if not each.get("organizer")
        }
        return {who: state.replace("needsAction", "") for who, state in said.items()}

    def _live(self) -> list[dict[str, Any]]:
        events = self._calendar.events.values()
        return [each for each in events if each["status"] != "cancelled"]

    def shown(self) -> dict[str, str]:
        return {each.get("summary", ""): _start(each["start"]) for each in self._live()}

    def one(self, title: str) -> dict[str, Any]:
        (found,) = [each for each in self._live() if each.get("summary") == title]
        return found

    def said(self, id_: str, field: str) -> str:
        names = {"title": "summary", "place": "location"}
        return str(self._calendar.events[id_].get(names[field]))

    def said_on(self, series: str, at: str) -> str:
        return str(self._instance(series, at).get("summary"))

    def dropped(self, series: str) -> set[str]:
        found = {
            _start(each["originalStartTime"])
            for each in self._calendar.events.values()
            if each["status"] == "cancelled" and each.get("recurringEventId") == series
        }
        for line in self._calendar.events[series].get("recurrence", ()):
            if line.startswith("EXDATE"):
                for text in line.partition(":")[2].split(","):
                    found.add(datetime.strptime(text, "%Y%m%dT%H%M%S").isoformat("T", "minutes"))
        return found


def _start(said: dict[str, str]) -> str:
    return said.get("date") or said["dateTime"][:16]


@dataclass
class MicrosoftSide:
    """A person with Outlook."""

    microsoft: Microsoft
    provider: str = "microsoft"
    calendar: TheirCalendar = field(default_factory=lambda: TheirCalendar("AAMk/ann=", "Calendar"))

    @property
    def stand_in(self) -> StandIn:
        return self.microsoft

    @property
    def url(self) -> str:
        return self.microsoft.url

    @property
    def _calendar(self) -> Any:
        return self.microsoft.calendars[self.calendar.id]

    def _times(self, start: str) -> dict[str, Any]:
        if len(start) == 10:
            end = (wall(start) + timedelta(days=1)).date().isoformat()
            return {
                "isAllDay": True,
                "start": {"dateTime": f"{start}T00:00:00", "timeZone": ZONE},
                "end": {"dateTime": f"{end}T00:00:00", "timeZone": ZONE},
            }
        end = (wall(start) + timedelta(hours=1)).isoformat()
        return {
            "start": {"dateTime": wall(start).isoformat(), "timeZone": ZONE},
            "end": {"dateTime": end, "timeZone": ZONE},
        }

    def _fields(self, fields: dict[str, Any]) -> dict[str, Any]:
        said = dict(fields)
        if "title" in said:
            said["subject"] = said.pop("title")
        if "notes" in said:
            said["body"] = {"contentType": "text", "content": said.pop("notes")}
        if "place" in said:
            said["location"] = {"displayName": said.pop("place")}
        if "start" in said:
            said |= self._times(said.pop("start"))
        if "alarms" in said:
            (minutes,) = said.pop("alarms")
            said |= {"isReminderOn": True, "reminderMinutesBeforeStart": minutes}
        return said

    def add(self, title: str, start: str, rule: str = "", **more: Any) -> str:
        body = {"subject": title, "isReminderOn": False, **self._times(start), **self._fields(more)}
        if rule:
            assert rule == "FREQ=WEEKLY;BYDAY=MO"
            pattern = {
                "type": "weekly", "interval": 1, "daysOfWeek": ["monday"],
                "firstDayOfWeek": "sunday",
            }  # fmt: skip
            range_ = {"type": "noEnd", "startDate": start[:10], "recurrenceTimeZone": ZONE}
            body["recurrence"] = {"pattern": pattern, "range": range_}
        with self.microsoft.lock:
            id_: str = self.microsoft.insert(self._calendar, body).body["id"]
            return id_

    def edit(self, id_: str, **fields: Any) -> None:
        with self.microsoft.lock:
            event = self._calendar.events[id_]
            self.microsoft.change(self._calendar, event, self._fields(fields))

    def delete(self, id_: str) -> None:
        with self.microsoft.lock:
            self.microsoft.delete(self._calendar, self._calendar.events[id_])

    def invite(self, id_: str, *addresses: str, organizer: str = "") -> None:
        people = [{"emailAddress": {"address": each, "name": each}} for each in addresses]
        self.edit(id_, attendees=people)
        if organizer:
            whose = {"emailAddress": {"address": organizer, "name": organizer}}
            self.edit(id_, organizer=whose, isOrganizer=False)

    def answers(self, id_: str, address: str, state: str) -> None:
        said = "tentativelyAccepted" if state == "tentative" else state
        with self.microsoft.lock:
            event = self._calendar.events[id_]
            for each in event["attendees"]:
                if each["emailAddress"]["address"] == address:
                    each["status"] = {"response": said, "time": "2026-01-01T00:00:00Z"}
            self._calendar.put(event)

    def attending(self, id_: str) -> dict[str, str]:
        people = self._calendar.events[id_]["attendees"]
        words = {"none": "", "tentativelyAccepted": "tentative"}
        said = {each["emailAddress"]["address"]: each["status"]["response"] for each in people}
        return {who: words.get(state, state) for who, state in said.items()}

    def _instance(self, series: str, at: str) -> dict[str, Any]:
        zone = ZoneInfo(ZONE if len(at) > 10 else "UTC")
        start = wall(at).replace(tzinfo=zone).astimezone(UTC)
        found = self.microsoft.instance(self._calendar, self._calendar.events[series], start)
        assert found is not None
        return found

    def edit_instance(self, series: str, at: str, **fields: Any) -> None:
        with self.microsoft.lock:
            event = {**self._instance(series, at), "type": "exception"}
            self.microsoft.change(self._calendar, event, self._fields(fields))

    def drop_instance(self, series: str, at: str) -> None:
        with self.microsoft.lock:
            self.microsoft.delete(self._calendar, self._instance(series, at))

    def forget_cursors(self) -> None:
        self._calendar.clock += 1
        self._calendar.oldest = self._calendar.clock

    def shown(self) -> dict[str, str]:
        events = self._calendar.events.values()
        return {each["subject"]: _outlook_start(each) for each in events}

    def one(self, title: str) -> dict[str, Any]:
        events = self._calendar.events.values()
        (found,) = [each for each in events if each["subject"] == title]
        return dict(found)

    def said(self, id_: str, field: str) -> str:
        event = self._calendar.events[id_]
        return str(event["subject"] if field == "title" else event["location"]["displayName"])

    def said_on(self, series: str, at: str) -> str:
        return str(self._instance(series, at)["subject"])

    def dropped(self, series: str) -> set[str]:
        event = self._calendar.events[series]
        clock = "" if event["isAllDay"] else event["start"]["dateTime"][10:16]
        return {f"{each[-10:]}{clock}" for each in event["cancelledOccurrences"]}


def _outlook_start(event: dict[str, Any]) -> str:
    if event["isAllDay"]:
        return str(event["start"]["dateTime"][:10])
    local = instant(event["start"]).astimezone(ZoneInfo(ZONE))
    return local.replace(tzinfo=None).isoformat("T", "minutes")


@dataclass
class Connected:
    """Somebody whose calendar here is one with one abroad."""

    device: Device
    side: Side
    calendar: WireEnvelope
    connection: str
    pair: str

    @classmethod
    def made(cls, world: World, side: Side, direction: str = "both") -> Connected:
        """Connected as the pages do it, without the pages."""
        device = world.person("ann")
        calendar = device.add(kind="calendar", name="Ann", of="events", zone=ZONE)
        access, refresh = side.stand_in.let_in()
        syncing: Syncing = world.app.state.syncing
        with world.database.write() as connection:
            id_ = connections.add(connection, device.person, side.provider, "ann@example.com", "")
        world.run(syncing.keep(id_, Tokens(access, refresh, 3_600)))
        pair = Pair(
            new_id(now()), id_, side.calendar.id, side.calendar.name, side.calendar.zone,
            device.home, calendar.id, direction,
        )  # fmt: skip
        with world.database.write() as connection:
            mates.keep_pair(connection, pair)
        return cls(device, side, calendar, id_, pair.id)

    @property
    def syncing(self) -> Syncing:
        """What does the jobs."""
        found: Syncing = self.device.world.app.state.syncing
        return found

    def turn(self, times: int = 1) -> None:
        """Let it be its turn, and do all that is due."""
        world = self.device.world
        for _ in range(times):
            with world.database.write() as connection:
                connections.due(connection, self.connection, 0)
            worker = Worker(world.database, {JOB: self.syncing.refresh})
            world.run(worker.drain())
            assert not world.rows(select(JOBS.c.error).where(JOBS.c.error.is_not(None)))

    def connect_again(self) -> None:
        """The person says yes once more."""
        access, refresh = self.side.stand_in.let_in()
        with self.device.world.database.write() as connection:
            connections.set_values(connection, self.connection, state="ok", fault="")
        self.device.world.run(self.syncing.keep(self.connection, Tokens(access, refresh, 3_600)))

    def mean_it(self) -> None:
        """The person says that a side is empty by intent."""
        self._set(emptied=1)

    def only_read(self) -> None:
        """The person had it so that nothing is written there."""
        self._set(direction="in")

    def _set(self, **values: Any) -> None:
        with self.device.world.database.write() as connection:
            mates.set_pair(connection, self.pair, **values)

    def told(self) -> tuple[str, str, str]:
        """State and fault of the connection, and the fault of the pair."""
        answer = self.device.ask("GET", "/calendars/connected").json()
        (one,) = answer["connections"]
        return one["state"], one["fault"], one["pairs"][0]["fault"]

    def kept(self) -> int:
        """How many events stay here alone."""
        answer = self.device.ask("GET", "/calendars/connected").json()
        return int(answer["connections"][0]["pairs"][0]["kept"])

    def add(self, title: str, start: str, **more: Any) -> WireEnvelope:
        """An event here."""
        times = {"start": start, **more.pop("times", {})}
        if len(start) > 10:
            times |= {"end": _later(start), "zone": ZONE}
        fields = {"uid": f"{new_id(now())}@paddock", "title": title, "times": times, **more}
        return self.device.add(kind="event", calendar=self.calendar.id, **fields)

    def edit(self, id_: str, **fields: Any) -> None:
        """An edit here, as somebody who has seen what is there."""
        there = self.device.records()[id_]
        self.device.clock = self.device.clock.observe(max(there.stamps.values()))
        base = {name: there.stamps.get(name, there.stamps.get("")) for name in fields}
        (verdict,) = self.device.push(self.device.patch(id_, kind=there.kind, base=base, **fields))
        assert verdict.verdict == "merged", verdict

    def delete(self, id_: str) -> None:
        """A deletion here."""
        self.edit(id_, deleted=True)

    def events(self) -> dict[str, dict[str, Any]]:
        """Record → fields, of events that are not deleted."""
        return {
            id_: each.fields
            for id_, each in self.device.records().items()
            if each.kind == "event" and not each.fields.get("deleted")
            if each.fields["calendar"] == self.calendar.id
        }

    def shown(self) -> dict[str, str]:
        """Title → start."""
        return {each.get("title", ""): each["times"]["start"] for each in self.events().values()}

    def one(self, title: str) -> tuple[str, dict[str, Any]]:
        """The event of that title, with its record."""
        (found,) = [each for each in self.events().items() if each[1].get("title") == title]
        return found

    def overtaken(self) -> list[Any]:
        """The values that lost."""
        return [
            each.fields["value"]
            for each in self.device.records().values()
            if each.kind == "overtaken"
        ]

    def invite(self, event: str, *addresses: str, **more: Any) -> list[WireEnvelope]:
        """Ask guests here."""
        return [
            self.device.add(kind="attendee", event=event, address=f"mailto:{each}", **more)
            for each in addresses
        ]

    def guests(self, event: str) -> dict[str, WireEnvelope]:
        """Address → who attends an event here."""
        return {
            each.fields["address"].removeprefix("mailto:"): each
            for each in self.device.records().values()
            if each.kind == "attendee" and each.fields["event"] == event
            if not each.fields.get("deleted")
        }

    def states(self, event: str) -> dict[str, str]:
        """Address → answer, "" for none yet."""
        said = {who: each.fields.get("state", "") for who, each in self.guests(event).items()}
        return {who: state.replace("needs_action", "") for who, state in said.items()}

    def alarms(self, event: str) -> set[str]:
        """How long before an event its alarms are."""
        return {
            each.fields["trigger"]["offset"]
            for each in self.device.records().values()
            if each.kind == "alarm" and each.fields["event"] == event
            if not each.fields.get("deleted")
        }


def _later(start: str) -> str:
    return (wall(start) + timedelta(hours=1)).isoformat("T", "minutes")
