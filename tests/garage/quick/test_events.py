"""Quick add of events, in English and German."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.calendar.durations import Duration
from garage.errors import ValueRefused
from garage.quick.event_line import Called, EventContext
from garage.quick.events import UnderstoodEvent, understand_event
from garage.reading import Reading
from garage.records.agenda_fields import Trigger
from garage.units import Quantity

# A Wednesday.
TODAY = date(2026, 3, 25)
CONTEXT = EventContext(
    reading=Reading(today=TODAY, date_order="DMY"),
    zone="Europe/Berlin",
    vehicles=(Called("golf", ("Golf", "B-AB 123")), Called("golf7", ("Golf Variant",))),
    calendars=(Called("work", ("Work",)),),
)


def said(text: str) -> UnderstoodEvent:
    """The line, read."""
    return understand_event(text, CONTEXT)


def days(count: int) -> Trigger:
    """So many days before."""
    return Trigger(Duration(days=-count))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("see that 10:00 tomorrow", "see that"),
        ("Datum 10:00 tomorrow", "Datum"),
        ("hair salon 27.3.", "hair salon"),
        ("lunch at 10:00 tomorrow", "lunch"),
        ("lunch @10:00 tomorrow", "lunch"),
    ],
)
def test_the_end_of_a_word_is_no_word_before_a_time_or_a_day(text: str, title: str) -> None:
    assert said(text).title.casefold() == title.casefold()


@pytest.mark.parametrize(
    ("text", "title", "triggers"),
    [
        ("Remind me of the MOT Tuesday 9:00", "MOT", (Trigger(Duration()),)),
        ("please remind me to wash it Tuesday 9:00", "Wash it", (Trigger(Duration()),)),
        ("Erinnere mich an den TÜV Dienstag 9 Uhr", "TÜV", (Trigger(Duration()),)),
        ("Remind me of the MOT Tuesday 9:00, remind 2 days before", "MOT", (days(2),)),
        ("Remind me of the MOT Tuesday", "MOT", ()),
    ],
)
def test_a_line_may_ask_to_be_reminded_of_what_follows(
    text: str, title: str, triggers: tuple[Trigger, ...]
) -> None:
    found = said(text)
    assert (found.title, found.triggers, found.questions) == (title, triggers, ())


@pytest.mark.parametrize(
    "text",
    [
        "MOT Tuesday 9:00 for the Golf, remind 2 days before",
        "MOT next Tuesday at 9am for my Golf remind me two days before",
        "MOT Dienstag 9 Uhr für den Golf, erinnere 2 Tage vorher",
        "MOT am 31.3. um 9:00 mit dem Golf, Erinnerung zwei Tage vorher",
        "for the golf: MOT, 31 March 9:00, reminder 2 days before",
    ],
)
def test_an_appointment_is_understood(text: str) -> None:
    found = said(text)
    assert found.title == "MOT"
    assert found.times is not None
    assert (found.times.start, found.times.end) == (
        datetime(2026, 3, 31, 9), datetime(2026, 3, 31, 10),
    )  # fmt: skip
    assert found.times.zone == "Europe/Berlin"
    assert found.vehicle == "golf"
    assert found.triggers == (days(2),)
    assert found.questions == ()


@pytest.mark.parametrize(
    ("text", "title", "start", "end"),
    [
        (
            "Service tomorrow 14:00-15:30",
            "Service",
            datetime(2026, 3, 26, 14),
            datetime(2026, 3, 26, 15, 30),
        ),
        (
            "Werkstatt morgen von 9 bis 11 Uhr",
            "Werkstatt",
            datetime(2026, 3, 26, 9),
            datetime(2026, 3, 26, 11),
        ),
        ("Wash on Friday 2-3 pm", "Wash", datetime(2026, 3, 27, 14), datetime(2026, 3, 27, 15)),
        (
            "Night drive Friday 22:00-6:00",
            "Night drive",
            datetime(2026, 3, 27, 22),
            datetime(2026, 3, 28, 6),
        ),
        (
            "Tyres 2026-04-10 8:00 for 2 hours",
            "Tyres",
            datetime(2026, 4, 10, 8),
            datetime(2026, 4, 10, 10),
        ),
        (
            "Reifen 10.4.2026 8:00 90 min",
            "Reifen",
            datetime(2026, 4, 10, 8),
            datetime(2026, 4, 10, 9, 30),
        ),
        ("Lunch tomorrow at noon", "Lunch", datetime(2026, 3, 26, 12), datetime(2026, 3, 26, 13)),
        (
            "Club meeting in 2 weeks at 19",
            "Club meeting",
            datetime(2026, 4, 8, 19),
            datetime(2026, 4, 8, 20),
        ),
        ("Urlaub 1.8. bis 14.8.", "Urlaub", date(2026, 8, 1), date(2026, 8, 15)),
        ("Tax due 1 February", "Tax due", date(2027, 2, 1), None),
        ("Rally Saturday all day", "Rally", date(2026, 3, 28), None),
        ("Ganztägig Messe am Samstag", "Messe", date(2026, 3, 28), None),
        ("Pick up Wednesday 17:00", "Pick up", datetime(2026, 4, 1, 17), datetime(2026, 4, 1, 18)),
    ],
)
def test_days_and_times_are_understood(text: str, title: str, start: Any, end: Any) -> None:
    found = said(text)
    assert found.times is not None
    assert (found.title, found.times.start, found.times.end) == (title, start, end)


@pytest.mark.parametrize(
    ("text", "title", "start", "rule"),
    [
        ("Check tyres every Monday 8:00", "Check tyres", date(2026, 3, 30), "FREQ=WEEKLY;BYDAY=MO"),
        (
            "Reifen prüfen jeden Montag 8:00",
            "Reifen prüfen",
            date(2026, 3, 30),
            "FREQ=WEEKLY;BYDAY=MO",
        ),
        (
            "Carpool every Monday and Thursday 7:30",
            "Carpool",
            date(2026, 3, 26),
            "FREQ=WEEKLY;BYDAY=MO,TH",
        ),
        ("Oil check every 2 weeks", "Oil check", date(2026, 3, 25), "FREQ=WEEKLY;INTERVAL=2"),
        (
            "Ölstand alle 2 Wochen am Freitag",
            "Ölstand",
            date(2026, 3, 27),
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
        ),
        ("Insurance yearly 1 May", "Insurance", date(2026, 5, 1), "FREQ=YEARLY"),
        (
            "Versicherung jährlich 1. Mai 3 mal",
            "Versicherung",
            date(2026, 5, 1),
            "FREQ=YEARLY;COUNT=3",
        ),
        (
            "Commute every weekday 7:00 until 30.6.",
            "Commute",
            date(2026, 3, 26),
            "FREQ=WEEKLY;UNTIL=20260630;BYDAY=MO,TU,WE,TH,FR",
        ),
        ("Rent monthly 1.4.2026", "Rent", date(2026, 4, 1), "FREQ=MONTHLY"),
        ("Stammtisch dienstags 19 Uhr", "Stammtisch", date(2026, 3, 31), "FREQ=WEEKLY;BYDAY=TU"),
    ],
)
def test_repetition_is_understood(text: str, title: str, start: date, rule: str) -> None:
    found = said(text)
    assert found.times is not None
    begin = found.times.start
    assert found.title == title
    assert (begin.date() if isinstance(begin, datetime) else begin) == start
    assert found.times.rule is not None
    assert found.times.rule.text == rule


def test_several_reminders_an_odometer_a_place_and_a_calendar() -> None:
    found = said("Service Friday 9:00 at Miller Motors #work, remind 1 week and 2 hours before")
    assert found.place == "Miller Motors"
    assert found.calendar == "work"
    assert found.title == "Service"
    assert found.triggers == (days(7), Trigger(Duration(seconds=-7200)))
    found = said("Timing belt tomorrow, remind at 90,000 km")
    assert found.triggers == (Trigger(odometer=Quantity("90000", "km")),)
    found = said("Termin morgen 8:00 bei ATU, erinnere zum Beginn")
    assert (found.place, found.triggers, found.title) == ("ATU", (Trigger(Duration()),), "Termin")


LENGTHS = {
    "2 days": 2880, "two days": 2880, "1 h": 60, "1 hour": 60, "30 min": 30, "half an hour": 30,
    "2 Tage": 2880, "zwei Tage": 2880, "1 Stunde": 60, "1,5 h": 90, "1 h 30 min": 90,
    "eine halbe Stunde": 30, "1 Woche": 10080,
}  # fmt: skip
BEFORES = (
    "before", "beforehand", "earlier", "in advance", "ahead of time", "vorher", "davor", "zuvor",
    "im Voraus", "vor dem Termin",
)  # fmt: skip
VERBS = (
    "remind", "remind me", "reminder", "alarm", "alert", "erinnere", "erinnere mich", "erinnern",
    "bitte erinnern", "Erinnerung", "Alarm", "please remind me", "",
)  # fmt: skip


@given(
    st.sampled_from(sorted(LENGTHS)),
    st.sampled_from(BEFORES),
    st.sampled_from(VERBS),
    st.sampled_from((" ", ", ", " und ")),
    st.sampled_from(("Brakes Tuesday 9:00{}", "Brakes{} on Tuesday at 9:00", "Brakes 9:00{} Di.")),
    st.booleans(),
)
def test_a_length_before_is_a_reminder_wherever_its_verb_stands(
    length: str, before: str, verb: str, joint: str, line: str, verb_first: bool
) -> None:
    when = f"{length} {before}"
    words = f"{verb} {when}" if verb_first else f"{when} {verb}"
    found = said(line.replace("Di.", "am Dienstag").format(joint + words.strip()))
    assert found.title == "Brakes"
    assert found.times is not None
    assert found.times.end == datetime(2026, 3, 31, 10)
    assert found.triggers == (Trigger(Duration.of(-timedelta(minutes=LENGTHS[length]))),)


@pytest.mark.parametrize(
    ("text", "hours", "reminders"),
    [
        ("Brakes Tuesday 9:00 2 hours, 30 min before", 2, [30]),
        ("Brakes Tuesday 9:00 for 2 hours and 30 min before remind me", 2, [30]),
        ("Brakes Tuesday 9:00, 1 Woche, 1 Tag vorher erinnern", 1, [10080, 1440]),
        ("Brakes Tuesday 9:00, 2 Tage und 1 h vorher erinnern", 1, [2880, 60]),
        ("Brakes Tuesday 9:00, 1 h vorher Alarm, 2 Tage vorher Erinnerung", 1, [60, 2880]),
        ("Brakes Tuesday 9:00, Erinnerung 2 Tage vorher, Alarm 1 h vorher", 1, [2880, 60]),
        ("Remind me 2 days before: brakes Tuesday 9:00 2 hours", 2, [2880]),
        ("Brakes Tuesday 9:00 1 h 30 min", 1.5, []),
    ],
)
def test_a_length_and_reminders_are_told_apart(
    text: str, hours: float, reminders: list[int]
) -> None:
    found = said(text)
    assert found.title == "Brakes"
    assert found.times is not None
    assert found.times.end == datetime(2026, 3, 31, 9) + timedelta(hours=hours)
    assert found.triggers == tuple(
        Trigger(Duration.of(-timedelta(minutes=each))) for each in reminders
    )


def test_the_verb_may_end_what_is_no_length_too() -> None:
    found = said("Zahnriemen morgen, bei 90.000 km erinnern")
    assert (found.title, found.triggers) == (
        "Zahnriemen", (Trigger(odometer=Quantity("90000", "km")),),
    )  # fmt: skip
    found = said("Termin morgen 8:00, zum Beginn erinnern")
    assert (found.title, found.triggers) == ("Termin", (Trigger(Duration()),))
    found = said("Install alarm at home tomorrow 8:00")
    assert (found.title, found.triggers, found.place) == ("Install alarm", (), "home")


def test_the_longer_name_of_a_vehicle_counts() -> None:
    assert said("Wash Friday for the Golf Variant").vehicle == "golf7"
    assert said("Wash Friday B-AB 123").vehicle == "golf"


def test_a_time_without_a_day_is_today_and_is_asked_about() -> None:
    found = said("Wash 17:00")
    assert found.times is not None
    assert found.times.start == datetime(2026, 3, 25, 17)
    assert [each.code for each in found.questions] == ["day_missing"]


def test_a_weekday_that_the_date_is_not_is_asked_about() -> None:
    found = said("Wash Monday 27.3.2026")
    assert found.times is not None
    assert found.times.start == date(2026, 3, 27)
    assert [each.message for each in found.questions] == ["2026-03-27 is no Monday"]


def test_pieces_say_where_in_the_line_what_was_understood() -> None:
    found = said("MOT Tuesday 9:00 for the Golf")
    assert [(found.text[each.start : each.end], each.says) for each in found.pieces] == [
        ("Tuesday", "day"), ("9:00", "time"), ("for the Golf", "vehicle"),
    ]  # fmt: skip


def test_what_says_nothing_is_a_title_alone() -> None:
    found = said("Think about winter")
    assert (found.title, found.times) == ("Think about winter", None)
    assert [each.code for each in said("Tuesday").questions] == ["title_missing"]


@given(st.text(max_size=120))
def test_no_line_is_too_odd(text: str) -> None:
    found = said(text)
    assert all(0 <= each.start <= each.end <= len(text) for each in found.pieces)


def test_a_line_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueRefused, match="over 500 characters"):
        said("x" * 501)
