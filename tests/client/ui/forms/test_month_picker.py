"""The small calendar at the ends of all days: it stays where it is, and every day has its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from client.ui.forms.month_picker import MonthPicker

TODAY = date(2026, 11, 18)
MONDAY, SUNDAY = 0, 6
PADDING, HEAD, CELL = 12, 32, 32


@pytest.fixture
def opened(qtbot: QtBot) -> Callable[[date, int], MonthPicker]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()

    def make(day: date, first_weekday: int = MONDAY) -> MonthPicker:
        made = MonthPicker(day, TODAY, first_weekday, parent)
        made.show()
        qtbot.waitUntil(made.isVisible)
        return made

    return make


def place(row: int, column: int) -> QPoint:
    """The middle of a day's place; rows count below the names of the weekdays."""
    left, top = PADDING + column * CELL, PADDING + HEAD + (row + 1) * CELL
    return QPoint(left + CELL // 2, top + CELL // 2)


def turn(picker: MonthPicker, delta: int) -> None:
    where = QPointF(place(2, 2))
    wheel = QWheelEvent(
        where, QPointF(picker.mapToGlobal(place(2, 2))), QPoint(), QPoint(0, delta),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(picker, wheel)


def press_arrow(qtbot: QtBot, picker: MonthPicker, *, forward: bool) -> None:
    left = picker.width() - PADDING - CELL // 2 if forward else PADDING + CELL // 2
    spot = QPoint(left, PADDING + HEAD // 2)
    qtbot.mouseClick(picker, Qt.MouseButton.LeftButton, pos=spot)


@pytest.mark.parametrize(
    ("day", "forward"), [(date(9999, 12, 5), True), (date(1, 1, 20), False)]
)  # fmt: skip
def test_past_the_last_month_there_is_nowhere_to_go(opened, qtbot, day, forward):
    picker = opened(day)
    press_arrow(qtbot, picker, forward=forward)
    turn(picker, -120 if forward else 120)
    qtbot.keyClick(picker, Qt.Key.Key_PageDown if forward else Qt.Key.Key_PageUp)
    assert picker.day == day
    press_arrow(qtbot, picker, forward=not forward)
    assert picker.day == (date(9999, 11, 5) if forward else date(1, 2, 20))


@pytest.mark.parametrize(
    ("day", "key"),
    [(date(9999, 12, 31), Qt.Key.Key_Right), (date(9999, 12, 28), Qt.Key.Key_Down),
     (date(1, 1, 1), Qt.Key.Key_Left), (date(1, 1, 4), Qt.Key.Key_Up)],
)  # fmt: skip
def test_past_the_last_day_there_is_nowhere_to_go(opened, qtbot, day, key):
    picker = opened(day)
    qtbot.keyClick(picker, key)
    assert picker.day == day


@pytest.mark.parametrize(
    ("day", "first", "where", "wanted"),
    [
        (date(1, 1, 20), MONDAY, (0, 0), date(1, 1, 1)),
        (date(1, 1, 20), SUNDAY, (0, 1), date(1, 1, 1)),
        (date(1, 1, 20), SUNDAY, (1, 0), date(1, 1, 7)),
        (date(9999, 12, 5), MONDAY, (4, 4), date(9999, 12, 31)),
        (date(2026, 11, 18), SUNDAY, (0, 0), date(2026, 11, 1)),
        (date(2026, 11, 18), MONDAY, (0, 6), date(2026, 11, 1)),
    ],
)
def test_the_first_and_last_days_of_all_stand_below_their_weekdays(
    opened, qtbot, day, first, where, wanted
):
    picker = opened(day, first)
    assert not picker.grab().isNull()
    with qtbot.waitSignal(picker.picked) as picked:
        qtbot.mouseClick(picker, Qt.MouseButton.LeftButton, pos=place(*where))
    assert picked.args == [wanted]


@pytest.mark.parametrize(
    ("day", "first", "where"),
    [(date(1, 1, 20), SUNDAY, (0, 0)), (date(9999, 12, 5), MONDAY, (4, 5))],
)
def test_before_and_after_all_days_places_are_empty(opened, qtbot, day, first, where):
    picker = opened(day, first)
    with qtbot.assertNotEmitted(picker.picked):
        qtbot.mouseClick(picker, Qt.MouseButton.LeftButton, pos=place(*where))
