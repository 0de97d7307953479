"""What holds for every test of the client: no window and no running timer is left behind."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible

from client.ui.widgets import speaking
from tests import qt_leaks


@pytest.fixture(autouse=True)
def nothing_of_qt_is_left() -> Iterator[None]:
    """A widget without a parent, or a timer that runs on, fails the test that made it."""
    before = qt_leaks.Before()
    yield
    left = before.left()
    if left:
        pytest.fail("left behind:\n" + "\n".join(left))


@pytest.fixture
def heard(monkeypatch) -> list[tuple[str, QAccessible.AnnouncementPoliteness]]:
    """What is announced, and how: without a screen reader Qt hands it to nobody."""
    told = []

    class Listening(QAccessible):
        @staticmethod
        def updateAccessibility(event):  # noqa: N802 (Qt's name)
            told.append((event.message(), event.politeness()))

    monkeypatch.setattr(speaking, "QAccessible", Listening)
    return told
