"""The properties of each sort of resource: name → XML, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable

from sync_server.accounts.service import Person
from sync_server.calendars.dav_calendars import Shown
from sync_server.calendars.dav_colours import hex_of
from sync_server.calendars.dav_names import (
    COLOUR,
    CTAG,
    DISPLAY_NAME,
    EMAIL,
    EMAILS,
    ETAG,
    PROXIES,
    SYNC_TOKEN,
    TIME_ZONE_ID,
    c,
    d,
)
from sync_server.calendars.dav_object import Object
from sync_server.calendars.dav_places import Place
from sync_server.calendars.dav_xml import said, tag

Properties = dict[str, Callable[[], str]]

MOST_BYTES = 1_000_000
"""Of one resource."""
EARLIEST, LATEST = "00010101T000000Z", "99991231T235959Z"
EVENT_TYPE = "text/calendar; charset=utf-8; component=VEVENT"

_REPORTS = (c("calendar-query"), c("calendar-multiget"), c("free-busy-query"), d("sync-collection"))
_ABOUT_PEOPLE = (
    d("principal-property-search"), d("principal-search-property-set"), d("principal-match"),
    d("expand-property"),
)  # fmt: skip
_GROUPS = (d("alternate-URI-set"), d("group-member-set"), d("group-membership"))
_COMPONENTS = '<c:comp name="VEVENT"/>'
_DATA = '<c:calendar-data content-type="text/calendar" version="2.0"/>'
_COLLATIONS = "".join(
    tag(c("supported-collation"), each)
    for each in ("i;ascii-casemap", "i;octet", "i;unicode-casemap")
)


def href(place: Place) -> str:
    """An address as an element."""
    return tag(d("href"), said(place.href))


def common(place: Place, title: str, types: str, privileges: tuple[str, ...]) -> Properties:
    """What every collection has."""
    return {
        d("resourcetype"): lambda: types,
        DISPLAY_NAME: lambda: said(title),
        d("current-user-principal"): lambda: href(place.principal),
        d("owner"): lambda: href(place.principal),
        d("principal-collection-set"): lambda: tag(d("href"), said("/dav/")),
        d("current-user-privilege-set"): lambda: _privileges(privileges),
        d("supported-report-set"): lambda: _reports(_ABOUT_PEOPLE),
    }


_COLLECTION = tag(d("collection"))


def of_root(place: Place, person: Person) -> Properties:
    """Where a program begins."""
    return common(place, "Paddock", _COLLECTION, ("read",)) | _principal(place, person)


def of_principal(place: Place, person: Person) -> Properties:
    """The person."""
    types = _COLLECTION + tag(d("principal"))
    return common(place, person.name or person.email, types, ("read",)) | _principal(place, person)


def _principal(place: Place, person: Person) -> Properties:
    mail = tag(d("href"), said(f"mailto:{person.email}"))
    return {
        d("principal-URL"): lambda: href(place.principal),
        c("calendar-home-set"): lambda: href(place.home),
        c("calendar-user-address-set"): lambda: mail + href(place.principal),
        c("calendar-user-type"): lambda: "INDIVIDUAL",
        EMAILS: lambda: tag(EMAIL, said(person.email)),
        # Who shares a garage has its calendars among their own: nobody acts for another, and
        # there are no groups (RFC 3744, sections 4.1, 4.3 and 4.4). Apple's programs ask.
        **dict.fromkeys((*PROXIES, *_GROUPS), lambda: ""),
    }


def of_home(place: Place, person: Person) -> Properties:
    """Where all calendars of the person are."""
    return common(place, person.name or person.email, _COLLECTION, ("read", "bind", "unbind")) | {
        c("calendar-home-set"): lambda: href(place.home),
    }


def of_calendar(
    place: Place, calendar: Shown, token: Callable[[], str], title: Callable[[], str]
) -> Properties:
    """A calendar; `token` tells in which state it is, `title` how it is called."""
    types = _COLLECTION + tag(c("calendar"))
    found = {
        **common(place, calendar.title, types, privileges_in(calendar)),
        d("supported-report-set"): lambda: _reports(_REPORTS),
        c("supported-calendar-component-set"): lambda: _COMPONENTS,
        c("supported-calendar-data"): lambda: _DATA,
        c("supported-collation-set"): lambda: _COLLATIONS,
        c("max-resource-size"): lambda: str(MOST_BYTES),
        c("min-date-time"): lambda: EARLIEST,
        c("max-date-time"): lambda: LATEST,
        c("schedule-calendar-transp"): lambda: tag(
            c("transparent" if calendar.is_due else "opaque")
        ),
        DISPLAY_NAME: lambda: said(title()),
        SYNC_TOKEN: lambda: said(token()),
        CTAG: lambda: said(token()),
        d("getcontenttype"): lambda: "text/calendar; charset=utf-8",
    }
    colour = hex_of(calendar.colour)
    if colour:
        found[COLOUR] = lambda: colour
    if calendar.zone:
        found[TIME_ZONE_ID] = lambda: said(calendar.zone)
    return found


def of_event(place: Place, calendar: Shown, event: Object) -> Properties:
    """An event of a calendar; its length is told only where its text is at hand."""
    found: dict[str, Callable[[], str]] = {
        d("resourcetype"): lambda: "",
        ETAG: lambda: said(event.etag),
        d("getcontenttype"): lambda: EVENT_TYPE,
        d("current-user-principal"): lambda: href(place.principal),
        d("owner"): lambda: href(place.principal),
        d("current-user-privilege-set"): lambda: _privileges(privileges_in(calendar)),
    }
    if event.body:
        found[d("getcontentlength")] = lambda: str(len(event.body.encode()))
    return found


def privileges_in(calendar: Shown) -> tuple[str, ...]:
    """What the person may do in a calendar (RFC 3744, section 3)."""
    found = ["read"]
    if calendar.may_write:
        found += ["write-content", "bind", "unbind"]
    if calendar.may_rename:
        found.append("write-properties")
    if calendar.may_write and calendar.may_rename:
        found.append("write")
    return tuple(found)


def _privileges(names: tuple[str, ...]) -> str:
    free_busy = tag(d("privilege"), tag(c("read-free-busy"))) if "read" in names else ""
    told = "".join(tag(d("privilege"), tag(d(name))) for name in names)
    own = tag(d("privilege"), tag(d("read-current-user-privilege-set")))
    return told + own + free_busy


def _reports(names: tuple[str, ...]) -> str:
    return "".join(tag(d("supported-report"), tag(d("report"), tag(name))) for name in names)
