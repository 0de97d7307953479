"""The timeline: rows by vehicle, calendar or person; zoom; headers that stay in sight."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from client.ui.calendar.timeline_layout import timeline_rows
from client.ui.calendar.timeline_places import HEAD, NAMES
from client.ui.calendar.timeline_view import TimelineView
from client.ui.desk import Desk
from tests.client.ui.calendar.entries import ZONE, timed
from tests.client.ui.calendar.listed import AROUND, ENTRIES, INSPECTION, NIGHT, REVIEW, TRAILER

TODAY = date(2026, 11, 18)


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> TimelineView:
    made = TimelineView(desk)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.show_surroundings(AROUND)
    made.show_entries(ENTRIES, *made.span(TODAY))
    return made


def _rows(view: TimelineView) -> dict[str, list[str]]:
    return {row.name: [one.entry.title for one in row.placed] for row in view.canvas.lanes}


def _choose(view: TimelineView, key: str) -> None:
    place = view.by.findData(key)
    view.by.setCurrentIndex(place)
    view.by.activated.emit(place)


def test_each_vehicle_has_a_row_and_the_rest_the_last(view: TimelineView) -> None:
    assert _rows(view) == {
        "Octavia": ["Inspection", "Night drive"],
        "Trailer": ["Karl has the trailer"],
        "Without one": ["Review", "Christmas"],
    }


def test_rows_can_be_calendars(view: TimelineView) -> None:
    _choose(view, "calendar")
    assert set(_rows(view)) == {"Trips", "Work"}
    assert _rows(view)["Work"] == ["Review"]


def test_some_months_from_before_where_one_stands_are_shown(view: TimelineView) -> None:
    assert view.span(TODAY) == (date(2026, 10, 1), date(2027, 4, 1))
    assert view.title(TODAY) == "October 2026 – March 2027"


def test_the_title_names_the_months_in_sight(view: TimelineView, qtbot: QtBot) -> None:
    told: list[str] = []
    view.retitled.connect(lambda whole, _brief: told.append(whole))
    assert view.titles(TODAY) == ("November – December 2026", "Nov – Dec 2026")
    bar = view.canvas.horizontalScrollBar()
    bar.setValue(0)
    assert view.titles(TODAY)[0] == told[-1] == "October 2026"
    # Of a month that only a few pixels are seen of, nothing is said.
    whole_october = 31 * view.canvas.day_width
    assert view.canvas.viewport().width() - NAMES < whole_october
    bar.setValue(round(whole_october) - (view.canvas.viewport().width() - NAMES) + 4)
    assert view.titles(TODAY)[0] == "October 2026"
    bar.setValue(bar.maximum())
    assert told[-1] == "March 2027"
    for _press in range(5):
        view.narrower.click()
    view.show_entries(ENTRIES, *view.span(TODAY))
    assert told[-1] == view.titles(TODAY)[0]
    # Elsewhere nothing is shown yet: all that will be is named.
    assert view.titles(date(2031, 5, 1)) == (
        view.title(date(2031, 5, 1)), view.title(date(2031, 5, 1), brief=True)
    )  # fmt: skip


def test_what_meets_lies_in_lanes_of_its_own(view: TimelineView) -> None:
    meet = [timed(f"Same {n}", 18, "09:00", "11:00", vehicle="o") for n in range(3)]
    view.show_entries(meet, *view.span(TODAY))
    octavia = next(row for row in view.canvas.lanes if row.name == "Octavia")
    assert sorted(one.lane for one in octavia.placed) == [0, 1, 2]


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 500)), max_size=40))
def test_none_lies_over_another(spans: list[tuple[int, int]]) -> None:
    first = timed("x", 1, "00:00", "00:00")
    entries = [
        replace(first, start=first.start + timedelta(minutes=begin),
                end=first.start + timedelta(minutes=begin + long))
        for begin, long in spans
    ]  # fmt: skip
    keys = [("k",)] * len(entries)
    (row,) = timeline_rows(entries, {"k": "Row"}, keys, date(2026, 11, 1), ZONE, 0.1)
    lanes: dict[int, float] = {}
    for one in sorted(row.placed, key=lambda each: each.start):
        assert one.start >= lanes.get(one.lane, 0) - 1e-9
        lanes[one.lane] = max(one.end, one.start + 0.1)
        assert one.room >= lanes[one.lane] - 1e-9


def test_zoom_keeps_the_day_in_the_middle(view: TimelineView, qtbot: QtBot) -> None:
    canvas = view.canvas
    middle = (canvas.viewport().width() + NAMES) / 2
    before = canvas.places.hit(QPointF(middle, HEAD / 2)).spot.day
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    after = canvas.places.hit(QPointF(middle, HEAD / 2)).spot.day
    assert canvas.day_width == 40
    assert abs((after - before).days) <= 1


def test_far_out_a_year_is_shown(view: TimelineView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.span_changed):
        for _press in range(3):
            view.narrower.click()
    first, last = view.span(TODAY)
    assert (last - first).days == 365
    for _press in range(3):
        view.narrower.click()
    assert not view.narrower.isEnabled()


def test_arrows_go_to_where_something_begins(view: TimelineView, qtbot: QtBot) -> None:
    view.go_to(date(2026, 11, 16))
    assert view.current is TRAILER
    qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
    assert view.current in (REVIEW, TRAILER)
    view.go_to(date(2026, 11, 24))
    assert view.current is NIGHT


def test_a_click_opens_what_is_there(view: TimelineView, qtbot: QtBot) -> None:
    view.go_to(date(2026, 11, 19))
    where = view.canvas.places.rect_of(INSPECTION).center().toPoint()
    with qtbot.waitSignal(view.entry_opened) as opened:
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == [INSPECTION]


def test_an_entry_is_dragged_by_days(view: TimelineView, qtbot: QtBot) -> None:
    canvas = view.canvas
    view.go_to(date(2026, 11, 16))
    rect = canvas.places.rect_of(TRAILER)
    begin = rect.center().toPoint()
    end = QPointF(rect.center().x() + 3 * canvas.day_width, rect.center().y()).toPoint()
    seen = canvas.viewport()
    qtbot.mousePress(seen, Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(seen, (begin + end) / 2)
    qtbot.mouseMove(seen, end)
    with qtbot.waitSignal(view.entry_moved) as moved:
        qtbot.mouseRelease(seen, Qt.MouseButton.LeftButton, pos=end)
    assert moved.args == [TRAILER, date(2026, 11, 19), date(2026, 11, 23)]


def test_the_names_stay_where_they_are_as_one_scrolls(view: TimelineView) -> None:
    before = view.canvas.places.row_rect(0)
    bar = view.canvas.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert view.canvas.places.row_rect(0) == before
    assert view.canvas.places.hit(QPointF(20, before.center().y())).beside == "name"
