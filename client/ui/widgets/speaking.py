"""What screen readers are told beyond names: news as they come, and what a painted part is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QStackedWidget, QWidget

SETTLED_MILLISECONDS = 500
"""Who pauses for so long is told what came of the letters: sooner, the next would cut it off."""


def aloud(*parts: str) -> str:
    """Parts as one sentence for the ear: signs that only divide or hint to the eye are left out.

    A voice says "middle dot" and "tilde" for them.
    """
    words = (part.removeprefix("~").replace(" · ", ", ") for part in parts)
    return ", ".join(word for word in words if word)


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have words read out; what is urgent does not wait for what is being read."""
    event = QAccessibleAnnouncementEvent(widget, aloud(words))
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Following(QTimer):
    """Has what comes of one's typing read out, once, when one pauses."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._words = self._told = ""
        self.setSingleShot(True)
        self.setInterval(SETTLED_MILLISECONDS)
        self.timeout.connect(self.tell)

    def say(self, words: str) -> None:
        """What came of it now; "" is nothing to tell."""
        self._words = words
        if words and words != self._told:
            self.start()
        else:
            self.stop()
            self._told = words

    def know(self, words: str) -> None:
        """Take words for told: one hears of what comes after."""
        self.stop()
        self._words = self._told = words

    def tell(self) -> None:
        """Read it out now, if it was not and one is still there."""
        self.stop()
        if self._words != self._told:
            self._told = self._words
            if self._widget.isVisible():
                announce(self._widget, self._words)


def give_roles() -> None:
    """Let widgets that are no control of Qt's be what their ``accessible_role`` says.

    A plain widget is else announced as "client", which says nothing of what it does, and a stack
    of pages as a "layered pane" before all that stands on it.
    """
    QAccessible.installFactory(_interface_of)


def _interface_of(_class: str, found: QObject) -> QAccessibleInterface | None:
    if not isinstance(found, QWidget):
        return None
    stack = QAccessible.Role.Grouping if isinstance(found, QStackedWidget) else None
    role = getattr(found, "accessible_role", stack)
    return None if role is None else QAccessibleWidget(found, role)
