"""The list begins with what is overdue, which stands above the days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from client.operations.records import add
from client.operations.upkeep import complete_reminder
from client.store import Store
from client.ui.calendar.agenda_layout import DAY_HEIGHT, agenda_rows
from client.ui.calendar.calendar_page import CalendarPage
from client.ui.desk import Desk
from client.ui.routes import CALENDAR, Route
from garage.moments import Moment
from garage.records import kind_named
from tests.client.ui.calendar.entries import whole
from tests.client.ui.calendar.listed import REVIEW, TRAILER

TODAY = date(2026, 11, 18)
OIL = whole("Oil change", 9, 9, kind="reminder", calendar="due:reminders", late=True)
OVER = whole("Over", 2, 3)


@pytest.fixture
def golf(store: Store) -> str:
    """A vehicle with all that can be late or merely past, and a reminder that is due soon."""
    id_ = add(store, kind_named("vehicle"), {"name": "Golf"}).ids[0]
    for kind, values in (
        ("reminder", {"title": "Oil change", "due": date(2026, 11, 9)}),
        ("reminder", {"title": "Brake fluid", "due": date(2024, 2, 29)}),
        ("reminder", {"title": "Wipers", "due": date(2026, 11, 20)}),
        ("plan_item", {"title": "Roof box", "due": date(2026, 10, 1), "state": "planned"}),
        ("plan_item", {"title": "Dash cam", "due": date(2026, 10, 2), "state": "done"}),
        ("inspection", {"title": "HU", "date": Moment(date(2024, 11, 17)),
                        "valid_until": date(2026, 11, 17)}),
        ("insurance_policy", {"insurer": "Aviva", "start": date(2025, 1, 1),
                              "end": date(2026, 1, 1)}),
    ):  # fmt: skip
        add(store, kind_named(kind), {"vehicle": id_, **values})
    return id_


@pytest.fixture
def page(desk: Desk, golf: str, qtbot: QtBot, settled: Callable[[], None]) -> CalendarPage:
    made = CalendarPage(desk)
    qtbot.addWidget(made)
    made.resize(1_224, 836)
    made.show()
    made.show_route(Route(CALENDAR, tab="list"))
    settled()
    return made


def _overdue(page: CalendarPage) -> list[str]:
    rows = page.view.canvas.listed
    return [row.entry.title for row in rows if row.overdue and row.entry is not None]


def test_what_is_late_from_before_stands_above_the_days() -> None:
    rows = agenda_rows((OVER, OIL, TRAILER, REVIEW), TODAY, date(2026, 12, 1), TODAY)
    assert [(row.overdue, row.heading, row.entry) for row in rows[:4]] == [
        (True, True, None), (True, False, OIL), (False, True, None), (False, False, TRAILER),
    ]  # fmt: skip
    assert rows[1].day == date(2026, 11, 9)
    for above, below in pairwise(rows):
        assert above.bottom <= below.top


def test_on_its_own_day_it_stands_there_alone() -> None:
    rows = agenda_rows((OIL,), date(2026, 11, 9), date(2026, 12, 1), TODAY)
    assert [(row.day.day, row.overdue, row.entry) for row in rows[:2]] == [
        (9, False, None), (9, False, OIL),
    ]  # fmt: skip


def test_all_that_is_late_is_listed_and_what_merely_ended_is_not(page: CalendarPage) -> None:
    assert _overdue(page) == ["Brake fluid", "Roof box", "Oil change", "HU ends"]
    assert page.view.canvas.verticalScrollBar().value() == 0


@pytest.mark.parametrize("view", ["week", "month", "timeline"])
def test_other_views_show_their_days_alone(
    view: str, page: CalendarPage, settled: Callable[[], None]
) -> None:
    page.choose_view(view)
    settled()
    assert page.read is not None
    assert "Brake fluid" not in {entry.title for entry in page.read.entries}


def test_a_list_of_other_days_has_no_overdue(
    page: CalendarPage, settled: Callable[[], None]
) -> None:
    page.go(date(2027, 3, 1))
    settled()
    assert _overdue(page) == []
    page.go(date(2026, 11, 1))
    settled()
    assert _overdue(page) == ["Brake fluid", "Roof box"]


def test_what_is_done_or_not_to_be_seen_is_not_listed(
    store: Store, page: CalendarPage, settled: Callable[[], None]
) -> None:
    row = page.side.calendars.rows["due:plan"]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    settled()
    assert _overdue(page) == ["Brake fluid", "Oil change", "HU ends"]
    page.side.filter.setText("oil")
    page.side.filter.ask()
    settled()
    assert _overdue(page) == ["Oil change"]
    assert page.read is not None
    oil = page.read.entries[0]
    page.desk.operate(page, lambda held: complete_reminder(held, oil.id, Moment(TODAY)))
    settled()
    assert _overdue(page) == []
    page.desk.undo()
    settled()
    assert _overdue(page) == ["Oil change"]
    assert page.view.current is not None
    assert page.view.standing == date(2026, 11, 9)


def test_the_keys_go_up_to_what_is_overdue_and_open_it(
    page: CalendarPage, settled: Callable[[], None]
) -> None:
    view, keys = page.view, (Qt.Key.Key_Down, *[Qt.Key.Key_Up] * 2)
    canvas = view.canvas
    canvas.setFocus()
    for key in keys:
        QTest.keyClick(canvas, key)
    assert view.current is not None
    assert view.current.title == "Oil change"
    assert view.place_of(view.current).top() > 0
    assert canvas.accessibleName().startswith("Oil change")
    page.refresh()
    settled()
    assert view.current.title == "Oil change"
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    settled()
    assert page.events.look_shown is not None
    page.events.look_shown.close_popover()


def test_its_heading_opens_no_day_and_makes_no_event(page: CalendarPage, qtbot: QtBot) -> None:
    asked: list[object] = []
    page.view.day_chosen.connect(asked.append)
    page.view.wanted.connect(lambda *what: asked.append(what))
    seen = page.view.canvas.viewport()
    QTest.mouseClick(seen, Qt.MouseButton.LeftButton, pos=QPoint(60, DAY_HEIGHT // 2))
    QTest.mouseDClick(seen, Qt.MouseButton.LeftButton, pos=QPoint(60, DAY_HEIGHT // 2))
    assert asked == []


def test_today_is_come_to_with_all_overdue_above_it(
    page: CalendarPage, settled: Callable[[], None]
) -> None:
    page.resize(1_224, 420)
    bar = page.view.canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    page.go_today()
    settled()
    assert bar.value() == 0
    # But where one stands is in sight, however much is overdue.
    wipers = replace(OIL, id="Wipers", title="Wipers", late=False, start=TODAY, end=TODAY)
    many = [replace(OIL, id=str(at), title=str(at)) for at in range(30)]
    page.view.show_entries([*many, wipers], *page.view.span(TODAY))
    page.view.go_to(TODAY)
    assert page.view.current is wipers
    assert page.view.place_of(wipers).height() > 0
