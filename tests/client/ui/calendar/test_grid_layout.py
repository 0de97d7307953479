"""Where entries lie in the time grid and in the month."""

from datetime import date, timedelta

from client.ui.calendar.day_axis import DayAxis
from client.ui.calendar.grid_layout import days_of, grid_layout, is_bar
from client.ui.calendar.month_layout import month_layout
from tests.client.ui.calendar.entries import ZONE, at, timed, whole

WEEK = [date(2026, 11, day) for day in range(16, 23)]
AXIS = DayAxis.over(WEEK, ZONE)


def laid_out(*entries):
    return grid_layout(entries, WEEK, AXIS, 24)


def test_events_that_meet_share_the_width_and_others_have_it_whole():
    review, dentist = timed("Review", 18, "9:30", "11:30"), timed("Dentist", 18, "9:45", "11:00")
    lunch = timed("Lunch", 18, "12:00", "13:00")
    found = {block.entry.title: block.column for block in laid_out(review, dentist, lunch).blocks}
    assert found["Review"].share == found["Dentist"].share == 0.5
    assert found["Review"].left != found["Dentist"].left
    assert found["Lunch"].share == 1


def test_an_event_over_midnight_has_a_part_on_each_of_its_days():
    party = timed("Party", 20, "21:00", "21:00", end=at(21, "02:00"))
    first, second = laid_out(party).blocks
    assert (first.day, first.start, first.end, first.after) == (4, 21 * 60, 1_440, True)
    assert (second.day, second.start, second.end, second.before) == (5, 0, 120, True)


def test_an_event_that_ends_at_midnight_is_of_one_day():
    late = timed("Late", 20, "22:00", "22:00", end=at(21))
    (block,) = laid_out(late).blocks
    assert (block.end, block.after) == (1_440, False)
    assert days_of(late) == (date(2026, 11, 20), date(2026, 11, 20))


def test_whole_days_and_what_is_a_day_long_stand_in_the_lane():
    trip = timed("Trip", 16, "10:00", "10:00", end=at(18, "09:00"))
    visit, fee = whole("Visit", 17, 30), whole("Fee", 16, 16)
    layout = laid_out(trip, visit, fee)
    assert not layout.blocks
    assert is_bar(trip)
    bars = {entry.title: bar for entry, bar in layout.bars}
    assert (bars["Trip"].first, bars["Trip"].last) == (0, 2)
    assert (bars["Visit"].first, bars["Visit"].last, bars["Visit"].after) == (1, 6, True)
    assert layout.lanes == 2


def test_something_too_short_to_be_read_takes_the_room_it_needs():
    call, next_one = timed("Call", 18, "9:00", "9:05"), timed("Next", 18, "9:10", "10:00")
    blocks = {block.entry.title: block for block in laid_out(call, next_one).blocks}
    assert blocks["Call"].end - blocks["Call"].start == 24
    assert blocks["Call"].column.of == 2


def test_something_at_the_end_of_the_day_still_has_its_height():
    (block,) = laid_out(timed("Late", 18, "23:55", "23:59")).blocks
    assert (block.start, block.end) == (1_440 - 24, 1_440)


def test_the_month_has_bars_over_its_weeks_and_lines_below_them():
    visit = whole("Visit", 19, 26)
    dentist = timed("Dentist", 20, "9:45", "11:00")
    first = date(2026, 11, 16)
    one, two = month_layout([visit, dentist], first, first + timedelta(days=14))
    bars = {entry.title: bar for entry, bar in one.placed}
    assert (bars["Visit"].first, bars["Visit"].last, bars["Visit"].after) == (3, 6, True)
    assert bars["Dentist"].lane == 1
    ((entry, bar),) = two.placed
    assert (entry.title, bar.first, bar.last, bar.before) == ("Visit", 0, 3, True)


def test_a_day_says_how_many_have_no_room():
    entries = [timed(f"Call {n}", 18, f"{8 + n}:00", f"{9 + n}:00") for n in range(6)]
    first = date(2026, 11, 16)
    (week,) = month_layout(entries, first, first + timedelta(days=7))
    assert week.left_out(3) == [0, 0, 4, 0, 0, 0, 0]
    assert week.left_out(6) == [0] * 7
