"""What stands beside the calendar: the small month, the calendars, the filters."""

from dataclasses import replace
from datetime import date

import pytest
from msgspec.structs import replace as but
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from client.ui.calendar.calendar_side import CalendarSide
from client.ui.calendar.calendar_state import CalendarState
from client.ui.calendar.colours import PALETTE, colours_of, offered, painted
from client.ui.calendar.mini_month import MiniMonth
from client.ui.theme import Scheme, apply, colour, theme
from tests.client.ui.calendar.entries import CALENDAR, READ_ONLY, timed, whole
from tests.client.ui.contrast import contrast

TODAY = date(2026, 11, 18)


@pytest.fixture
def month(qtbot):
    made = MiniMonth(TODAY, 0)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def side(desk, qtbot):
    made = CalendarSide(desk, CalendarState())
    qtbot.addWidget(made)
    made.resize(232, 800)
    made.show()
    made.show_calendars([CALENDAR, READ_ONLY], {"v1": "Octavia", "v2": "Golf"}, ["Fun"])
    return made


def test_the_small_month_is_gone_through_by_keys(month):
    picked, turned = [], []
    month.picked.connect(picked.append)
    month.turned.connect(lambda: turned.append(month.span[0]))
    QTest.keyClick(month, Qt.Key.Key_Down)
    QTest.keyClick(month, Qt.Key.Key_Right)
    assert month.accessibleName() == "26 November 2026"
    QTest.keyClick(month, Qt.Key.Key_PageDown)
    QTest.keyClick(month, Qt.Key.Key_Return)
    assert picked == [date(2026, 12, 26)]
    assert turned == [date(2026, 11, 30)]
    QTest.keyClick(month, Qt.Key.Key_Home)
    assert month.day == TODAY


def test_a_click_on_a_day_of_the_small_month_picks_it(month):
    picked = []
    month.picked.connect(picked.append)
    middle = month._rect(3 * 7 + 4).center().toPoint()
    QTest.mouseClick(month, Qt.MouseButton.LeftButton, pos=middle)
    assert picked == [date(2026, 11, 20)]


def test_the_small_month_follows_the_days_that_are_shown(month):
    month.show_span(date(2027, 1, 4), date(2027, 1, 4), date(2027, 1, 11))
    assert month.span == (date(2026, 12, 28), date(2027, 2, 8))


def test_a_calendar_is_hidden_by_its_box(side):
    switched = []
    side.switched.connect(lambda *what: switched.append(what))
    rows = side.calendars.rows
    assert [row.text() for row in rows.values()] == ["Family", "Holidays"]
    QTest.mouseClick(rows["family"], Qt.MouseButton.LeftButton, pos=QPoint(150, 10))
    assert switched == [("family", False)]
    assert rows["holidays"].toolTip() == "a feed"


def test_a_calendar_that_comes_later_is_tabbed_to_where_it_stands(side, qtbot):
    side.activateWindow()
    side.add_button.setFocus()
    qtbot.waitUntil(side.add_button.hasFocus)
    first = replace(CALENDAR, id="first", name="First")
    side.show_calendars([first, READ_ONLY, CALENDAR], {"v1": "Octavia"}, [])
    qtbot.waitUntil(side.calendars.rows["first"].isVisible)
    passed = []
    for _step in range(4):
        QTest.keyClick(side.focusWidget(), Qt.Key.Key_Tab)
        passed.append(side.focusWidget().accessibleName())
    assert passed == ["First", "Holidays", "Family", side.filter.accessibleName()]


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("ink", PALETTE)
def test_the_ring_is_seen_around_a_ticked_calendar_of_any_colour(ink, scheme, qapp, side, qtbot):
    apply(qapp, scheme)
    side.show_calendars([replace(CALENDAR, colour=ink)], {}, [])
    row = side.calendars.rows["family"]
    side.activateWindow()
    row.setFocus()
    qtbot.waitUntil(row.hasFocus)
    picture, y = row.grab().toImage(), row.height() // 2
    # From the left: the ring, the gap, and the calendar's colour before its tick.
    ring, gap, fill = (picture.pixelColor(x, y) for x in (1, 2, 4))
    assert (ring, gap, fill) == tuple(
        map(QColor, (colour("focus"), colour("surface_raised"), painted(ink).bar))
    )
    assert contrast(ring, gap) >= 3
    assert contrast(fill, gap) >= 3
    assert contrast(ring, colour("surface")) >= 3


def test_filters_are_asked_for_together(side, qtbot):
    asked = []
    side.filtered.connect(asked.append)
    side.vehicles.setCurrentIndex(side.vehicles.findData("v1"))
    side.vehicles.activated.emit(1)
    side.estimates.click()
    side.filter.setText("  oil ")
    side.filter.ask()
    assert (asked[-1].vehicle, asked[-1].estimates, asked[-1].text) == ("v1", False, "oil")
    assert asked[-1].filters


def test_what_is_filtered_by_words_is_found_in_title_place_and_vehicle():
    dentist = timed("Dentist", 18, "9:45", "11:00", place="Main Street")
    assert CalendarState(text="dent MAIN").lets_through(dentist, "")
    assert CalendarState(text="octa").lets_through(dentist, "Octavia")
    assert not CalendarState(text="oil").lets_through(dentist, "Octavia")
    assert not CalendarState(vehicle="v1").lets_through(dentist, "")
    assert not CalendarState(category="Fun").lets_through(dentist, "")
    assert not CalendarState(estimates=False).lets_through(whole("Oil", 1, 1, estimate=True), "")


def test_the_state_is_kept_but_the_day_only_for_today():
    state = CalendarState("month", date(2026, 12, 3), "v1", "Fun", False, "oil")
    kept = state.to_setting(TODAY)
    again = CalendarState.kept(kept, TODAY)
    assert (again.view, again.day, again.vehicle, again.category, again.estimates, again.text) == (
        "month", date(2026, 12, 3), "v1", "Fun", False, "",
    )  # fmt: skip
    assert CalendarState.kept(kept, date(2026, 11, 19)).day is None
    assert CalendarState.kept("nonsense", TODAY) == CalendarState()
    assert CalendarState.kept({"on": "2026-11-18", "day": "never"}, TODAY).day is None


def test_every_colour_that_others_name_comes_to_one_that_is_offered():
    assert offered("navy") == "royalblue"
    assert offered("#ff0000") == "sienna"
    assert offered("silver") == "darkgray"
    assert offered("no colour") == "teal"
    assert painted("purple").bar != painted("teal").bar
    assert all(offered(name) == name for name in PALETTE)


def test_what_is_overdue_is_seen_to_be():
    oil = whole("Oil", 9, 9, kind="reminder", colour="teal", late=True)
    assert colours_of(oil, {}).text == theme().tokens.colour("late")
    assert colours_of(but(oil, late=False), {}) == painted("teal")
