"""Events of Microsoft Graph (v1.0) read and written as the fields that both sides know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes, When, when_text
from garage.errors import ValueRefused
from garage.ics.times_writer import in_a_zone
from garage.ics.zone_reader import iana_name
from garage.sync.merge import Json
from garage.words import N_
from sync_server.abroad import graph_rules, people
from sync_server.abroad.foreign import Fields, TheirEvent, Wanted
from sync_server.abroad.shared import checked, end_of, local

HOLDS = frozenset(
    ("title", "notes", "place", "status", "free", "privacy", "categories", "times", "alarms",
     "attendees")
)  # fmt: skip
OURS = "String {6f2b1c5e-7a0d-4d7e-9a55-3a1f8e0c9b42} Name PaddockRecord"
"""The extended property in which our record's id is."""

_PRIVACY = {"private": "private", "personal": "private", "confidential": "confidential"}
_SENSITIVITY = {"private": "private", "confidential": "confidential"}
_ANSWERS = {
    "accepted": "accepted", "declined": "declined", "tentativelyAccepted": "tentative",
}  # fmt: skip
_LONGEST_LEAD = 40_320


def read(item: Mapping[str, Any], zone: str) -> TheirEvent:
    """An event as they tell it; raises ValueRefused for one that cannot be read."""
    id_, etag = str(item.get("id") or "")[:1_024], str(item.get("@odata.etag") or "")[:300]
    series = str(item.get("seriesMasterId") or "")
    if item.get("@removed") or item.get("isCancelled"):
        return TheirEvent(id_, etag, gone=True)
    own = _zone(item, zone)
    times = _times(item, own)
    exceptions = item.get("exceptionOccurrences")
    return TheirEvent(
        id_,
        etag,
        checked({**_said(item), "times": times.to_json()}),
        str(item.get("iCalUId") or "")[:500],
        series,
        _original(item, times) if series else None,
        ours=_ours(item),
        removed=_removed(item, times),
        organizer=_mail(item.get("organizer")),
        days=None if exceptions is None else tuple(str(each.get("id")) for each in exceptions),
    )


def _zone(item: Mapping[str, Any], zone: str) -> str:
    recurrence: Any = item.get("recurrence") or {}
    said = (recurrence.get("range") or {}).get("recurrenceTimeZone")
    for name in (said, item.get("originalStartTimeZone")):
        found = iana_name(str(name or ""))
        if found:
            return found
    return zone


def _said(item: Mapping[str, Any]) -> dict[str, Json]:
    body, location = item.get("body") or {}, item.get("location") or {}
    shown = item.get("showAs")
    found: dict[str, Json] = {
        "title": item.get("subject"),
        "notes": body.get("content"),
        "place": location.get("displayName"),
        "status": "tentative" if shown == "tentative" else None,
        "free": shown == "free",
        "privacy": _PRIVACY.get(str(item.get("sensitivity"))),
        "categories": [*(str(each)[:200] for each in (item.get("categories") or ())[:50])],
    }
    minutes = item.get("reminderMinutesBeforeStart")
    if item.get("isReminderOn") and isinstance(minutes, int):
        found["alarms"] = [minutes]
    by = _mail(item.get("organizer")).casefold()
    found["attendees"] = people.listed(
        (mail, each.get("type") == "optional",
         _ANSWERS.get(str((each.get("status") or {}).get("response")), ""),
         str((each.get("emailAddress") or {}).get("name") or ""))
        for each in item.get("attendees") or ()
        if (mail := _mail(each)).casefold() != by
    )  # fmt: skip
    return found


def _mail(said: Any) -> str:
    return str(((said or {}).get("emailAddress") or {}).get("address") or "")[:254]


def _times(item: Mapping[str, Any], zone: str) -> EventTimes:
    recurrence = item.get("recurrence")
    start, end = item.get("start") or {}, item.get("end") or {}
    if item.get("isAllDay"):
        times = EventTimes(start=_day(start), end=_day(end))
    else:
        times = EventTimes(start=local(_instant(start), zone), end=local(_instant(end), zone),
                           zone=zone)  # fmt: skip
    if not isinstance(recurrence, dict):
        return times
    rule = graph_rules.read_rule(recurrence, times.all_day)
    return EventTimes(start=times.start, end=times.end, zone=times.zone, rules=(rule,))


def _day(said: Mapping[str, Any]) -> date:
    return date.fromisoformat(str(said.get("dateTime"))[:10])


def _instant(said: Mapping[str, Any]) -> datetime:
    """Times are asked for in UTC; should another zone be told, it counts."""
    text = str(said.get("dateTime") or "")
    try:
        when = datetime.fromisoformat(text[:19])
    except ValueError:
        raise ValueRefused(N_("a time cannot be read"), "", "bad_time") from None
    zone = iana_name(str(said.get("timeZone") or "UTC")) or "UTC"
    own = EventTimes(start=when, zone=zone).tz(UTC)
    return when.replace(tzinfo=own).astimezone(UTC)


def _original(item: Mapping[str, Any], times: EventTimes) -> InstanceId | None:
    """Which instance it stands for; `originalStart` is in UTC."""
    text = str(item.get("originalStart") or "")[:19]
    if not text:
        return None
    when = datetime.fromisoformat(text).replace(tzinfo=UTC)
    if times.all_day:
        return InstanceId(when.date())
    return InstanceId(local(when, times.zone), times.zone)


def _removed(item: Mapping[str, Any], times: EventTimes) -> tuple[str, ...]:
    """Cancelled occurrences are told as "OID.…" with the day at the end."""
    found: list[str] = []
    for each in item.get("cancelledOccurrences") or ():
        day = date.fromisoformat(str(each)[-10:])
        start = times.start
        when = datetime.combine(day, start.time()) if isinstance(start, datetime) else day
        found.append(when_text(when))
    return tuple(found)


def _ours(item: Mapping[str, Any]) -> str:
    for each in item.get("singleValueExtendedProperties") or ():
        if str(each.get("id")).lower() == OURS.lower():
            return str(each.get("value") or "")[:60]
    return ""


def unheld(fields: Fields) -> str:
    """Why they cannot keep an event; "" where they can."""
    times = EventTimes.from_json(fields["times"])
    if times.observances or not times.zone_known:
        return N_("its time zone is one that only this event knows")
    try:
        graph_rules.written(times)
    except ValueRefused as refused:
        return refused.message
    return ""


def written(wanted: Wanted, *, new: bool) -> dict[str, Any]:
    """The body of a POST or a PATCH."""
    body: dict[str, Any] = {}
    for name in wanted.changed & HOLDS:
        if not (new and name == "alarms" and not wanted.fields.get(name)):
            body |= _written(name, wanted)
    if new:
        body["transactionId"] = wanted.token
        body["singleValueExtendedProperties"] = [{"id": OURS, "value": wanted.record}]
    return body


def _written(name: str, wanted: Wanted) -> dict[str, Any]:
    value: Any = wanted.fields.get(name)
    match name:
        case "title":
            return {"subject": value or ""}
        case "notes":
            return {"body": {"contentType": "text", "content": value or ""}}
        case "place":
            return {"location": {"displayName": value or ""}}
        case "status" | "free":
            tentative = wanted.fields.get("status") == "tentative"
            shown = "tentative" if tentative else "busy"
            return {"showAs": "free" if wanted.fields.get("free") else shown}
        case "privacy":
            return {"sensitivity": _SENSITIVITY.get(value, "normal")}
        case "categories":
            return {"categories": value or []}
        case "attendees":
            return {"attendees": [_person(each) for each in value or ()]}
        case "alarms":
            minutes = [each for each in value or () if each <= _LONGEST_LEAD]
            lead = {"reminderMinutesBeforeStart": min(minutes)} if minutes else {}
            return {"isReminderOn": bool(minutes), **lead}
    return _written_times(EventTimes.from_json(value), wanted)


def _person(person: Any) -> dict[str, Any]:
    """Their answers are Outlook's to tell: it asks them."""
    mail, optional, _, name = person
    return {
        "emailAddress": {"address": mail, "name": name or mail},
        "type": "optional" if optional else "required",
    }


def with_people(body: dict[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    """Who attends is the organizer's to say; rooms stay that Outlook was told of."""
    if there.get("isOrganizer") is False:
        return {name: value for name, value in body.items() if name != "attendees"}
    wanted = {each["emailAddress"]["address"].casefold() for each in body["attendees"]}
    rooms = [
        each
        for each in there.get("attendees") or ()
        if each.get("type") == "resource" and _mail(each).casefold() in wanted
    ]
    kept = {_mail(each).casefold() for each in rooms}
    others = [
        each for each in body["attendees"] if each["emailAddress"]["address"].casefold() not in kept
    ]
    return {**body, "attendees": [*others, *rooms]}


def _written_times(times: EventTimes, wanted: Wanted) -> dict[str, Any]:
    times = in_a_zone(times, wanted.zone)
    end, end_zone = end_of(times), times.end_zone or times.zone
    body: dict[str, Any] = {
        "isAllDay": times.all_day,
        "start": _said_when(times.start, times.zone or wanted.zone),
        "end": _said_when(end, end_zone or wanted.zone),
    }
    if wanted.alone:
        body["recurrence"] = graph_rules.written(times)
    return body


def _said_when(when: When, zone: str) -> dict[str, str]:
    wall = when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)
    return {"dateTime": wall.isoformat(timespec="seconds"), "timeZone": zone}
