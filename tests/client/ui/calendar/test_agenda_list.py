"""The list: days as headings, gone through with the arrows, going on as one scrolls."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from client.ui.calendar.agenda_layout import agenda_rows
from client.ui.calendar.agenda_list import DAYS, AgendaView
from client.ui.calendar.agenda_paint import times_words
from client.ui.desk import Desk
from tests.client.ui.calendar.entries import timed
from tests.client.ui.calendar.listed import AROUND, ENTRIES, INSPECTION, NIGHT, REVIEW, TRAILER

TODAY = date(2026, 11, 18)


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> AgendaView:
    made = AgendaView(desk)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_surroundings(AROUND)
    made.show_entries(ENTRIES, *made.span(TODAY))
    return made


def _spoken(view: AgendaView) -> list[str]:
    """The rows, as they stand below each other."""
    places = view.canvas.places
    return [
        f"{row.day:%d %b}" if row.entry is None else
        f"{times_words(row, row.entry, places)} {row.entry.title}"
        for row in view.canvas.listed
    ]  # fmt: skip


def test_each_day_that_has_anything_is_a_heading(view: AgendaView) -> None:
    assert _spoken(view) == [
        "18 Nov", "day 3 of 4 Karl has the trailer", "09:30 – 11:00 Review",
        "19 Nov", "day 4 of 4 Karl has the trailer", "08:30 – 10:00 Inspection",
        "24 Nov", "from 22:00 Night drive",
        "25 Nov", "until 03:00 Night drive",
        "24 Dec", "day 1 of 3 Christmas",
        "25 Dec", "day 2 of 3 Christmas",
        "26 Dec", "day 3 of 3 Christmas",
    ]  # fmt: skip


def test_today_is_there_even_with_nothing_on_it() -> None:
    rows = agenda_rows((NIGHT,), TODAY, date(2026, 12, 1), TODAY)
    assert [(row.day.day, row.heading) for row in rows[:2]] == [(18, True), (18, False)]
    assert rows[1].entry is None


def test_rows_stand_below_each_other(view: AgendaView) -> None:
    for above, below in zip(view.canvas.listed, view.canvas.listed[1:], strict=False):
        assert above.bottom <= below.top


def test_arrows_go_through_all_entries_over_the_days(view: AgendaView, qtbot: QtBot) -> None:
    view.go_to(TODAY)
    seen = [view.current]
    for _press in range(3):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Down)
        seen.append(view.current)
    assert seen == [TRAILER, REVIEW, TRAILER, INSPECTION]
    qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
    assert view.current is NIGHT
    qtbot.keyClick(view.canvas, Qt.Key.Key_Up)
    assert view.current is INSPECTION


def test_enter_opens_and_delete_asks_to_delete(view: AgendaView, qtbot: QtBot) -> None:
    view.go_to(TODAY)
    with qtbot.waitSignal(view.entry_opened) as opened:
        qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
    assert opened.args == [TRAILER]
    with qtbot.waitSignal(view.entry_deleted) as deleted:
        qtbot.keyClick(view.canvas, Qt.Key.Key_Delete)
    assert deleted.args == [TRAILER]


def test_a_click_opens_an_entry_and_on_a_heading_its_day(view: AgendaView, qtbot: QtBot) -> None:
    row = next(row for row in view.canvas.listed if row.entry is REVIEW)
    middle = view.canvas.places.rect(row).center().toPoint()
    with qtbot.waitSignal(view.entry_opened) as opened:
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened.args == [REVIEW]
    heading = next(row for row in view.canvas.listed if row.heading and row.day.day == 19)
    middle = view.canvas.places.rect(heading).center().toPoint()
    with qtbot.waitSignal(view.day_chosen) as chosen:
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert chosen.args == [date(2026, 11, 19)]


def test_near_the_end_more_days_are_asked_for(view: AgendaView, qtbot: QtBot) -> None:
    many = [timed(f"Stand-up {n}", 18 + n % 12, "08:00", "09:00") for n in range(120)]
    many.sort(key=lambda each: each.start)
    view.show_entries(many, *view.span(TODAY))
    bar = view.canvas.verticalScrollBar()
    with qtbot.waitSignal(view.span_changed):
        bar.setValue(bar.maximum())
    here = bar.value()
    first, last = view.span(TODAY)
    assert (last - first).days == 2 * DAYS
    view.show_entries(many, first, last)
    assert bar.value() == here


def test_standing_elsewhere_begins_with_the_usual_days(view: AgendaView) -> None:
    view.canvas.verticalScrollBar().setValue(10_000)
    first, last = view.span(date(2026, 12, 1))
    assert first == date(2026, 12, 1)
    assert (last - first).days == DAYS


def test_the_heading_of_the_topmost_day_stays_in_sight(view: AgendaView) -> None:
    bar = view.canvas.verticalScrollBar()
    bar.setValue(60)
    sticky = view.canvas.places.sticky
    assert sticky is not None
    assert sticky.day == TODAY


def test_the_screen_reader_hears_the_entry(view: AgendaView, qtbot: QtBot) -> None:
    view.go_to(date(2026, 11, 19))
    qtbot.keyClick(view.canvas, Qt.Key.Key_Down)
    name = view.canvas.accessibleName()
    assert name.startswith("Inspection, Thu 19 November, 08:30 – 10:00")
    assert "TÜV Süd" in name
