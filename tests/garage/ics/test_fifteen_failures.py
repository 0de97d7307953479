"""The failures that calendars are known for, each with an input like the one that broke them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from garage.calendar.durations import Duration
from garage.calendar.instances import Stretch
from garage.calendar.rule_text import parse_rule
from garage.calendar.series import InstanceId, Override, divide, series_instances
from garage.calendar.times import EventTimes
from garage.ics.calendar_writer import Feed, calendar_text, feed_text
from garage.ics.event_writer import FullEvent
from garage.ics.importing import plan_import, read_calendar
from garage.moments import Moment
from garage.records.agenda import Alarm, Attendee, Event
from garage.records.agenda_fields import Trigger
from tests.garage.ics.making import BERLIN, calendar, events, only, read, starts, vevent

TEN = datetime(2026, 3, 27, 10)
DAILY = EventTimes(
    start=TEN,
    end=TEN + timedelta(hours=1),
    zone="Europe/Berlin",
    rules=(parse_rule("FREQ=DAILY;COUNT=4"),),
)


def event(**fields: object) -> Event:
    """A service."""
    return Event(**{"id": "e1", "uid": "u1", "title": "Service", "times": DAILY, **fields})  # type: ignore[arg-type]  # fields


def test_1_every_zone_that_is_named_is_described() -> None:
    flight = EventTimes(start=TEN, end=TEN, zone="Europe/Berlin", end_zone="America/New_York")
    text = feed_text(Feed("Cars"), [FullEvent(event(times=flight))])
    assert "DTSTART;TZID=Europe/Berlin:20260327T100000" in text
    for zone in ("Europe/Berlin", "America/New_York"):
        assert f"BEGIN:VTIMEZONE\r\nTZID:{zone}\r\n" in text
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in text


def test_2_windows_names_of_zones_are_understood() -> None:
    found = only(read(vevent("DTSTART;TZID=W. Europe Standard Time:20260327T100000",
                             "RRULE:FREQ=DAILY;COUNT=3")))  # fmt: skip
    assert found.times is not None
    assert found.times.zone == "Europe/Berlin"
    assert starts(found) == ["03-27 09:00", "03-28 09:00", "03-29 08:00"]


CUSTOM = """
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0330
TZOFFSETTO:+0230
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0230
TZOFFSETTO:+0330
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def test_3_a_customized_zone_is_what_the_calendar_says_of_it() -> None:
    text = vevent("DTSTART;TZID=Customized Time Zone:20260327T100000", "RRULE:FREQ=DAILY;COUNT=3")
    found = read(text, CUSTOM)
    assert starts(only(found)) == ["03-27 07:30", "03-28 07:30", "03-29 06:30"]
    again = read_calendar(calendar_text(events(found)).encode())
    assert starts(only(again)) == starts(only(found))


def test_3_a_zone_that_nobody_describes_is_the_calendars_with_a_warning() -> None:
    found = read(vevent("DTSTART;TZID=tzone://Microsoft/Custom:20260327T100000"))
    assert starts(only(found)) == ["03-27 09:00"]
    (fault,) = found.faults
    assert "is unknown: taken for Europe/Berlin" in fault.message
    assert fault.line == 7


def test_4_a_series_keeps_its_wall_time() -> None:
    found = only(read(vevent("DTSTART;TZID=Europe/Berlin:20260327T100000",
                             "RRULE:FREQ=DAILY;COUNT=4")))  # fmt: skip
    assert starts(found) == ["03-27 09:00", "03-28 09:00", "03-29 08:00", "03-30 08:00"]


def test_5_a_day_is_a_day_from_end_to_end() -> None:
    found = only(read(vevent("DTSTART;VALUE=DATE:20260327", "DTEND;VALUE=DATE:20260328")))
    assert found.times == EventTimes(start=date(2026, 3, 27), end=date(2026, 3, 28))
    text = feed_text(Feed("Cars", zone="Pacific/Auckland"), [FullEvent(found)])
    assert "DTSTART;VALUE=DATE:20260327\r\nDTEND;VALUE=DATE:20260328" in text
    outlook = only(read(vevent("DTSTART:20260327T000000", "DTEND:20260328T000000",
                               "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE")))  # fmt: skip
    assert outlook.times == found.times


@pytest.mark.parametrize(
    "removed",
    ["EXDATE;VALUE=DATE:20260328", "EXDATE:20260328T090000Z",
     "EXDATE;TZID=America/New_York:20260328T050000", "EXDATE;TZID=Europe/Berlin:20260328T100000"],
)  # fmt: skip
def test_6_a_day_taken_out_in_another_type_stays_out(removed: str) -> None:
    found = only(read(vevent("DTSTART;TZID=Europe/Berlin:20260327T100000",
                             "RRULE:FREQ=DAILY;COUNT=3", removed)))  # fmt: skip
    assert starts(found) == ["03-27 09:00", "03-29 08:00"]
    text = calendar_text([FullEvent(found)])
    assert "EXDATE;TZID=Europe/Berlin:20260328T100000" in text


@pytest.mark.parametrize("removed", ["20260328T000000Z", "20260327T230000Z", "20260328"])
def test_6_a_time_taken_out_of_days_takes_the_day(removed: str) -> None:
    found = only(read(vevent("DTSTART;VALUE=DATE:20260327", "RRULE:FREQ=DAILY;COUNT=3",
                             f"EXDATE:{removed}")))  # fmt: skip
    assert found.times is not None
    assert found.times.removed == (date(2026, 3, 28),)


def seen(full: list[FullEvent]) -> list[tuple[str, str]]:
    """(title, UTC) of a master and its overrides."""
    (master,) = [each.event for each in full if each.event.recurrence is None]
    assert master.times is not None
    overrides = [
        Override(each.event.id, each.event.recurrence, each.event.times, each.event.following)
        for each in full
        if each.event.recurrence is not None and each.event.times is not None
    ]
    titles = {each.event.id: each.event.title for each in full}
    stretch = Stretch(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    pairs = series_instances(master.id, master.times, overrides, stretch, BERLIN)
    return sorted((f"{each.start:%d %H:%M}", titles[id_]) for id_, each in pairs)


def test_7_an_override_named_in_another_zone_does_not_double_its_instance() -> None:
    found = read(
        vevent(
            "DTSTART;TZID=Europe/Berlin:20260327T100000", "RRULE:FREQ=DAILY;COUNT=2", "SUMMARY:A"
        ),
        vevent("RECURRENCE-ID:20260328T090000Z", "DTSTART:20260328T150000Z", "SUMMARY:B"),
    )
    assert seen(events(found)) == [("27 09:00", "A"), ("28 15:00", "B")]
    text = calendar_text(events(found))
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20260328T100000" in text


def test_8_importing_again_changes_nothing_and_says_so() -> None:
    first = read(vevent("DTSTART:20260327T100000Z", "SUMMARY:A"),
                 vevent("DTSTART:20260328T100000Z", "SUMMARY:B", uid="two"))  # fmt: skip
    here = [each.event for each in events(first)]
    plan = plan_import(first, here)
    assert (plan.added, plan.changed, plan.gone) == ((), (), ())
    assert plan.unchanged == ("id-0", "id-1")
    second = read(vevent("DTSTART:20260327T110000Z", "SUMMARY:A", "SEQUENCE:1"),
                  vevent("DTSTART:20260329T100000Z", "SUMMARY:C", uid="three"))  # fmt: skip
    plan = plan_import(second, here)
    assert [each.values["title"] for each in plan.added] == ["C"]
    ((change,), gone) = plan.changed, plan.gone
    assert (change.id, set(change.fields), gone) == ("id-0", {"times", "sequence"}, ("id-1",))


def test_8_an_event_without_an_identifier_gets_the_same_one_each_time() -> None:
    text = "BEGIN:VEVENT\nDTSTART:20260327T100000Z\nSUMMARY:A\nEND:VEVENT"
    first = read(text)
    assert plan_import(read(text), [only(first)]).unchanged == ("id-0",)


def test_8_an_older_version_does_not_come_over_a_newer_one() -> None:
    newer = read(vevent("DTSTART:20260327T100000Z", "SUMMARY:New", "SEQUENCE:3"))
    older = read(vevent("DTSTART:20260327T100000Z", "SUMMARY:Old", "SEQUENCE:2"))
    assert plan_import(older, [only(newer)]).unchanged == ("id-0",)


def test_8_two_events_of_one_identifier_are_both_kept_and_two_states_of_one_are_not() -> None:
    found = read(vevent("DTSTART:20260327T100000Z", "SUMMARY:A"),
                 vevent("DTSTART:20260328T100000Z", "SUMMARY:B"),
                 vevent("DTSTART:20260329T100000Z", "SUMMARY:Newer A", "SEQUENCE:1"))  # fmt: skip
    assert sorted(each.values["title"] for each in found.events) == ["B", "Newer A"]
    assert len({each.values["uid"] for each in found.events}) == 2
    assert [fault.message for fault in found.faults] == [
        "two events have one identifier: both are kept",
        "the event comes twice: the newer one counts",
    ]
    assert plan_import(found, [each.event for each in events(found)]).changed == ()


def test_9_overrides_of_one_identifier_are_kept_apart() -> None:
    found = read(
        vevent("DTSTART:20260327T100000Z", "RRULE:FREQ=DAILY;COUNT=3", "SUMMARY:A"),
        vevent("RECURRENCE-ID:20260328T100000Z", "DTSTART:20260328T120000Z", "SUMMARY:B"),
        vevent("RECURRENCE-ID:20260329T100000Z", "DTSTART:20260329T120000Z", "SUMMARY:C"),
    )
    assert [title for _, title in seen(events(found))] == ["A", "B", "C"]


def test_10_what_is_no_calendar_is_refused_so_that_the_last_good_copy_stays() -> None:
    for body in (b"", b"<html>Not found</html>", b"\x00\x01\x02", b"BEGIN:VCARD\r\nEND:VCARD"):
        with pytest.raises(ValueError, match="this is no calendar"):
            read_calendar(body)


def test_11_a_change_raises_the_sequence_and_the_stamp() -> None:
    changed = event(sequence=2, modified=Moment.parse("2026-03-01T10:00+01:00"))
    text = feed_text(Feed("Cars"), [FullEvent(changed)])
    assert "SEQUENCE:2\r\n" in text
    assert "LAST-MODIFIED:20260301T090000Z\r\n" in text
    assert "DTSTAMP:20260301T090000Z\r\n" in text


ALARM = "BEGIN:VALARM\nACTION:{}\nTRIGGER:-PT15M\nDESCRIPTION:x\nEND:VALARM"


def test_12_alarms_of_a_feed_are_told_apart_from_its_events() -> None:
    (found,) = events(read(vevent("DTSTART:20260327T100000Z", ALARM.format("DISPLAY"))))
    assert [alarm.trigger for alarm in found.alarms] == [Trigger(Duration(seconds=-900))]


def test_13_no_alarm_is_no_alarm() -> None:
    (found,) = events(read(vevent("DTSTART:20260327T100000Z", ALARM.format("NONE"))))
    assert found.alarms == []
    # It comes back after an edit: without it, Apple's programs add an alarm of their own.
    edited = replace(found, event=replace(found.event, title="Edited"))
    assert ALARM.format("NONE").replace("\n", "\r\n") in calendar_text([edited])


def test_14_this_and_following_ends_the_old_series_where_the_new_one_begins() -> None:
    before, after = divide(DAILY, datetime(2026, 3, 29, 10))
    text = calendar_text(
        [FullEvent(event(times=before)),
         FullEvent(event(id="e2", uid="u2", times=after, related=("u1",)))]
    )  # fmt: skip
    assert "RRULE:FREQ=DAILY;UNTIL=20260329T075959Z" in text
    assert "RRULE:FREQ=DAILY;COUNT=2" in text
    assert "RELATED-TO:u1" in text
    all_of_them = [
        start for each in events(read_calendar(text.encode())) for start in starts(each.event)
    ]
    assert all_of_them == starts(event())


SECRET = FullEvent(
    event(
        notes="Secret talk", place="Secret place", url="https://secret.example",
        organizer="mailto:secret@example.com", attachments=("https://secret.example/a",),
        foreign="X-SECRET:secret", comments=("secret",), categories=("Secret",),
    ),
    [Attendee(address="mailto:secret@example.com")],
    [Alarm(trigger=Trigger(Duration(seconds=-900)), notes="secret")],
)  # fmt: skip


def test_15_a_busy_feed_tells_when_and_nothing_else() -> None:
    text = feed_text(Feed("Cars", detail="busy", salt="s"), [SECRET])
    assert "secret" not in text.lower().replace("\r\n ", "")
    assert "Service" not in text
    assert "UID:u1" not in text
    assert "SUMMARY:Busy" in text
    assert "RRULE:FREQ=DAILY;COUNT=4" in text


def test_15_a_feed_of_titles_hides_what_is_private() -> None:
    text = feed_text(Feed("Cars", detail="titles"), [SECRET])
    assert "SUMMARY:Service" in text
    for word in ("secret talk", "secret place", "secret@", "x-secret", "valarm"):
        assert word not in text.lower()
    private = FullEvent(event(privacy="private", title="Doctor"))
    hidden = feed_text(Feed("Cars", detail="titles"), [private])
    assert "Doctor" not in hidden
    assert "SUMMARY:Busy" in hidden


def test_15_what_keeps_nobody_busy_is_not_in_a_busy_feed() -> None:
    text = feed_text(Feed("Cars", detail="busy"), [FullEvent(event(free=True))])
    assert "VEVENT" not in text


def test_an_override_without_a_master_is_shown_alone() -> None:
    found = read(vevent("RECURRENCE-ID:20260328T100000Z", "DTSTART:20260328T120000Z"))
    assert only(found).recurrence == InstanceId(datetime(2026, 3, 28, 10), "UTC")
    assert starts(only(found)) == ["03-28 12:00"]


def test_the_file_itself_is_a_calendar() -> None:
    assert calendar().startswith(b"BEGIN:VCALENDAR\r\n")
