"""What goes out comes back: events with everything they can say, and what we do not know."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.calendar.durations import Duration
from garage.calendar.instances import Stretch, instances
from garage.calendar.rule import Rule
from garage.calendar.times import Added, EventTimes
from garage.errors import ValueRefused
from garage.ics.calendar_writer import Feed, calendar_text, feed_text, version_of
from garage.ics.event_writer import FullEvent
from garage.ics.importing import plan_import, read_calendar
from garage.moments import Moment
from garage.records.agenda import Alarm, Attendee, Event
from garage.records.agenda_fields import Trigger
from tests.garage.calendar.making import rules
from tests.garage.ics.making import BERLIN, calendar, events, only, read, vevent

ZONES = ["", "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
FREQUENT = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")


@st.composite
def some_times(draw: st.DrawFn) -> EventTimes:
    """Times of an event of any sort."""
    moments = st.datetimes(datetime(2001, 1, 1), datetime(2035, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    )
    rule: Rule = draw(rules(FREQUENT, count=draw(st.one_of(st.none(), st.integers(1, 20)))))
    start = draw(moments)
    near = st.integers(-400, 400).map(lambda hours: start + timedelta(hours=hours))
    if draw(st.booleans()):
        days = st.lists(near.map(datetime.date), max_size=3)
        return EventTimes(
            start=start.date(),
            end=draw(st.sampled_from([None, start.date() + timedelta(days=3)])),
            rules=(rule,),
            removed=tuple(draw(days)),
            added=tuple(map(Added, draw(days))),
        )
    fields: dict[str, Any] = draw(
        st.sampled_from([{}, {"end": start + timedelta(hours=5)},
                         {"duration": Duration.parse("P1DT2H")}])
    )  # fmt: skip
    return EventTimes(
        start=start,
        zone=draw(st.sampled_from(ZONES)),
        rules=(rule,),
        removed=tuple(draw(st.lists(near, max_size=3))),
        added=tuple(map(Added, draw(st.lists(near, max_size=3)))),
        **fields,
    )


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(some_times())
def test_random_series_have_the_same_instants_after_they_went_out_and_in(times: EventTimes) -> None:
    own = Event(id="e", uid="u", title="x", times=times)
    back = only(read_calendar(calendar_text([FullEvent(own)]).encode(), "Europe/Berlin"))
    assert back.times is not None
    begin = datetime(times.start.year, times.start.month, 1, tzinfo=UTC)
    stretch = Stretch(begin, begin + timedelta(days=400))
    try:
        before = list(instances(times, stretch, BERLIN))
    except ValueRefused:
        return
    assert list(instances(back.times, stretch, BERLIN)) == before
    assert EventTimes.from_json(times.to_json()) == times


FULL = FullEvent(
    Event(
        id="e1", uid="u;1,2", title="Service; with, wash\\", notes="One\nTwo\n" + "ü" * 200,
        times=EventTimes(
            start=datetime(2026, 3, 27, 10), duration=Duration.parse("PT1H"), zone="Europe/Berlin"
        ),
        place="Hauptstraße 1, Berlin", position="52.5,13.4", status="tentative", free=True,
        privacy="private", categories=("Car, big", "Work"), colour="tomato",
        url="https://example.com/a;b,c", conferences=("https://meet.example/1",),
        attachments=("https://example.com/a.pdf",), images=("https://example.com/a.png",),
        resources=("Lift", "Ramp"), contacts=("Anna, 030 1",), comments=("a", "b; c"),
        related=("u0",), priority=5, organizer="mailto:anna@example.com",
        organizer_name='Anna "A" Bee', sequence=3,
        created=Moment.parse("2026-01-01T10:00+00:00"),
        modified=Moment.parse("2026-01-02T10:00+00:00"),
    ),
    [
        Attendee(address="mailto:bob@example.com", name="Bob; Bee", role="optional",
                 state="accepted", type="individual", rsvp=True, sent_by="mailto:c@example.com",
                 delegated_to=("mailto:d@example.com",), foreign=";X-NUM-GUESTS=0"),
    ],
    [
        Alarm(trigger=Trigger(Duration.parse("-P1D"), repeat=2, every=Duration.parse("PT5M")),
              action="display", notes="Soon"),
        Alarm(trigger=Trigger(at=datetime(2026, 3, 27, 7, tzinfo=UTC)), action="email",
              title="Service", notes="Text", addresses=("mailto:a@example.com",),
              uid="a1", acknowledged=Moment.parse("2026-03-27T07:01+00:00")),
        Alarm(trigger=Trigger(Duration.parse("PT5M"), from_end=True), action="audio"),
    ],
)  # fmt: skip


def test_all_that_an_event_can_say_comes_back() -> None:
    text = calendar_text([FULL])
    (back,) = events(read_calendar(text.encode()))
    want = vars(FULL.event)
    assert {name: value for name, value in vars(back.event).items() if name != "id"} == {
        name: value for name, value in want.items() if name != "id"
    }
    assert list(back.attendees) == list(FULL.attendees)
    assert list(back.alarms) == list(FULL.alarms)
    assert calendar_text([back]) == text


def test_who_has_no_address_is_still_a_line_that_others_read() -> None:
    text = calendar_text([FullEvent(FULL.event, [Attendee(name="Uncle Bob")])])
    assert "CN=Uncle Bob:invalid:nomail\r\n" in text
    (back,) = events(read_calendar(text.encode()))
    assert [(each.name, each.address) for each in back.attendees] == [("Uncle Bob", "")]


def test_another_library_reads_the_same() -> None:
    (found,) = icalendar.Calendar.from_ical(calendar_text([FULL])).walk("VEVENT")
    assert str(found["SUMMARY"]) == FULL.event.title
    assert str(found["DESCRIPTION"]) == FULL.event.notes
    assert found["DTSTART"].dt == datetime(2026, 3, 27, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    assert [str(each) for each in found["CATEGORIES"].cats] == ["Car, big", "Work"]
    assert found["ATTENDEE"].params["CN"] == "Bob; Bee"


FOREIGN = """X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
X-THING;A="b;c";D=e:some\\, value; as it is
ATTACH;ENCODING=BASE64;VALUE=BINARY;FMTTYPE=text/plain:SGVsbG8=
REQUEST-STATUS:2.0;Success
STATUS:HALF-DONE
BEGIN:X-INNER
X-A:1
X-B:2
END:X-INNER"""


def test_what_we_do_not_know_is_kept_in_its_order() -> None:
    found = only(read(vevent("DTSTART:20260327T100000Z", *FOREIGN.split("\n"))))
    assert found.foreign == FOREIGN
    lines = calendar_text([FullEvent(found)]).replace("\r\n ", "").split("\r\n")
    begin = lines.index(FOREIGN.split("\n", maxsplit=1)[0])
    assert lines[begin : begin + 9] == FOREIGN.split("\n")


def test_parameters_that_we_do_not_know_stay_with_their_value_until_it_changes() -> None:
    found = only(read(vevent("DTSTART:20260327T100000Z", "SUMMARY;LANGUAGE=de:Inspektion ",
                             "LOCATION;ALTREP=\"https://x.example\":Halle")))  # fmt: skip
    text = calendar_text([FullEvent(found)])
    assert "SUMMARY;LANGUAGE=de:Inspektion" in text
    assert 'LOCATION;ALTREP="https://x.example":Halle' in text
    renamed = Event(**{**vars(found), "title": "Service"})
    text = calendar_text([FullEvent(renamed)])
    assert "SUMMARY:Service" in text
    assert "PADDOCK-" not in text.replace("//Paddock", "")


def test_a_bad_event_does_not_lose_the_good_ones() -> None:
    found = read(
        vevent("DTSTART:20260327T100000Z", "SUMMARY:Good"),
        vevent("SUMMARY:No start", uid="2"),
        vevent("DTSTART:tomorrow", "SUMMARY:Bad start", uid="3"),
        vevent("DTSTART:20260327T100000Z", "RRULE:FREQ=NEVER", "SUMMARY:Bad rule", uid="4"),
        vevent("DTSTART:20260327T100000Z", "DTEND:20260326T100000Z", "SUMMARY:Backwards", uid="5"),
        vevent("DTSTART:20260327T100000Z", "this is no line", "GEO:here", "PRIORITY:high",
               "SUMMARY:Odd", uid="6"),
    )  # fmt: skip
    assert [each.values["title"] for each in found.events] == ["Good", "Backwards", "Odd"]
    assert [(each.line, each.title) for each in found.refused] == [
        (10, "No start"), (15, "Bad start"), (21, "Bad rule"),
    ]  # fmt: skip
    assert "'NEVER' is no frequency" in found.refused[2].reason
    told = {fault.line: fault.message for fault in found.faults}
    assert told[32] == "the end is left out: the event ends before it starts"
    assert "GEO was not understood" in told[40]
    assert "no line of a calendar" in told[39]
    assert "PRIORITY was not understood" in told[41]


def test_a_file_that_was_cut_off_gives_its_whole_events() -> None:
    data = calendar(vevent("DTSTART:20260327T100000Z"), vevent("DTSTART:20260328T100000Z", uid="2"))
    found = read_calendar(data[: data.rindex(b"DTSTART") + 20])
    assert len(found.events) == 1
    assert "does not end" in found.refused[0].reason


def test_deep_nesting_and_long_lines_are_bounded() -> None:
    deep = "BEGIN:X\n" * 2_000 + "END:X\n" * 2_000
    found = read(vevent("DTSTART:20260327T100000Z", deep))
    assert len(found.events) == 1
    assert any("nested too deep" in fault.message for fault in found.faults)
    huge = read(vevent("DTSTART:20260327T100000Z", "SUMMARY:" + "x" * 2_000_000))
    assert len(huge.events[0].values["title"]) == 500
    assert "title was too long and is cut" in huge.faults[0].message


def test_the_first_and_the_last_year_do_no_harm() -> None:
    found = read(vevent("DTSTART:00010101T000000Z", "RRULE:FREQ=YEARLY"),
                 vevent("DTSTART:99991231T235959Z", "DTEND:99991231T235959Z",
                        "RRULE:FREQ=SECONDLY", uid="2"),
                 vevent("DTSTART;VALUE=DATE:99991231", uid="3"))  # fmt: skip
    everything = Stretch(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
    for each in events(found):
        assert each.event.times is not None
        assert len(list(instances(each.event.times, everything, BERLIN))) > 0
    assert calendar_text(events(found))


def test_a_time_past_the_calendars_end_refuses_that_event_alone() -> None:
    found = read(
        vevent("DTSTART:99991231T000000Z", "RRULE:FREQ=DAILY",
               "RDATE;VALUE=PERIOD:99991231T230000Z/P5D", "SUMMARY:Late"),
        vevent("DTSTART:20260101T000000Z", uid="2"),
    )  # fmt: skip
    assert len(found.events) == 1
    assert found.refused[0].reason == "a time of the event is past the calendar's end"


def test_a_list_of_very_many_days_is_refused_at_once() -> None:
    many = ",".join(["20260102"] * 1_000_000)
    (refused,) = read(vevent("DTSTART:20260101T000000Z", f"EXDATE;VALUE=DATE:{many}")).refused
    assert "too many exceptions" in refused.reason


def test_a_feed_is_the_same_bytes_each_time_and_says_what_readers_ask_for() -> None:
    others = [
        FullEvent(Event(id=f"e{n}", uid=f"u{n}", times=EventTimes(start=date(2026, 3, n))))
        for n in (1, 2)
    ]
    feed = Feed("Cars, all", colour="tomato", zone="Europe/Berlin")
    text = feed_text(feed, [FULL, *others])
    assert feed_text(feed, [*reversed(others), FULL]) == text
    assert version_of(text) == version_of(feed_text(feed, [FULL, *others]))
    head = text.split("BEGIN:V", 2)[1].replace("\r\n ", "").split("\r\n")
    for line in (
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "NAME:Cars\\, all",
        "X-WR-CALNAME:Cars\\, all",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "COLOR:tomato",
    ):
        assert line in head
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_times_that_float_are_put_into_the_feeds_zone() -> None:
    floating = Event(id="e", uid="u", times=EventTimes(start=datetime(2026, 3, 27, 10)))
    text = feed_text(Feed("Cars", zone="Europe/Berlin"), [FullEvent(floating)])
    assert "DTSTART;TZID=Europe/Berlin:20260327T100000" in text


def test_reading_a_feed_of_ours_again_changes_nothing() -> None:
    text = feed_text(Feed("Cars"), [FULL])
    plan = plan_import(read_calendar(text.encode()), [FULL.event])
    assert plan.unchanged == ("e1",)
