"""That a part shown before it has its place is noticed, and nothing else."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QVBoxLayout, QWidget

from tests.client.app import strays


@pytest.fixture
def watch(qapp, monkeypatch):
    """Watches what this file shows."""
    monkeypatch.setattr(strays, "_CODE", Path(__file__).parent)
    return strays.Strays(qapp)


def test_a_part_without_a_place_is_told_once(watch, qtbot):
    part = QLabel("lost")
    qtbot.addWidget(part)
    part.setVisible(True)
    (told,) = watch.taken()
    assert told.startswith("QLabel is shown as a window at test_strays.py:")
    assert not watch.taken()


def test_what_has_a_place_or_is_a_window_of_its_own_is_not(watch, qtbot):
    dialog, unseen = QDialog(), QWidget()
    menu, part = QMenu(dialog), QLabel("in its place")
    for widget in (dialog, unseen):
        qtbot.addWidget(widget)
    QVBoxLayout(dialog).addWidget(part)
    part.setVisible(True)
    dialog.show()
    menu.popup(dialog.pos())
    menu.hide()
    unseen.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    unseen.show()
    assert not watch.taken()
