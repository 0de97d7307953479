"""A stand-in for Google Calendar (API v3), to the shapes that its reference documents."""

from __future__ import annotations

import re
import uuid
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from tests.sync_server.abroad.standing import Answer, Asked, StandIn

Event = dict[str, Any]
_OWN = {
    "creator": {"email": "ann@example.com", "self": True},
    "organizer": {"email": "ann@example.com", "self": True},
}
_STATES = ("needsAction", "declined", "tentative", "accepted")
_ID = re.compile(r"[0-9a-v]{5,1024}")


@dataclass
class Calendar:
    """One calendar: its events by id, and when each was changed last."""

    id: str
    name: str
    zone: str = "Europe/Berlin"
    role: str = "owner"
    events: dict[str, Event] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    clock: int = 0
    oldest: int = 0
    """Sync tokens before this are over."""

    def put(self, event: Event) -> Event:
        """Keep an event as it is now."""
        self.clock += 1
        event["etag"] = f'"{self.clock}"'
        event["updated"] = f"2026-01-01T00:00:{self.clock % 60:02}.000Z"
        self.events[event["id"]] = event
        self.changed[event["id"]] = self.clock
        return event


class Google(StandIn):
    """One account, whose primary calendar is ann@example.com."""

    page = 3

    def __init__(self) -> None:
        super().__init__()
        self.calendars = {
            "ann@example.com": Calendar("ann@example.com", "Ann"),
            "club": Calendar("club", "Club", role="reader"),
        }
        self.again = False
        """Whether events are delivered twice."""
        self.sent: list[str] = []
        """Whom each write had Google write to."""

    def refused(self, status: int, code: str) -> Answer:
        """Their errors."""
        return Answer({"error": {"code": status, "errors": [{"reason": code}]}}, status)

    def serve(self, asked: Asked) -> Answer:
        """The routes."""
        path = [unquote(each) for each in asked.path.split("/")[3:]]
        match asked.method, path:
            case "GET", ["users", "me", "calendarList"]:
                return Answer({"items": [self._listed(each) for each in self.calendars.values()]})
            case _, ["calendars", id_, "events", *rest]:
                calendar = self.calendars.get(id_)
                if calendar is None:
                    return self.refused(404, "notFound")
                return self._events(calendar, asked, rest)
        return self.refused(404, "notFound")

    def _listed(self, calendar: Calendar) -> dict[str, Any]:
        return {
            "id": calendar.id, "summary": calendar.name, "timeZone": calendar.zone,
            "accessRole": calendar.role, "backgroundColor": "#9fe1e7",
            **({"primary": True} if "@" in calendar.id else {}),
        }  # fmt: skip

    def _events(self, calendar: Calendar, asked: Asked, rest: list[str]) -> Answer:
        writes = asked.method != "GET"
        if writes and calendar.role == "reader":
            return self.refused(403, "forbidden")
        if writes:
            # Who was made here hears from us; who was made there, of what matters, from them.
            ours = asked.method == "POST" or rest[0].startswith("paddock")
            assert asked.query["sendUpdates"] in (("none",) if ours else ("none", "all"))
            self.sent.append(asked.query["sendUpdates"])
        match asked.method, rest:
            case "GET", []:
                return self._list(calendar, asked.query)
            case "POST", []:
                return self._insert(calendar, asked.json)
            case "GET", [series, "instances"]:
                return self._instances(calendar, series, asked.query)
            case "GET", [id_]:
                found = self._find(calendar, id_)
                return Answer(found) if found else self.refused(404, "notFound")
            case "PATCH", [id_]:
                return self._patch(calendar, id_, asked)
            case "DELETE", [id_]:
                return self._delete(calendar, id_, asked)
        return self.refused(404, "notFound")

    def _list(self, calendar: Calendar, query: dict[str, str]) -> Answer:
        assert query["singleEvents"] == "false"
        since, upto, start = 0, calendar.clock, 0
        if "syncToken" in query:
            since = int(query["syncToken"].removeprefix("sync-"))
            if since < calendar.oldest:
                return self.refused(410, "fullSyncRequired")
        if "pageToken" in query:
            was, upto, start = map(int, query["pageToken"].removeprefix("page-").split("-"))
            # Every page of a round asks the same.
            assert was == since
        ids = [
            id_ for id_, at in sorted(calendar.changed.items(), key=lambda each: each[1])
            if since < at
        ]  # fmt: skip
        items = [deepcopy(calendar.events[id_]) for id_ in ids[start : start + self.page]]
        if self.again:
            items = [*items, *deepcopy(items)]
        body: dict[str, Any] = {"kind": "calendar#events", "items": items}
        if start + self.page < len(ids):
            return Answer({**body, "nextPageToken": f"page-{since}-{upto}-{start + self.page}"})
        return Answer({**body, "nextSyncToken": f"sync-{upto}"})

    def _insert(self, calendar: Calendar, body: Event) -> Answer:
        id_ = body.get("id") or uuid.uuid4().hex
        if not _ID.fullmatch(id_):
            return self.refused(400, "invalid")
        if id_ in calendar.events:
            return self.refused(409, "duplicate")
        wrong = _wrong(body)
        if wrong:
            return self.refused(400, wrong)
        event = {
            "kind": "calendar#event", "status": "confirmed", "iCalUID": f"{id_}@google.com",
            "reminders": {"useDefault": True}, **_OWN, **body, "id": id_,
        }  # fmt: skip
        return Answer(calendar.put(event))

    def _patch(self, calendar: Calendar, id_: str, asked: Asked) -> Answer:
        found = self._find(calendar, id_)
        if found is None:
            return self.refused(404, "notFound")
        if asked.headers.get("if-match", found["etag"]) != found["etag"]:
            return self.refused(412, "conditionNotMet")
        if found["status"] == "cancelled" and asked.json.get("status") == "confirmed":
            found = self._anew(calendar, found)
        event = _patched(found, asked.json)
        wrong = _wrong(event)
        if wrong:
            return self.refused(400, wrong)
        return Answer(calendar.put(event))

    def _anew(self, calendar: Calendar, gone: Event) -> Event:
        """A cancelled instance as its series has it."""
        del calendar.events[gone["id"]]
        said = gone["originalStartTime"]
        start = date.fromisoformat(said["date"]) if "date" in said else _moment(said)
        found = self._instance(calendar, calendar.events[gone["recurringEventId"]], start)
        assert found is not None
        return found

    def _delete(self, calendar: Calendar, id_: str, asked: Asked) -> Answer:
        found = self._find(calendar, id_)
        if found is None:
            return self.refused(404, "notFound")
        if found["status"] == "cancelled":
            return self.refused(410, "deleted")
        if asked.headers.get("if-match", found["etag"]) != found["etag"]:
            return self.refused(412, "conditionNotMet")
        self.cancel(calendar, found)
        return Answer(None, 204)

    def cancel(self, calendar: Calendar, event: Event) -> None:
        """Of what is cancelled little is told."""
        kept = ("id", "recurringEventId", "originalStartTime")
        gone = {name: event[name] for name in kept if name in event}
        calendar.put({"kind": "calendar#event", "status": "cancelled", **gone})
        for each in list(calendar.events.values()):
            if each.get("recurringEventId") == event["id"] and each["status"] != "cancelled":
                self.cancel(calendar, each)

    def _instances(self, calendar: Calendar, series: str, query: dict[str, str]) -> Answer:
        master = calendar.events.get(series)
        if master is None or master["status"] == "cancelled":
            return self.refused(404, "notFound")
        text = query["originalStart"]
        start = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        found = self._instance(calendar, master, start)
        return Answer({"items": [found] if found else []})

    def _find(self, calendar: Calendar, id_: str) -> Event | None:
        if id_ in calendar.events:
            return deepcopy(calendar.events[id_])
        series, _, when = id_.rpartition("_")
        master = calendar.events.get(series)
        if master is None or master["status"] == "cancelled":
            return None
        start = datetime.strptime(when, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return self._instance(calendar, master, start)

    def _instance(self, calendar: Calendar, master: Event, start: date) -> Event | None:
        """One that nobody changed yet is made of its series."""
        if not any(at == start for at in _starts(master)):
            return None
        if isinstance(start, datetime):
            start = start.astimezone(UTC)
            id_ = f"{master['id']}_{start:%Y%m%dT%H%M%SZ}"
            zone = master["start"]["timeZone"]
            local = start.astimezone(ZoneInfo(zone))
            said: Any = {"dateTime": local.isoformat(), "timeZone": zone}
            length = _moment(master["end"]) - _moment(master["start"])
            end: Any = {"dateTime": (local + length).isoformat(), "timeZone": zone}
        else:
            id_ = f"{master['id']}_{start:%Y%m%d}"
            said = {"date": start.isoformat()}
            length = date.fromisoformat(master["end"]["date"]) - date.fromisoformat(
                master["start"]["date"]
            )
            end = {"date": (start + length).isoformat()}
        if id_ in calendar.events:
            return deepcopy(calendar.events[id_])
        event = deepcopy(master)
        event.pop("recurrence")
        return {
            **event, "id": id_, "recurringEventId": master["id"], "originalStartTime": said,
            "start": said, "end": end,
        }  # fmt: skip


def _patched(event: Event, change: Event) -> Event:
    """Objects are merged, lists replaced, null takes away."""
    for name, value in change.items():
        if value is None:
            event.pop(name, None)
        elif isinstance(value, dict):
            event[name] = _patched(dict(event.get(name) or {}), value)
        else:
            event[name] = value
    return event


def _wrong(event: Event) -> str:
    if event.get("status") == "cancelled":
        return ""
    try:
        start, end = event["start"], event["end"]
    except KeyError:
        return "required"
    for each in (start, end):
        if ("date" in each) == ("dateTime" in each):
            return "invalid"
    if "dateTime" in start and event.get("recurrence") and not start.get("timeZone"):
        return "timeZoneRequired"
    for person in event.get("attendees") or ():
        if "@" not in person.get("email", "") or person.get("responseStatus") not in _STATES:
            return "invalidAttendee"
    for line in event.get("recurrence") or ():
        if "RSCALE" in line or not line.startswith(("RRULE", "EXRULE", "RDATE", "EXDATE")):
            return "invalidRecurrence"
    backwards = start["date"] >= end["date"] if "date" in start else _moment(start) > _moment(end)
    return "timeRangeEmpty" if backwards else ""


def _moment(said: dict[str, str]) -> datetime:
    when = datetime.fromisoformat(said["dateTime"])
    return when if when.tzinfo else when.replace(tzinfo=ZoneInfo(said["timeZone"]))


def _starts(master: Event) -> list[date]:
    """When a series comes, for three years."""
    start = master["start"]
    lines = [line for line in master["recurrence"] if line.startswith("RRULE")]
    if "date" in start:
        first = datetime.fromisoformat(start["date"])
        rules = rrulestr("\n".join(lines), dtstart=first)
        return [each.date() for each in rules.between(first, first + timedelta(1100), inc=True)]
    zone = ZoneInfo(start["timeZone"])
    first = _moment(start).astimezone(zone).replace(tzinfo=None)
    plain = [re.sub(r"(UNTIL=\d{8}T\d{6})Z", r"\1", line) for line in lines]
    rules = rrulestr("\n".join(plain), dtstart=first)
    found = rules.between(first, first + timedelta(1100), inc=True)
    return [each.replace(tzinfo=zone) for each in found]
