"""What a drag comes to: created, moved, made longer, over days and changes of the clock."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from client.ui.calendar.day_axis import DayAxis
from client.ui.calendar.entry_drag import (
    Grip,
    Spot,
    Wish,
    created,
    elapsed,
    later,
    lengthened,
    moved,
    resized,
    shifted,
)
from tests.client.ui.calendar.entries import ZONE, at, timed, whole

DAYS = [date(2026, 11, day) for day in range(16, 23)]
AXIS = DayAxis.over(DAYS, ZONE)
WED, FRI = DAYS[2], DAYS[4]
DENTIST = timed("Dentist", 18, "9:45", "11:00")


def spot(day, clock):
    hour, minute = map(int, clock.split(":"))
    return Spot(day, hour * 60 + minute)


def test_what_is_drawn_out_keeps_to_quarters_of_an_hour():
    wish = created(spot(WED, "9:07"), spot(WED, "10:20"), AXIS)
    assert (wish.start, wish.end) == (at(18, "9:00"), at(18, "10:30"))
    assert created(spot(WED, "10:20"), spot(WED, "9:07"), AXIS) == wish
    fine = created(spot(WED, "9:07"), spot(WED, "10:20"), AXIS, 1)
    assert (fine.start, fine.end) == (at(18, "9:07"), at(18, "10:20"))


def test_what_is_drawn_out_in_the_lane_is_of_whole_days():
    wish = created(Spot(FRI, lane=True), Spot(WED, lane=True), AXIS)
    assert (wish.start, wish.end, wish.all_day) == (WED, date(2026, 11, 21), True)


def test_an_event_moved_keeps_its_length_and_where_it_is_held():
    wish = moved(DENTIST, spot(WED, "10:30"), spot(FRI, "14:32"), AXIS)
    assert (wish.start, wish.end) == (at(20, "13:45"), at(20, "15:00"))


def test_an_event_put_into_the_lane_is_of_a_whole_day_and_back_again_an_hour_long():
    wish = moved(DENTIST, spot(WED, "10:30"), Spot(FRI, lane=True), AXIS)
    assert wish == Wish(FRI, date(2026, 11, 21))
    fee = whole("Fee", 18, 18)
    back = moved(fee, Spot(WED, lane=True), spot(FRI, "9:10"), AXIS)
    assert (back.start, back.end) == (at(20, "9:00"), at(20, "10:00"))


def test_a_bar_moved_in_the_lane_keeps_its_days():
    visit = whole("Visit", 16, 18)
    wish = moved(visit, Spot(DAYS[1], lane=True), Spot(FRI, lane=True), AXIS)
    assert wish == Wish(date(2026, 11, 19), date(2026, 11, 22))


def test_an_edge_goes_where_it_is_brought_but_never_beyond_the_other():
    later = resized(DENTIST, Grip.END, spot(WED, "12:20"), AXIS)
    assert (later.start, later.end) == (at(18, "9:45"), at(18, "12:15"))
    crossed = resized(DENTIST, Grip.END, spot(WED, "8:00"), AXIS)
    assert crossed.end == at(18, "10:00")
    begun = resized(DENTIST, Grip.START, spot(WED, "15:00"), AXIS)
    assert begun.start == at(18, "10:45")
    visit = whole("Visit", 17, 18)
    assert resized(visit, Grip.END, Spot(FRI, lane=True), AXIS).end == date(2026, 11, 21)
    assert resized(visit, Grip.END, Spot(DAYS[0], lane=True), AXIS).end == date(2026, 11, 18)


def test_an_event_moved_over_the_change_of_the_clock_is_as_long_as_before():
    night = timed("Night", 18, "1:00", "4:00")
    back = date(2026, 10, 25)
    axis = DayAxis.over([back], ZONE)
    wish = moved(night, Spot(WED, 60), Spot(back, 60), axis)
    assert elapsed(wish.start, wish.end) == timedelta(hours=3)
    assert wish.end == datetime(2026, 10, 25, 3, tzinfo=ZONE)


def test_an_event_keeps_its_time_of_day_when_it_goes_by_days():
    before = timed("Check", 18, "9:00", "10:00", start=at(24, "9:00", 10), end=at(24, "10:00", 10))
    wish = shifted(before, days=1)
    assert (wish.start.hour, wish.end.hour) == (9, 10)
    assert wish.start.utcoffset() == timedelta(hours=1)


def test_keys_make_an_event_longer_and_leave_something_of_it():
    assert lengthened(DENTIST, minutes=15).end == at(18, "11:15")
    assert lengthened(DENTIST, minutes=-600).end == at(18, "9:46")
    assert lengthened(whole("Fee", 18, 18), days=-3).end == date(2026, 11, 19)


def test_at_the_end_of_all_days_nothing_moves():
    last = whole("Last", 18, 18, start=date(9999, 12, 30), end=date.max)
    assert shifted(last, days=5) == Wish(last.start, last.end)


BERLIN_DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(
    day=BERLIN_DAYS, other=BERLIN_DAYS, begin=st.integers(0, 91), length=st.integers(1, 40),
    held=st.integers(0, 95),
)  # fmt: skip
def test_wherever_an_event_is_dragged_it_keeps_its_length(day, other, begin, length, held):
    axis = DayAxis.over([day, other], ZONE)
    start = axis.moment_at(day, begin * 15)
    end = later(start, timedelta(minutes=15 * length))
    event = timed("Any", 18, "9:00", "10:00", start=start, end=end)
    wish = moved(event, Spot(day, begin * 15), Spot(other, held * 15), axis)
    assert elapsed(wish.start, wish.end) == elapsed(start, end)


@given(day=BERLIN_DAYS, one=st.integers(0, 1_500), two=st.integers(0, 1_500))
def test_whatever_is_drawn_out_has_some_length_and_begins_on_a_quarter(day, one, two):
    axis = DayAxis.over([day], ZONE)
    wish = created(Spot(day, one), Spot(day, two), axis)
    assert elapsed(wish.start, wish.end) >= timedelta(minutes=15)
    assert wish.start.minute % 15 == 0
