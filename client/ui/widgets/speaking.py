"""What screen readers are told beyond names: news as they come, and what a painted part is."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have words read out; what is urgent does not wait for what is being read."""
    event = QAccessibleAnnouncementEvent(widget, words)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def give_roles() -> None:
    """Let widgets that are no control of Qt's be what their ``accessible_role`` says.

    A plain widget is else announced as "client", which says nothing of what it does.
    """
    QAccessible.installFactory(_interface_of)


def _interface_of(_class: str, found: QObject) -> QAccessibleInterface | None:
    role = getattr(found, "accessible_role", None)
    if role is None or not isinstance(found, QWidget):
        return None
    return QAccessibleWidget(found, role)
