"""The names of WebDAV's and CalDAV's elements, as `{namespace}name`."""

from __future__ import annotations

DAV = "DAV:"
CALDAV = "urn:ietf:params:xml:ns:caldav"
SERVER = "http://calendarserver.org/ns/"
APPLE = "http://apple.com/ns/ical/"

PREFIXES = {DAV: "d", CALDAV: "c", SERVER: "cs", APPLE: "ic"}
"""What answers write for the namespaces that everybody knows."""


def d(name: str) -> str:
    """A name of WebDAV's."""
    return f"{{{DAV}}}{name}"


def c(name: str) -> str:
    """A name of CalDAV's."""
    return f"{{{CALDAV}}}{name}"


def parted(name: str) -> tuple[str, str]:
    """(namespace, local name)."""
    namespace, _, local = name.rpartition("}")
    return namespace.removeprefix("{"), local


CTAG = f"{{{SERVER}}}getctag"
EMAILS, EMAIL = f"{{{SERVER}}}email-address-set", f"{{{SERVER}}}email-address"
PROXIES = (f"{{{SERVER}}}calendar-proxy-read-for", f"{{{SERVER}}}calendar-proxy-write-for")
"""Whose calendars somebody looks after (caldav-proxy, section 5)."""
COLOUR = f"{{{APPLE}}}calendar-color"
ORDER = f"{{{APPLE}}}calendar-order"
DISPLAY_NAME = d("displayname")
ETAG = d("getetag")
SYNC_TOKEN = d("sync-token")
CALENDAR_DATA = c("calendar-data")
TIME_ZONE = c("calendar-timezone")
TIME_ZONE_ID = c("calendar-timezone-id")
