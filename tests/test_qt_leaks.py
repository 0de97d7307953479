"""What widgets leave behind is found, and nothing else is taken for it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from tests.qt_leaks import Before


def test_a_window_that_nobody_closed_is_told(qtbot):
    before = Before()
    window = QWidget()
    window.setObjectName("forgotten")
    child = QWidget(window)
    (told,) = before.left()
    assert "QWidget" in told
    assert "forgotten" in told
    window.deleteLater()
    assert before.left() == []
    del child


def test_a_timer_that_runs_on_is_told(qtbot):
    before = Before()
    timer, still = QTimer(), QTimer()
    timer.start(60_000)
    still.setInterval(60_000)
    (told,) = before.left()
    assert "QTimer" in told
    assert Before().left() == []
    timer.stop()
    assert before.left() == []


def test_widgets_in_a_cycle_of_python_are_none(qtbot):
    before = Before()
    window = QWidget()
    window.itself = window
    del window
    assert before.left() == []
