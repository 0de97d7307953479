"""What the `caldav` client does with a server, run by its own Python; prints what it found."""

import json
import sys
import warnings
from datetime import UTC, datetime

warnings.simplefilter("ignore")

import caldav  # noqa: E402

address, user, password = sys.argv[1:]
EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART:{start}\r\nDTEND:{end}\r\nSUMMARY:{title}\r\n{more}"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def event(uid: str, day: str, title: str, more: str = "") -> str:
    """A calendar with one event of an hour."""
    return EVENT.format(
        uid=uid, start=f"{day}T090000Z", end=f"{day}T100000Z", title=title, more=more
    )


def titles(events: list[caldav.Event]) -> list[str]:
    """What events are called."""
    return sorted(str(each.icalendar_component["SUMMARY"]) for each in events)


with caldav.DAVClient(url=address, username=user, password=password) as client:
    principal = client.principal()
    calendar = principal.make_calendar(name="Trips")
    calendar.save_event(event("a", "20260302", "Wash"))
    calendar.save_event(event("b", "20260303", "Run", "RRULE:FREQ=WEEKLY;COUNT=3\r\n"))
    march = {"start": datetime(2026, 3, 1, tzinfo=UTC), "end": datetime(2026, 4, 1, tzinfo=UTC)}
    found = {
        "calendars": "Trips" in [each.get_display_name() for each in principal.calendars()],
        "all": titles(calendar.events()),
        "searched": titles(calendar.search(event=True, **march)),
        "expanded": titles(calendar.search(event=True, expand=True, **march)),
        "server_expanded": titles(calendar.search(event=True, server_expand=True, **march)),
        "none": titles(calendar.search(event=True, start=datetime(2025, 3, 1, tzinfo=UTC),
                                       end=datetime(2025, 4, 1, tzinfo=UTC))),
        "by_uid": titles([calendar.event_by_uid("a")]),
    }  # fmt: skip
    changes = calendar.objects_by_sync_token(load_objects=False)
    one = calendar.event_by_uid("a")
    one.icalendar_component["SUMMARY"] = "Dry"
    one.save()
    calendar.event_by_uid("b").delete()
    later = calendar.objects_by_sync_token(sync_token=changes.sync_token, load_objects=False)
    found["changed"] = len(list(later))
    found["after"] = titles(calendar.events())
    calendar.delete()
    found["deleted"] = "Trips" not in [each.get_display_name() for each in principal.calendars()]
    print(json.dumps(found))
