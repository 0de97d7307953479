"""Widgets speak the language that was chosen, whatever the system's is."""

import pytest
from PySide6.QtWidgets import QWidget

from client.ui.text import use_language
from client.ui.widgets.progress_strip import ProgressStrip
from client.ui.widgets.toast import Toast


@pytest.fixture
def german(monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")
    use_language("de")
    yield
    use_language("en")


@pytest.fixture
def page(qtbot):
    widget = QWidget()
    widget.resize(600, 400)
    qtbot.addWidget(widget)
    return widget


def test_a_toast_is_taken_back_in_the_chosen_language(german, page):
    toast = Toast(page, "Octavia")
    assert toast.undo_button.text() == "Rückgängig"
    assert toast.close_button.accessibleName() == "Ausblenden"


def test_long_work_is_cancelled_in_the_chosen_language(german, page):
    strip = ProgressStrip("Octavia")
    strip.setParent(page)
    assert strip.cancel_button.text() == "Abbrechen"
    strip.stop()
    assert strip.accessibleName() == "Wird angehalten …"
