"""free-busy-query (RFC 4791, section 7.10): when somebody is busy, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection
from starlette.responses import Response

from garage.calendar.instances import Stretch
from garage.content_lines import ContentLine
from garage.ics.calendar_writer import PRODUCT
from garage.ics.components import Component
from garage.ics.values import moment_text
from sync_server.calendars import dav_objects
from sync_server.calendars.busy import joined
from sync_server.calendars.dav_calendars import calendar_named
from sync_server.calendars.dav_names import c, d
from sync_server.calendars.dav_parsed import parsed
from sync_server.calendars.dav_patience import Patience
from sync_server.calendars.dav_refused import Refused
from sync_server.calendars.dav_requests import Asked
from sync_server.calendars.dav_times import stretch_of
from sync_server.calendars.dav_xml import Element
from sync_server.kit import clock

MOST_PERIODS = 10_000
_SORTS = ("BUSY", "BUSY-TENTATIVE")
_Period = tuple[datetime, datetime]


async def free_busy(asked: Asked, element: Element) -> Response:
    """The periods of a calendar in a stretch of time, as one VFREEBUSY."""
    said = element.child(c("time-range"))
    if said is None:
        raise Refused(c("valid-filter"), "a time range is missing")
    stretch, patience = stretch_of(said, whole=True), Patience()

    def work(connection: Connection) -> dict[str, list[_Period]]:
        calendar = calendar_named(connection, asked.person, asked.place.calendar, asked.language)
        window = int(stretch.since.timestamp() * 1000), int(stretch.before.timestamp() * 1000)
        found: dict[str, list[_Period]] = {sort: [] for sort in _SORTS}
        for each in dav_objects.listed(connection, calendar, bodies=True, window=window):
            patience.demand()
            for sort, period in _periods(each.body, stretch):
                found[sort].append(period)
            if sum(map(len, found.values())) > MOST_PERIODS:
                raise Refused(d("number-of-matches-within-limits"), "ask for less time")
        return found

    periods = await asked.reading(work)
    return Response(_written(stretch, periods).encode(), 200, media_type="text/calendar")


def _periods(body: str, stretch: Stretch) -> Iterator[tuple[str, _Period]]:
    """When an event keeps one busy, and how surely."""
    found = parsed(body)
    for each in found.occurrences(stretch, UTC).occurrences:
        values = found.events[each.event][1].values
        if values.get("free") or values.get("status") == "cancelled" or each.start >= each.end:
            continue
        sort = "BUSY-TENTATIVE" if values.get("status") == "tentative" else "BUSY"
        yield sort, (max(each.start, stretch.since), min(each.end, stretch.before))


def _written(stretch: Stretch, periods: dict[str, list[_Period]]) -> str:
    stamp = datetime.fromtimestamp(clock.now() // clock.SECOND, UTC)
    lines = [
        ContentLine("DTSTAMP", moment_text(stamp)),
        ContentLine("DTSTART", moment_text(stretch.since.astimezone(UTC))),
        ContentLine("DTEND", moment_text(stretch.before.astimezone(UTC))),
    ]
    for sort, those in periods.items():
        lines += [
            ContentLine(
                "FREEBUSY",
                f"{moment_text(start.astimezone(UTC))}/{moment_text(end.astimezone(UTC))}",
                (("FBTYPE", (sort,)),),
            )
            for start, end in joined(those)
        ]
    head = [ContentLine("VERSION", "2.0"), ContentLine("PRODID", PRODUCT)]
    return Component("VCALENDAR", lines=head, parts=[Component("VFREEBUSY", lines=lines)]).text
