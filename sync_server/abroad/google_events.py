"""Events of the Google Calendar API (v3) read and written as the fields that both sides know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes, When, when_text
from garage.content_lines import ContentLine, Parameter, parse_line
from garage.errors import ValueRefused
from garage.ics.components import Component
from garage.ics.times_reader import read_times
from garage.ics.times_writer import in_a_zone, times_lines
from garage.ics.values import moment_text
from garage.ics.zone_reader import ZoneBook, iana_name
from garage.itip.addresses import key_of_address
from garage.sync.merge import Json
from garage.words import N_
from sync_server.abroad import people
from sync_server.abroad.foreign import Fields, TheirEvent, Wanted
from sync_server.abroad.shared import checked, end_of, local, removed_of, with_removed

HOLDS = frozenset(
    ("title", "notes", "place", "status", "free", "privacy", "times", "alarms", "attendees")
)
MOST_ALARMS = 5
OURS = "paddock"
"""The private property in which our record's id is."""

_MOST_LINES = 100
_LONGEST_LEAD = 40_320
"""Minutes: four weeks."""
_TEXTS = {"title": "summary", "notes": "description", "place": "location"}
_LISTED = ("RRULE", "RDATE", "EXDATE")
_SELDOM = ("HOURLY", "MINUTELY", "SECONDLY")


def read(item: Mapping[str, Any], zone: str) -> TheirEvent:
    """An event as they tell it; raises ValueRefused for one that cannot be read."""
    series = str(item.get("recurringEventId") or "")
    original = item.get("originalStartTime")
    at = _instance(original, zone) if series and isinstance(original, dict) else None
    id_, etag = str(item.get("id") or "")[:1_024], str(item.get("etag") or "")[:300]
    if item.get("status") == "cancelled":
        return TheirEvent(id_, etag, series=series, at=at, gone=True)
    times = _times(item, zone)
    own: Any = item.get("extendedProperties") or {}
    private = own.get("private") or {}
    return TheirEvent(
        id_,
        etag,
        checked({**_said(item), "times": times_json(times)}),
        str(item.get("iCalUID") or "")[:500],
        series,
        at,
        ours=str(private.get(OURS) or "")[:60],
        removed=tuple(sorted(removed_of(times))),
        organizer=str((item.get("organizer") or {}).get("email") or "")[:254],
        crowded=bool(item.get("attendeesOmitted")),
    )


def times_json(times: EventTimes) -> Json:
    """Times without what is removed, which is told apart."""
    return with_removed(times, ()).to_json()


def _said(item: Mapping[str, Any]) -> dict[str, Json]:
    found: dict[str, Json] = {ours: item.get(theirs) for ours, theirs in _TEXTS.items()}
    found["status"] = "tentative" if item.get("status") == "tentative" else None
    found["free"] = item.get("transparency") == "transparent"
    privacy = item.get("visibility")
    found["privacy"] = privacy if privacy in ("public", "private", "confidential") else None
    reminders: Any = item.get("reminders") or {}
    if reminders.get("useDefault") is False:
        minutes = {
            int(each["minutes"])
            for each in reminders.get("overrides") or ()
            if each.get("method") == "popup" and isinstance(each.get("minutes"), int)
        }
        found["alarms"] = [*sorted(minutes)]
    found["attendees"] = people.listed(
        (str(each.get("email") or ""), bool(each.get("optional")),
         str(each.get("responseStatus") or ""), str(each.get("displayName") or ""))
        for each in item.get("attendees") or ()
        # Whose event it is has nothing to answer.
        if not each.get("organizer")
    )  # fmt: skip
    return found


def _times(item: Mapping[str, Any], zone: str) -> EventTimes:
    component = Component("VEVENT")
    for name, key in (("DTSTART", "start"), ("DTEND", "end")):
        said = item.get(key)
        if isinstance(said, dict) and not (key == "end" and item.get("endTimeUnspecified")):
            component.lines.append(_line(name, *_when(said, zone)))
    for text in (item.get("recurrence") or ())[:_MOST_LINES]:
        component.lines.append(parse_line(str(text)))
    return read_times(component, ZoneBook(fallback=zone)).times


def _line(name: str, when: When, zone: str) -> ContentLine:
    if not isinstance(when, datetime):
        day: tuple[Parameter, ...] = (("VALUE", ("DATE",)),)
        return ContentLine(name, moment_text(when), day)
    if zone == "UTC":
        return ContentLine(name, f"{moment_text(when)}Z")
    return ContentLine(name, moment_text(when), (("TZID", (zone,)),))


def _when(said: Mapping[str, Any], zone: str) -> tuple[When, str]:
    """A day, or a wall time with its zone; the offset they tell may be that of another zone."""
    if said.get("date"):
        return date.fromisoformat(str(said["date"])[:10]), ""
    zone = iana_name(str(said.get("timeZone") or "")) or zone
    try:
        when = datetime.fromisoformat(str(said.get("dateTime") or "").replace("Z", "+00:00"))
    except ValueError:
        raise ValueRefused(N_("a time cannot be read"), "", "bad_time") from None
    when = when.replace(microsecond=0)
    return (when if when.tzinfo is None else local(when, zone)), zone


def _instance(said: Mapping[str, Any], zone: str) -> InstanceId:
    when, own = _when(said, zone)
    return InstanceId(when, own)


def unheld(fields: Fields) -> str:
    """Why they cannot keep an event; "" where they can."""
    times = EventTimes.from_json(fields["times"])
    if times.observances or not times.zone_known:
        return N_("its time zone is one that only this event knows")
    if any(rule.scaled or rule.frequency in _SELDOM for rule in times.rules):
        return N_("it repeats in a way that they do not keep")
    return ""


def written(wanted: Wanted, *, new: bool) -> dict[str, Any]:
    """The body of an insert or (with null for what was cleared) a patch."""
    body: dict[str, Any] = {}
    for name in wanted.changed & HOLDS:
        # An event that is made without an alarm has the one that its calendar has by default.
        if not (new and name == "alarms" and not wanted.fields.get(name)):
            body |= _written(name, wanted)
    if new:
        body["extendedProperties"] = {"private": {OURS: wanted.record}}
        return _without_nulls(body)
    return body


def _without_nulls(body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _without_nulls(value) if isinstance(value, dict) else value
        for name, value in body.items()
        if value is not None
    }


def _written(name: str, wanted: Wanted) -> dict[str, Any]:
    value: Any = wanted.fields.get(name)
    match name:
        case "status":
            return {"status": "tentative" if value == "tentative" else "confirmed"}
        case "free":
            return {"transparency": "transparent" if value else "opaque"}
        case "privacy":
            return {"visibility": value or "default"}
        case "alarms":
            minutes = [each for each in value or () if each <= _LONGEST_LEAD][:MOST_ALARMS]
            overrides = [{"method": "popup", "minutes": each} for each in minutes]
            return {"reminders": {"useDefault": False, "overrides": overrides}}
        case "attendees":
            return {"attendees": [_person(each) for each in value or ()]}
        case "times":
            return _written_times(EventTimes.from_json(value), wanted)
    return {_TEXTS[name]: value}


def _written_times(times: EventTimes, wanted: Wanted) -> dict[str, Any]:
    times = in_a_zone(times, wanted.zone)
    end = end_of(times)
    body: dict[str, Any] = {
        "start": _said_when(times.start, times.zone),
        "end": _said_when(end, times.end_zone or times.zone),
    }
    if wanted.alone:
        whole = with_removed(times, wanted.removed)
        lines = [line.text for line in times_lines(whole) if line.name in _LISTED]
        body["recurrence"] = lines if times.recurs else None
    return body


def _said_when(when: When, zone: str) -> dict[str, Any]:
    """With null for what the other sort of time has: a patch leaves what is not named."""
    if isinstance(when, datetime):
        return {"dateTime": when.isoformat(timespec="seconds"), "timeZone": zone, "date": None}
    return {"date": when_text(when), "dateTime": None, "timeZone": None}


def _person(person: Any) -> dict[str, Any]:
    mail, optional, state, name = person
    said = {"email": mail, "optional": optional, "responseStatus": state or "needsAction"}
    return {**said, "displayName": name} if name else said


def with_people(body: dict[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    """What they know beside of who attends stays; of somebody else's event one's own answer is all
    that can be changed.
    """
    before: list[dict[str, Any]] = [*(there.get("attendees") or ())]
    wanted = {key_of_address(each["email"]): each for each in body["attendees"]}
    if (there.get("organizer") or {}).get("self") is False:
        own = [
            {**each, "responseStatus": wanted[key]["responseStatus"]}
            if each.get("self") and (key := key_of_address(str(each.get("email")))) in wanted
            else each
            for each in before
        ]
        return {**body, "attendees": own}
    known = {key_of_address(str(each.get("email"))): each for each in before}
    hosts = [each for key, each in known.items() if each.get("organizer") and key not in wanted]
    return {
        **body,
        "attendees": [*hosts, *({**known.get(key, {}), **each} for key, each in wanted.items())],
    }


def with_mails(body: dict[str, Any], reminders: Mapping[str, Any] | None) -> dict[str, Any]:
    """Alarms by mail, which only they keep, stay beside ours."""
    kept: Iterable[Any] = (reminders or {}).get("overrides") or ()
    mails = [each for each in kept if each.get("method") != "popup"]
    ours = body["reminders"]["overrides"]
    return {**body, "reminders": {"useDefault": False, "overrides": [*ours, *mails][:MOST_ALARMS]}}
