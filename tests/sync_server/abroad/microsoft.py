"""A stand-in for Outlook's calendars by Microsoft Graph (v1.0), to the documented shapes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlencode
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from tests.sync_server.abroad.standing import Answer, Asked, StandIn

Event = dict[str, Any]
_OWN = {"emailAddress": {"address": "ann@example.com", "name": "Ann"}}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_INDEXES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_TIMES = ("start", "end", "isAllDay", "recurrence")
_HIDDEN = ("exceptionOccurrences", "cancelledOccurrences", "singleValueExtendedProperties")


@dataclass
class Calendar:
    """One calendar. Changed instances are events of their own; `log` is what the delta tells."""

    id: str
    name: str
    can_edit: bool = True
    events: dict[str, Event] = field(default_factory=dict)
    log: list[tuple[int, str, str]] = field(default_factory=list)
    clock: int = 0
    oldest: int = 0

    def note(self, what: str, id_: str) -> None:
        """Something the delta will tell."""
        self.clock += 1
        self.log.append((self.clock, what, id_))

    def put(self, event: Event) -> Event:
        """Keep an event as it is now."""
        series = event.get("seriesMasterId")
        self.note("series" if series or event["recurrence"] else "event", series or event["id"])
        event["@odata.etag"] = f'W/"{self.clock}"'
        if series:
            self.events[series]["@odata.etag"] = f'W/"{self.clock}"'
        self.events[event["id"]] = event
        return event


class Microsoft(StandIn):
    """One account."""

    page = 3

    def __init__(self) -> None:
        super().__init__()
        self.calendars = {
            "AAMk/ann=": Calendar("AAMk/ann=", "Calendar"),
            "AAMk/club=": Calendar("AAMk/club=", "Club", can_edit=False),
        }
        self.again = False
        self.invited: list[str] = []
        """To whom Outlook wrote, since they are new to an event."""

    def with_refresh(self, form: dict[str, str], refresh: str) -> dict[str, str]:
        """Microsoft gives another refresh token each time."""
        return {"refresh_token": refresh}

    def refused(self, status: int, code: str) -> Answer:
        """Their errors."""
        return Answer({"error": {"code": code, "message": code}}, status)

    def serve(self, asked: Asked) -> Answer:
        """The routes."""
        path = [unquote(each) for each in asked.path.split("/")[2:]]
        match asked.method, path:
            case "GET", ["me"]:
                return Answer({"mail": "ann@example.com", "userPrincipalName": "ann"})
            case "GET", ["me", "calendars"]:
                listed = [
                    {"id": each.id, "name": each.name, "canEdit": each.can_edit}
                    for each in self.calendars.values()
                ]
                return Answer({"value": listed})
            case _, ["me", "calendars", id_, *rest]:
                calendar = self.calendars.get(id_)
                if calendar is None:
                    return self.refused(404, "ErrorItemNotFound")
                return self._calendar(calendar, asked, rest)
            case _, ["me", "events", id_, *rest]:
                return self._event(id_, asked, rest)
        return self.refused(404, "NotFound")

    def _calendar(self, calendar: Calendar, asked: Asked, rest: list[str]) -> Answer:
        match asked.method, rest:
            case "GET", ["calendarView", "delta"]:
                return self._delta(calendar, asked)
            case "GET", ["events"]:
                return self._list(calendar, asked)
            case "POST", ["events"]:
                if not calendar.can_edit:
                    return self.refused(403, "ErrorAccessDenied")
                return self.insert(calendar, asked.json)
        return self.refused(404, "NotFound")

    def _delta(self, calendar: Calendar, asked: Asked) -> Answer:
        query = asked.query
        assert not query.keys() & {"$select", "$filter", "$expand", "$orderby", "$search"}
        assert "odata.maxpagesize" in asked.headers["prefer"]
        said = query.get("$skiptoken") or query.get("$deltatoken")
        if said is None:
            window = (query["startDateTime"], query["endDateTime"])
            since, start, upto = -1, 0, calendar.clock
        else:
            first, second, third, *window = said.split("~")
            since, start = int(first), int(second)
            # What happens while the pages are read is told the next time.
            upto = int(third) or calendar.clock
            if -1 < since < calendar.oldest:
                return self.refused(410, "resyncRequired")
        span = tuple(datetime.fromisoformat(each) for each in window)
        items = list(self._told(calendar, since, upto, span))
        if self.again:
            items = [*items, *deepcopy(items)]
        base = f"{self.url}/v1.0/me/calendars/{calendar.id.replace('/', '%2F')}/calendarView/delta?"
        body: dict[str, Any] = {"value": items[start : start + self.page]}
        if start + self.page < len(items):
            skip = "~".join((str(since), str(start + self.page), str(upto), *window))
            return Answer({**body, "@odata.nextLink": base + urlencode({"$skiptoken": skip})})
        token = "~".join((str(upto), "0", "0", *window))
        return Answer({**body, "@odata.deltaLink": base + urlencode({"$deltatoken": token})})

    def _told(
        self, calendar: Calendar, since: int, upto: int, span: tuple[datetime, ...]
    ) -> Iterator[Event]:
        """What happened, each once: singles, instances of series with them, and what is gone."""
        log = [(what, id_) for at, what, id_ in calendar.log if since < at <= upto]
        for what, id_ in dict.fromkeys(reversed(log)):
            event = calendar.events.get(id_)
            if what == "gone" or event is None:
                if since >= 0 and event is None:
                    yield {"id": id_, "@removed": {"reason": "deleted"}}
            elif what == "event":
                if span[0] < instant(event["start"]) < span[1]:
                    yield self.shown(calendar, event)
            else:
                yield self.shown(calendar, event)
                inside = [each for each in self._starts(event) if span[0] < each < span[1]]
                for start in inside[:20]:
                    found = self.instance(calendar, event, start)
                    if found is not None:
                        kept = ("id", "seriesMasterId", "type", "start", "end", "@odata.etag")
                        yield {name: found[name] for name in kept if name in found}

    def _list(self, calendar: Calendar, asked: Asked) -> Answer:
        query = asked.query
        found = [each for each in calendar.events.values() if not each.get("seriesMasterId")]
        filter_ = query.get("$filter", "")
        if filter_.startswith("type"):
            found = [each for each in found if each["recurrence"]]
        elif filter_:
            value = re.search(r"ep/value eq '([^']*)'", filter_)
            assert value
            found = [
                each for each in found
                for own in each["singleValueExtendedProperties"] if own["value"] == value[1]
            ]  # fmt: skip
        start = int(query.get("$skip", "0"))
        body: dict[str, Any] = {
            "value": [
                self.shown(calendar, each, query) for each in found[start : start + self.page]
            ]
        }
        if start + self.page < len(found):
            rest = urlencode({**query, "$skip": start + self.page})
            path = f"{self.url}{asked.path}".replace("AAMk/", "AAMk%2F")
            body["@odata.nextLink"] = f"{path}?{rest}"
        return Answer(body)

    def insert(self, calendar: Calendar, body: Event) -> Answer:
        """A second one of the same transaction is the first."""
        for each in calendar.events.values():
            if body.get("transactionId") and each["transactionId"] == body["transactionId"]:
                return Answer(self.shown(calendar, each), 201)
        wrong = _wrong(body)
        if wrong:
            return self.refused(400, wrong)
        id_ = f"AAMk/{uuid.uuid4().hex}="
        event = {
            "subject": "", "body": {"contentType": "text", "content": ""}, "isAllDay": False,
            "location": {"displayName": ""}, "showAs": "busy", "sensitivity": "normal",
            "categories": [], "isReminderOn": True, "reminderMinutesBeforeStart": 15,
            "recurrence": None, "transactionId": None, "singleValueExtendedProperties": [],
            "cancelledOccurrences": [], "seriesMasterId": None, "isCancelled": False,
            "iCalUId": f"0400{id_}", "attendees": [], "isOrganizer": True, "organizer": _OWN,
            **deepcopy(body), "id": id_,
        }  # fmt: skip
        event["attendees"] = self.attending(event, body)
        return Answer(self.shown(calendar, calendar.put(event)), 201)

    def _event(self, id_: str, asked: Asked, rest: list[str]) -> Answer:
        calendar, event = self.find(id_)
        if event is None:
            return self.refused(404, "ErrorItemNotFound")
        if asked.method == "GET" and rest == ["instances"]:
            return self._instances(calendar, event, asked.query)
        if asked.method == "GET":
            return Answer(self.shown(calendar, event, asked.query))
        if asked.headers.get("if-match", event["@odata.etag"]) != event["@odata.etag"]:
            return self.refused(412, "ErrorIrresolvableConflict")
        if not calendar.can_edit:
            return self.refused(403, "ErrorAccessDenied")
        if asked.method == "DELETE":
            self.delete(calendar, event)
            return Answer(None, 204)
        wrong = _wrong({**event, **asked.json})
        if wrong:
            return self.refused(400, wrong)
        return Answer(self.shown(calendar, self.change(calendar, event, asked.json)))

    def change(self, calendar: Calendar, event: Event, change: Event) -> Event:
        """A series that is moved forgets its changed and its removed instances."""
        if event["recurrence"] and change.keys() & set(_TIMES):
            event["cancelledOccurrences"] = []
            for each in list(calendar.events.values()):
                if each.get("seriesMasterId") == event["id"]:
                    del calendar.events[each["id"]]
                    calendar.note("gone", each["id"])
        news = deepcopy(change)
        if "attendees" in news:
            news["attendees"] = self.attending(event, news)
        return calendar.put({**event, **news})

    def attending(self, event: Event, change: Event) -> list[Event]:
        """Outlook writes to who is new, and says itself what they answered."""
        assert event["isOrganizer"]
        before = {_address(each): each for each in event.get("attendees") or ()}
        for each in change.get("attendees") or ():
            each.setdefault("type", "required")
            known = before.get(_address(each), {})
            if "status" in known:
                each["status"] = known["status"]
            elif each.get("status") is None:
                each["status"] = {"response": "none", "time": "0001-01-01T00:00:00Z"}
                self.invited.append(_address(each))
        return list(change.get("attendees") or ())

    def delete(self, calendar: Calendar, event: Event) -> None:
        """An event, a series with all its instances, or one instance of a series."""
        series = event.get("seriesMasterId")
        calendar.events.pop(event["id"], None)
        calendar.note("gone", event["id"])
        if series:
            master = calendar.events[series]
            day = _wall(master, datetime.fromisoformat(event["originalStart"])).date()
            master["cancelledOccurrences"].append(f"OID.{series}.{day.isoformat()}")
            master["@odata.etag"] = f'W/"{calendar.clock}"'
            return
        for each in list(calendar.events.values()):
            if each.get("seriesMasterId") == event["id"]:
                del calendar.events[each["id"]]

    def find(self, id_: str) -> tuple[Calendar, Event | None]:
        """An event, also an instance that nobody changed yet."""
        for calendar in self.calendars.values():
            if id_ in calendar.events:
                return calendar, calendar.events[id_]
            series, _, stamp = id_.rpartition("#")
            if series in calendar.events:
                start = datetime.fromisoformat(stamp)
                return calendar, self.instance(calendar, calendar.events[series], start)
        return next(iter(self.calendars.values())), None

    def instance(self, calendar: Calendar, master: Event, start: datetime) -> Event | None:
        """One of a series, by its start; None where it was taken out."""
        day = _wall(master, start).date().isoformat()
        if any(each.endswith(day) for each in master["cancelledOccurrences"]):
            return None
        original = start.strftime("%Y-%m-%dT%H:%M:%SZ")
        for each in calendar.events.values():
            if each.get("seriesMasterId") == master["id"] and each["originalStart"] == original:
                return each
        length = instant(master["end"]) - instant(master["start"])
        zone = master["start"]["timeZone"]
        event = {name: value for name, value in master.items() if name not in _HIDDEN}
        return deepcopy({
            **event, "id": f"{master['id']}#{start.isoformat()}", "seriesMasterId": master["id"],
            "originalStart": original, "recurrence": None, "type": "occurrence",
            "singleValueExtendedProperties": [], "cancelledOccurrences": [],
            "start": _said(start, zone), "end": _said(start + length, zone),
        })  # fmt: skip

    def _instances(self, calendar: Calendar, master: Event, query: dict[str, str]) -> Answer:
        since, before = (
            datetime.fromisoformat(query[each]) for each in ("startDateTime", "endDateTime")
        )
        found = [self.instance(calendar, master, each) for each in self._starts(master)]
        inside = [
            self.shown(calendar, each) for each in found
            if each is not None and since <= instant(each["start"]) < before
        ]  # fmt: skip
        return Answer({"value": inside})

    def shown(self, calendar: Calendar, event: Event, query: dict[str, str] | None = None) -> Event:
        """As it is told: in UTC, with a text that ends as Exchange ends it."""
        found = {name: value for name, value in event.items() if name not in _HIDDEN}
        found["originalStartTimeZone"] = event["start"]["timeZone"]
        for name in ("start", "end"):
            when = instant(event[name]) if not event["isAllDay"] else event[name]["dateTime"]
            text = when.strftime("%Y-%m-%dT%H:%M:%S") if isinstance(when, datetime) else when[:19]
            found[name] = {"dateTime": f"{text}.0000000", "timeZone": "UTC"}
        if event["body"]["content"]:
            found["body"] = {"contentType": "text", "content": f"{event['body']['content']}\r\n"}
        found["type"] = _type(event)
        asked = (query or {}).get("$select", ""), (query or {}).get("$expand", "")
        if "cancelledOccurrences" in asked[0] and event["recurrence"]:
            found["cancelledOccurrences"] = event["cancelledOccurrences"]
        if "exceptionOccurrences" in asked[1] and event["recurrence"]:
            found["exceptionOccurrences"] = [
                self.shown(calendar, each) for each in calendar.events.values()
                if each.get("seriesMasterId") == event["id"]
            ]  # fmt: skip
        if "singleValueExtendedProperties" in asked[1]:
            found["singleValueExtendedProperties"] = event["singleValueExtendedProperties"]
        return deepcopy(found)

    def _starts(self, master: Event) -> list[datetime]:
        """When a series comes, for three years, in UTC."""
        pattern, range_ = master["recurrence"]["pattern"], master["recurrence"]["range"]
        zone = ZoneInfo("UTC" if master["isAllDay"] else master["start"]["timeZone"])
        first = datetime.fromisoformat(master["start"]["dateTime"][:19])
        more: dict[str, Any] = {"until": first + timedelta(days=1_100)}
        if range_["type"] == "numbered":
            more = {"count": range_["numberOfOccurrences"]}
        elif range_["type"] == "endDate":
            end = datetime.fromisoformat(range_["endDate"]) + timedelta(hours=23, minutes=59)
            more["until"] = min(end, more["until"])
        rule = rrule(dtstart=first, interval=pattern["interval"], **_parts(pattern), **more)
        return [each.replace(tzinfo=zone).astimezone(UTC) for each in rule]


def _type(event: Event) -> str:
    if event.get("seriesMasterId"):
        return "occurrence" if event.get("type") == "occurrence" else "exception"
    return "seriesMaster" if event["recurrence"] else "singleInstance"


def _parts(pattern: dict[str, Any]) -> dict[str, Any]:
    days = [_DAYS.index(each) for each in pattern.get("daysOfWeek", ())]
    day, index = pattern.get("dayOfMonth", 1), _INDEXES[pattern.get("index", "first")]
    absolute: dict[str, Any] = {"bymonthday": range(min(day, 28), day + 1), "bysetpos": -1}
    relative: dict[str, Any] = {"byweekday": [weekday(each) for each in days], "bysetpos": index}
    match pattern["type"]:
        case "daily":
            return {"freq": DAILY}
        case "weekly":
            return {
                "freq": WEEKLY,
                "byweekday": days,
                "wkst": _DAYS.index(pattern["firstDayOfWeek"]),
            }
        case "absoluteMonthly":
            return {"freq": MONTHLY, **absolute}
        case "relativeMonthly":
            return {"freq": MONTHLY, **relative}
        case "absoluteYearly":
            return {"freq": YEARLY, "bymonth": pattern["month"], **absolute}
    return {"freq": YEARLY, "bymonth": pattern["month"], **relative}


def instant(said: dict[str, str]) -> datetime:
    """A dateTimeTimeZone in UTC."""
    wall = datetime.fromisoformat(said["dateTime"][:19])
    return wall.replace(tzinfo=ZoneInfo(said["timeZone"])).astimezone(UTC)


def _said(when: datetime, zone: str) -> dict[str, str]:
    wall = when.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return {"dateTime": wall.isoformat(timespec="seconds"), "timeZone": zone}


def _wall(master: Event, start: datetime) -> datetime:
    zone = "UTC" if master["isAllDay"] else master["start"]["timeZone"]
    return start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _wrong(event: Event) -> str:
    start, end = event.get("start"), event.get("end")
    if not start or not end:
        return "ErrorInvalidRequest"
    if instant(start) > instant(end):
        return "ErrorCalendarEndDateIsEarlierThanStartDate"
    if event.get("isAllDay"):
        midnights = {each["dateTime"][11:19] for each in (start, end)}
        if midnights != {"00:00:00"} or instant(start) == instant(end):
            return "ErrorInvalidRequest"
    if len(event.get("subject") or "") > 255:
        return "ErrorInvalidRequest"
    recurrence = event.get("recurrence")
    if recurrence and recurrence["range"]["startDate"] != start["dateTime"][:10]:
        return "ErrorInvalidRequest"
    return ""


def _address(attendee: Event) -> str:
    return str(attendee["emailAddress"]["address"])
