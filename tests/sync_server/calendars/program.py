"""A calendar program of a person: signs in with an app password and speaks CalDAV."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as Tree
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx

from sync_server.accounts import app_passwords
from sync_server.kit.clock import now
from tests.sync_server.people import Device

NAMES = {
    "d": "DAV:",
    "c": "urn:ietf:params:xml:ns:caldav",
    "cs": "http://calendarserver.org/ns/",
    "ic": "http://apple.com/ns/ical/",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMES.items())


def text(*lines: str, uid: str = "wash@x", head: tuple[str, ...] = ()) -> str:
    """A calendar with one event on a Monday in March, and these lines in it."""
    given = {line.partition(":")[0].partition(";")[0] for line in lines}
    plain = ("DTSTAMP:20260101T000000Z", "DTSTART:20260302T090000Z", "SUMMARY:Wash")
    own = [line for line in plain if line.partition(":")[0] not in given]
    event = ["BEGIN:VEVENT", f"UID:{uid}", *own, *lines, "END:VEVENT"]
    return whole(*event, head=head)


def whole(*lines: str, head: tuple[str, ...] = ()) -> str:
    """A calendar of these lines."""
    begin = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Some//Program//EN", *head]
    return "".join(f"{line}\r\n" for line in [*begin, *lines, "END:VCALENDAR"])


SERIES = whole(
    "BEGIN:VEVENT", "UID:run@x", "DTSTAMP:20260101T000000Z",
    "DTSTART;TZID=Europe/Berlin:20260302T090000", "DTEND;TZID=Europe/Berlin:20260302T100000",
    "RRULE:FREQ=WEEKLY;COUNT=5", "SUMMARY:Run", "END:VEVENT",
    "BEGIN:VEVENT", "UID:run@x", "DTSTAMP:20260101T000000Z",
    "RECURRENCE-ID;TZID=Europe/Berlin:20260309T090000",
    "DTSTART;TZID=Europe/Berlin:20260309T110000", "DTEND;TZID=Europe/Berlin:20260309T120000",
    "SUMMARY:Run late", "END:VEVENT",
)  # fmt: skip
"""A run each week in March; the second time is later."""

MARCH = "<c:time-range start='20260301T000000Z' end='20260401T000000Z'/>"
"""The month, for a report."""


def events(inner: str) -> str:
    """The filter of a report: what is within that of events."""
    return f"<c:comp-filter name='VEVENT'>{inner}</c:comp-filter>"


@dataclass
class Answer:
    """The responses of a multistatus."""

    status: int
    tree: Tree.Element
    by_href: dict[str, Tree.Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.tree.findall("d:response", NAMES):
            self.by_href[each.findtext("d:href", "", NAMES)] = each

    def found(self, href: str, name: str) -> Tree.Element | None:
        """A property that a resource has."""
        for each in self.by_href[href].findall("d:propstat", NAMES):
            found = each.find(f"d:prop/{name}", NAMES)
            if found is not None and "200" in each.findtext("d:status", "", NAMES):
                return found
        return None

    def said(self, href: str, name: str) -> str:
        """Its text."""
        found = self.found(href, name)
        return "" if found is None else (found.text or "")

    def status_of(self, href: str) -> str:
        """The status of a resource that has one of its own."""
        return self.by_href[href].findtext("d:status", "", NAMES)

    @property
    def token(self) -> str:
        """The sync token of the answer."""
        return self.tree.findtext("d:sync-token", "", NAMES)


@dataclass
class Program:
    """It asks as the person of a device."""

    device: Device
    secret: str = ""

    def __post_init__(self) -> None:
        with self.device.world.database.write() as connection:
            self.secret = app_passwords.add(connection, self.device.person, "Tests", now())

    @property
    def home(self) -> str:
        """The address of the person's calendars."""
        return f"/dav/calendars/{self.device.person}/"

    def ask(self, method: str, path: str, body: str | bytes = "", **headers: str) -> httpx.Response:
        """Any request."""
        pair = f"{self.device.person}@example.org:{self.secret}".encode()
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        content = body.encode() if isinstance(body, str) else body
        request = self.device.world.http.request(method, path, content=content, headers=headers)
        answer: httpx.Response = self.device.world.run(request)
        return answer

    def multi(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        """A request whose answer is a multistatus."""
        answer = self.ask(method, path, body, Content_Type="application/xml", **headers)
        assert answer.status_code == 207, answer.text
        return Answer(answer.status_code, Tree.fromstring(answer.content))

    def find(self, path: str, *names: str, depth: str = "0", **headers: str) -> Answer:
        """PROPFIND of some properties."""
        inner = "".join(f"<{name}/>" for name in names)
        body = f"<d:propfind {_DECLARED}><d:prop>{inner}</d:prop></d:propfind>"
        return self.multi("PROPFIND", path, body, Depth=depth, **headers)

    def report(self, path: str, name: str, inner: str) -> Answer:
        """REPORT."""
        return self.multi("REPORT", path, f"<{name} {_DECLARED}>{inner}</{name}>", Depth="1")

    def report_refused(self, path: str, name: str, inner: str) -> httpx.Response:
        """REPORT that is answered otherwise."""
        return self.ask("REPORT", path, f"<{name} {_DECLARED}>{inner}</{name}>", Depth="1")

    def changes(self, path: str, token: str = "", more: str = "") -> Answer:
        """sync-collection."""
        return self.report(
            path, "d:sync-collection",
            f"<d:sync-token>{token}</d:sync-token><d:sync-level>1</d:sync-level>{more}"
            "<d:prop><d:getetag/></d:prop>",
        )  # fmt: skip

    def query(self, path: str, inner: str, data: str = "<c:calendar-data/>") -> Answer:
        """calendar-query: what is within the filter's VCALENDAR."""
        return self.report(
            path, "c:calendar-query",
            f"<d:prop><d:getetag/>{data}</d:prop><c:filter><c:comp-filter name='VCALENDAR'>"
            f"{inner}</c:comp-filter></c:filter>",
        )  # fmt: skip

    def named(self, path: str, inner: str) -> set[str]:
        """The names of the resources that a query finds."""
        return {href.rpartition("/")[2] for href in self.query(path, inner).by_href}

    def calendar(self, name: str = "work", **fields: str) -> str:
        """The address of a calendar of the person's, made on a device."""
        made = self.device.add(kind="calendar", name=name, of="events", **fields)
        return f"{self.home}{made.id}/"

    def put(self, path: str, body: str | bytes, **headers: str) -> httpx.Response:
        """PUT of an event."""
        return self.ask("PUT", path, body, Content_Type="text/calendar", **headers)

    def refused(self, answer: httpx.Response) -> Iterator[str]:
        """The preconditions that an answer names."""
        assert answer.headers["content-type"].startswith("application/xml"), answer.text
        return (each.tag.rpartition("}")[2] for each in Tree.fromstring(answer.content))
