"""Outlook's calendars by Microsoft Graph (v1.0): one account's, by its access token.

`calendarView/delta` is bound to a window of time and tells instances, not series. So a whole
reading begins it and then lists the calendar's events themselves; what changed afterwards is told
by the delta, the series that are touched are read whole, and the window is moved on now and then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.errors import ValueRefused
from sync_server.abroad import graph_events
from sync_server.abroad.asking import Answered, Asking
from sync_server.abroad.foreign import (
    Abroad,
    Changed,
    Expired,
    Fields,
    Gone,
    Later,
    Page,
    Refused,
    TheirCalendar,
    TheirEvent,
    TokenOver,
    Wanted,
)
from sync_server.abroad.graph_cursor import Cursor
from sync_server.abroad.shared import instant_of_instance
from sync_server.kit import clock

PAGE = 50
MOST_CALENDARS = 250
_PREFER = 'outlook.timezone="UTC", outlook.body-content-type="text", IdType="ImmutableId"'
_EXPANDED = f"singleValueExtendedProperties($filter=id eq '{graph_events.OURS}')"
_OF_SERIES = (
    "subject,body,start,end,isAllDay,location,showAs,sensitivity,categories,isReminderOn,"
    "reminderMinutesBeforeStart,recurrence,type,seriesMasterId,originalStart,iCalUId,"
    "originalStartTimeZone,isCancelled,cancelledOccurrences,exceptionOccurrences,attendees,organizer"
)
_OVER = frozenset(
    ("resyncrequired", "syncstatenotfound", "syncstateinvalid", "errorinvalidsyncstatedata")
)


class Graph:
    """One account."""

    holds = graph_events.HOLDS
    most_alarms = 1
    takes_removed = False
    resets_days = True
    before, after = timedelta(days=60), timedelta(days=400)
    """The window of the delta; what changes outside of it comes when the window is moved on."""

    def __init__(self, asking: Asking, base: str, token: str) -> None:
        self._asking = asking
        self._base = base
        self._token = token

    def calendars(self) -> tuple[str, list[TheirCalendar]]:
        """The account is called by its address."""
        me = self._ask("GET", "/me").json
        found: list[TheirCalendar] = []
        where = f"/me/calendars?{urlencode({'$top': str(PAGE)})}"
        while where and len(found) < MOST_CALENDARS:
            answer = self._ask("GET", where).json
            found += [_calendar(item) for item in answer.get("value") or ()]
            where = self._within(answer.get("@odata.nextLink"))
        account = str(me.get("mail") or me.get("userPrincipalName") or "")
        return account[:200], found[:MOST_CALENDARS]

    def stale(self, cursor: str) -> bool:
        """Whether the window is to be moved on."""
        return Cursor.read(cursor).is_old(clock.now())

    def changes(self, calendar: TheirCalendar, cursor: str, more: str) -> Page:
        """A page of the delta, or of the list of all events; see above."""
        at = Cursor.read(more or cursor)
        match at.stage:
            case "":
                return self._base_page(self._window(calendar), Cursor(made=clock.now()))
            case "base":
                return self._base_page(at.link, at)
            case "list":
                return self._listed(calendar, at)
        return self._delta_page(calendar, at)

    def _window(self, calendar: TheirCalendar) -> str:
        now = datetime.fromtimestamp(clock.now() // 1_000, UTC).replace(hour=0, minute=0, second=0)
        since, before = now - self.before, now + self.after
        asked = urlencode({"startDateTime": since.isoformat(), "endDateTime": before.isoformat()})
        return f"/me/calendars/{_safe(calendar.id)}/calendarView/delta?{asked}"

    def _base_page(self, where: str, at: Cursor) -> Page:
        """What the delta tells of the beginning is listed right afterwards, series whole."""
        next_, delta, _ = self._delta(where)
        if next_:
            return Page((), at.at("base", next_).text)
        return Page((), at.at("list", "", delta=delta).text)

    def _listed(self, calendar: TheirCalendar, at: Cursor) -> Page:
        asked = urlencode({"$top": str(PAGE), "$expand": _EXPANDED})
        where = at.link or f"/me/calendars/{_safe(calendar.id)}/events?{asked}"
        answer = self._ask("GET", where).json
        items = _items(answer)
        events = [
            each for item in items if item.get("type") != "seriesMaster"
            for each in _read(item, calendar)
        ]  # fmt: skip
        series = [str(item.get("id")) for item in items if item.get("type") == "seriesMaster"]
        events += self._series(calendar, series)
        at = at.with_series(events)
        next_ = self._within(answer.get("@odata.nextLink"))
        if next_:
            return Page(events, at.at("list", next_).text)
        return Page(events, cursor=at.at("delta", at.delta).text)

    def _delta_page(self, calendar: TheirCalendar, at: Cursor) -> Page:
        next_, delta, items = self._delta(at.link)
        events = [
            each for item in items
            if "@removed" in item or item.get("type") == "singleInstance"
            for each in _read(item, calendar)
        ]  # fmt: skip
        touched = [
            str(item.get("seriesMasterId") or item.get("id"))
            for item in items
            if item.get("type") in ("seriesMaster", "occurrence", "exception")
        ]
        if any("@removed" in item for item in items):
            # An instance that was taken out is told by an id that nobody knows: which series has
            # one less is seen by its version.
            touched += self._changed_series(calendar, at)
        events += self._series(calendar, list(dict.fromkeys(touched)))
        at = at.with_series(events)
        if next_:
            return Page(events, at.at("delta", next_).text)
        return Page(events, cursor=at.at("delta", delta).text)

    def _delta(self, where: str) -> tuple[str, str, list[Mapping[str, Any]]]:
        """Next page, next delta (one of the two), and what is told."""
        answer = self._ask("GET", where, Prefer=f"{_PREFER}, odata.maxpagesize={PAGE}").json
        next_ = self._within(answer.get("@odata.nextLink"))
        delta = self._within(answer.get("@odata.deltaLink"))
        if not (next_ or delta):
            raise Later("half of an answer came")
        return next_, delta, _items(answer)

    def _changed_series(self, calendar: TheirCalendar, at: Cursor) -> list[str]:
        asked = urlencode({"$filter": "type eq 'seriesMaster'", "$select": "id", "$top": "100"})
        where = f"/me/calendars/{_safe(calendar.id)}/events?{asked}"
        found: list[str] = []
        while where:
            answer = self._ask("GET", where).json
            for item in _items(answer):
                id_ = str(item.get("id"))
                if at.series.get(id_) != item.get("@odata.etag"):
                    found.append(id_)
            where = self._within(answer.get("@odata.nextLink"))
        return found

    def _series(self, calendar: TheirCalendar, ids: Iterable[str]) -> list[TheirEvent]:
        """Series whole, each followed by its changed instances."""
        found: list[TheirEvent] = []
        for id_ in ids:
            try:
                item = self._whole(id_)
            except Gone:
                found.append(TheirEvent(id_, gone=True))
                continue
            found += _read(item, calendar)
            for exception in item.get("exceptionOccurrences") or ():
                found += _read({"seriesMasterId": id_, **exception}, calendar)
        return found

    def _whole(self, id_: str) -> dict[str, Any]:
        asked = urlencode({"$select": _OF_SERIES, "$expand": f"exceptionOccurrences,{_EXPANDED}"})
        return self._ask("GET", f"/me/events/{_safe(id_)}?{asked}").json

    def get(self, calendar: TheirCalendar, id_: str) -> TheirEvent:
        """An event, a series with what is out of it."""
        return _one(self._whole(id_), calendar)

    def made_of(self, calendar: TheirCalendar, record: str, token: str) -> TheirEvent | None:
        """By the extended property that it was made with."""
        filter_ = (
            f"singleValueExtendedProperties/Any(ep: ep/id eq '{graph_events.OURS}' "
            f"and ep/value eq '{record}')"
        )
        asked = urlencode({"$filter": filter_, "$top": "1"})
        answer = self._ask("GET", f"/me/calendars/{_safe(calendar.id)}/events?{asked}").json
        for item in _items(answer):
            return _one(item, calendar)
        return None

    def unheld(self, fields: Fields) -> str:
        """See `graph_events.unheld`."""
        return graph_events.unheld(fields)

    def create(self, calendar: TheirCalendar, wanted: Wanted) -> TheirEvent:
        """With a transaction id: a second try is answered with the first."""
        body = graph_events.written(wanted, new=True)
        return _one(
            self._ask("POST", f"/me/calendars/{_safe(calendar.id)}/events", body).json, calendar
        )

    def update(self, calendar: TheirCalendar, id_: str, etag: str, wanted: Wanted) -> TheirEvent:
        """That version; fields that are not named stay as they are."""
        body, where = graph_events.written(wanted, new=False), f"/me/events/{_safe(id_)}"
        if "attendees" in body:
            body = graph_events.with_people(body, self._ask("GET", where).json)
        answer = self._ask("PATCH", where, body, If_Match=etag)
        return _one(answer.json, calendar)

    def delete(self, calendar: TheirCalendar, id_: str, etag: str) -> None:
        """That version; an occurrence is taken out of its series."""
        said = {"If_Match": etag} if etag else {}
        self._ask("DELETE", f"/me/events/{_safe(id_)}", None, **said)

    def instance(self, calendar: TheirCalendar, series: str, at: InstanceId) -> TheirEvent:
        """Of the changed ones, which may have moved far, or of those around its start."""
        own = EventTimes(start=at.when, zone=at.zone)
        instant = instant_of_instance(at, own)
        exceptions = self._whole(series).get("exceptionOccurrences") or ()
        found = _standing_for(exceptions, instant, at)
        if found is None:
            asked = urlencode({
                "startDateTime": (instant - timedelta(days=1)).isoformat(),
                "endDateTime": (instant + timedelta(days=2)).isoformat(), "$top": "100",
            })  # fmt: skip
            answer = self._ask("GET", f"/me/events/{_safe(series)}/instances?{asked}").json
            found = _standing_for(_items(answer), instant, at)
        if found is None:
            return TheirEvent("", series=series, at=at, gone=True)
        return _one({"seriesMasterId": series, **found}, calendar)

    def restore(self, calendar: TheirCalendar, instance: TheirEvent) -> None:
        """They cannot."""
        raise Refused("a day that was taken out of a series cannot be put back there")

    def _within(self, link: Any) -> str:
        """A link of theirs as a path: nothing else than their own address is ever asked."""
        if not link:
            return ""
        text, base = str(link)[:8_000], urlsplit(self._base)
        parts = urlsplit(text)
        inside = parts.path.startswith(f"{base.path}/")
        if (parts.scheme, parts.netloc) != (base.scheme, base.netloc) or not inside:
            raise Later("the answer is none that was expected")
        return f"{parts.path.removeprefix(base.path)}?{parts.query}"

    def _ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answered:
        headers = {"Prefer": _PREFER, **headers}
        answer = self._asking.json(method, f"{self._base}{path}", self._token, body, **headers)
        if not 200 <= answer.status < 300:
            raise _refused(answer, listing="delta" in path)
        return answer


def _standing_for(
    items: Iterable[Mapping[str, Any]], instant: datetime, at: InstanceId
) -> Mapping[str, Any] | None:
    for item in items:
        text = str(item.get("originalStart") or (item.get("start") or {}).get("dateTime") or "")
        try:
            start = datetime.fromisoformat(text[:19]).replace(tzinfo=UTC)
        except ValueError:
            continue
        day = at.when if not isinstance(at.when, datetime) else None
        if start == instant or (isinstance(day, date) and start.date() == day):
            return item
    return None


def _one(item: Mapping[str, Any], calendar: TheirCalendar) -> TheirEvent:
    for found in _read(item, calendar):
        if found.id:
            return found
    raise Later("the answer is none that was expected")


def _read(item: Mapping[str, Any], calendar: TheirCalendar) -> list[TheirEvent]:
    """Nothing for what cannot be read: it stays there as it is."""
    try:
        return [graph_events.read(item, calendar.zone or "UTC")]
    except (ValueRefused, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return []


def _items(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = answer.get("value")
    if not isinstance(found, list):
        raise Later("half of an answer came")
    return [each for each in found if isinstance(each, dict)]


def _calendar(item: Mapping[str, Any]) -> TheirCalendar:
    return TheirCalendar(
        str(item.get("id") or "")[:500], str(item.get("name") or "")[:200], "",
        str(item.get("hexColor") or "")[:20], item.get("canEdit") is not False,
    )  # fmt: skip


def _safe(text: str) -> str:
    return quote(text, safe="")


def _refused(answer: Answered, *, listing: bool) -> Abroad:
    """What a status and its code mean (their page on errors)."""
    code = _code(answer)
    match answer.status:
        case 401:
            return TokenOver("the access token is over")
        case 410:
            return Expired("the delta is over")
        case 400 | 404 if listing and code in _OVER:
            return Expired("the delta is none")
        case 404:
            return Gone("it is not there any more")
        case 412:
            return Changed("it was changed meanwhile")
        case 408 | 409 | 429:
            return Later("they ask for fewer requests", answer.pause)
        case status if status >= 500:
            return Later("they have a fault", answer.pause)
    return Refused(f"they do not take it ({answer.status})")


def _code(answer: Answered) -> str:
    try:
        error: Any = answer.json.get("error") or {}
        return str(error.get("code")).lower()
    except (Abroad, AttributeError):
        return ""
