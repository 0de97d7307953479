"""Google Calendar (API v3): one account's calendars, by its access token."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.calendar.zones import FLOATING
from garage.errors import ValueRefused
from garage.ics.zone_reader import iana_name
from sync_server.abroad import google_events
from sync_server.abroad.asking import Answered, Asking
from sync_server.abroad.foreign import (
    Abroad,
    Changed,
    Expired,
    Fields,
    Gone,
    Later,
    NotAllowed,
    Page,
    Refused,
    TheirCalendar,
    TheirEvent,
    TokenOver,
    Wanted,
)
from sync_server.abroad.shared import instant_of_instance

PAGE = 250
OWN = "paddock"
"""What the ids of events begin with that were made here."""
MOST_CALENDARS = 250
_SLOWED = frozenset(
    (
        "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded",
        "calendarUsageLimitsExceeded", "backendError",
    )
)  # fmt: skip
_HEARD = frozenset(("title", "notes", "place", "times", "attendees"))
"""What guests want to hear of."""
_UNSCOPED = frozenset(("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"))


class Google:
    """One account."""

    holds = google_events.HOLDS
    most_alarms = google_events.MOST_ALARMS
    takes_removed = True
    resets_days = False

    def __init__(self, asking: Asking, base: str, token: str) -> None:
        self._asking = asking
        self._base = base
        self._token = token

    def calendars(self) -> tuple[str, list[TheirCalendar]]:
        """The primary calendar's name is the account's address."""
        found: list[TheirCalendar] = []
        account, more = "", ""
        while len(found) < MOST_CALENDARS:
            asked = {"maxResults": str(PAGE), **({"pageToken": more} if more else {})}
            answer = self._ask("GET", f"/users/me/calendarList?{urlencode(asked)}").json
            for item in answer.get("items") or ():
                if item.get("primary"):
                    account = str(item.get("id") or "")
                found.append(_calendar(item))
            more = str(answer.get("nextPageToken") or "")
            if not more:
                break
        return account[:200], found[:MOST_CALENDARS]

    def changes(self, calendar: TheirCalendar, cursor: str, more: str) -> Page:
        """events.list: each page of a round asks the same, and the last has the next sync token."""
        asked = {
            "maxResults": str(PAGE), "showDeleted": "true", "singleEvents": "false",
            **({"syncToken": cursor} if cursor else {}), **({"pageToken": more} if more else {}),
        }  # fmt: skip
        try:
            answer = self._ask("GET", f"{_events(calendar)}?{urlencode(asked)}").json
        except Refused as error:
            if cursor or more:
                raise Expired("the sync token is none") from error
            raise
        next_, token = answer.get("nextPageToken"), answer.get("nextSyncToken")
        items = answer.get("items")
        if not isinstance(items, list) or not (next_ or token):
            raise Later("half of an answer came")
        events = [each for item in items if (each := _read(item, calendar)) is not None]
        return Page(events, str(next_ or ""), "" if next_ else str(token))

    def stale(self, cursor: str) -> bool:
        """Their tokens are of no window."""
        return False

    def get(self, calendar: TheirCalendar, id_: str) -> TheirEvent:
        """events.get; one that is cancelled is told as gone."""
        return self._one(calendar, self._ask("GET", f"{_events(calendar)}/{_safe(id_)}"))

    def made_of(self, calendar: TheirCalendar, record: str, token: str) -> TheirEvent | None:
        """Its id is made of the token."""
        try:
            found = self.get(calendar, id_of(token))
        except Gone:
            return None
        return None if found.gone else found

    def unheld(self, fields: Fields) -> str:
        """See `google_events.unheld`."""
        return google_events.unheld(fields)

    def create(self, calendar: TheirCalendar, wanted: Wanted) -> TheirEvent:
        """events.insert under an id of ours: a second try finds the first."""
        body = {**google_events.written(wanted, new=True), "id": id_of(wanted.token)}
        try:
            answer = self._ask("POST", f"{_events(calendar)}?sendUpdates=none", body)
        except Changed:
            return self.get(calendar, id_of(wanted.token))
        return self._one(calendar, answer)

    def update(self, calendar: TheirCalendar, id_: str, etag: str, wanted: Wanted) -> TheirEvent:
        """events.patch of that version."""
        where = f"{_events(calendar)}/{_safe(id_)}"
        body = google_events.written(wanted, new=False)
        if body.keys() & {"reminders", "attendees"}:
            there = self._ask("GET", where).json
            if "reminders" in body:
                body = google_events.with_mails(body, there.get("reminders"))
            if "attendees" in body:
                body = google_events.with_people(body, there)
        told = _told(id_, wanted.changed)
        return self._one(
            calendar, self._ask("PATCH", f"{where}?sendUpdates={told}", body, If_Match=etag)
        )

    def delete(self, calendar: TheirCalendar, id_: str, etag: str) -> None:
        """events.delete of that version."""
        where = f"{_events(calendar)}/{_safe(id_)}?sendUpdates={_told(id_)}"
        self._ask("DELETE", where, None, **({"If_Match": etag} if etag else {}))

    def instance(self, calendar: TheirCalendar, series: str, at: InstanceId) -> TheirEvent:
        """events.instances with the start by the rules."""
        start = at.when.isoformat()
        if isinstance(at.when, datetime):
            zone = at.zone if at.zone != FLOATING else calendar.zone or "UTC"
            start = _instant(InstanceId(at.when, zone))
        asked = urlencode({"originalStart": start, "showDeleted": "true", "maxResults": "1"})
        answer = self._ask("GET", f"{_events(calendar)}/{_safe(series)}/instances?{asked}").json
        for item in answer.get("items") or ():
            found = _read(item, calendar)
            if found is not None:
                return found
        raise Gone("the series has no such day")

    def restore(self, calendar: TheirCalendar, instance: TheirEvent) -> None:
        """A cancelled instance is confirmed again."""
        where = f"{_events(calendar)}/{_safe(instance.id)}?sendUpdates={_told(instance.id)}"
        self._ask("PATCH", where, {"status": "confirmed"})

    def _one(self, calendar: TheirCalendar, answer: Answered) -> TheirEvent:
        found = _read(answer.json, calendar)
        if found is None or not found.id:
            raise Later("the answer is none that was expected")
        return found

    def _ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answered:
        answer = self._asking.json(method, f"{self._base}{path}", self._token, body, **headers)
        if answer.status == 410 and "oken=" in path:
            raise Expired("the sync token is over")
        if not 200 <= answer.status < 300:
            raise _refused(answer)
        return answer


def _events(calendar: TheirCalendar) -> str:
    return f"/calendars/{_safe(calendar.id)}/events"


def _safe(text: str) -> str:
    return quote(text, safe="")


def _instant(at: InstanceId) -> str:
    return instant_of_instance(at, EventTimes(start=at.when)).isoformat()


def _told(id_: str, changed: Collection[str] = ("times",)) -> str:
    """Whom Google writes to: nobody of what was made here, since we ask to that; the guests of what
    was made there, which they would hear of from nobody else.
    """
    return "none" if id_.startswith(OWN) or not _HEARD.intersection(changed) else "all"


def id_of(token: str) -> str:
    """An event's id of a token: base32hex letters, as they ask for."""
    return f"{OWN}{hashlib.sha256(token.encode()).hexdigest()[:40]}"


def _read(item: Mapping[str, Any], calendar: TheirCalendar) -> TheirEvent | None:
    """None for what cannot be read: it stays there as it is."""
    try:
        return google_events.read(item, calendar.zone or "UTC")
    except (ValueRefused, ValueError, TypeError, AttributeError, OverflowError):
        return None


def _calendar(item: Mapping[str, Any]) -> TheirCalendar:
    return TheirCalendar(
        str(item.get("id") or "")[:500],
        str(item.get("summaryOverride") or item.get("summary") or "")[:200],
        iana_name(str(item.get("timeZone") or "")),
        str(item.get("backgroundColor") or "")[:20],
        item.get("accessRole") in ("owner", "writer"),
    )


def _refused(answer: Answered) -> Abroad:
    """What a status and its reason mean (their guide on handling API errors)."""
    reasons = _reasons(answer)
    match answer.status:
        case 401:
            return TokenOver("the access token is over")
        case 403 if reasons & _SLOWED:
            return Later("they ask for fewer requests", answer.pause)
        case 403 if reasons & _UNSCOPED:
            return NotAllowed("the access that was given is too little")
        case 404 | 410:
            return Gone("it is not there any more")
        case 409 | 412:
            return Changed("it was changed meanwhile")
        case 408 | 429:
            return Later("they ask for fewer requests", answer.pause)
        case status if status >= 500:
            return Later("they have a fault", answer.pause)
    return Refused(f"they do not take it ({answer.status})")


def _reasons(answer: Answered) -> set[str]:
    try:
        error: Any = answer.json.get("error") or {}
        listed = [*(error.get("errors") or ()), *(error.get("details") or ())]
        return {str(each.get("reason")) for each in listed}
    except (Abroad, AttributeError, TypeError):
        return set()
