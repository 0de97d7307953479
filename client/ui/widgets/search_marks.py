"""The marks of a field one looks for things in: the glass before the words, the cross after."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from client.ui.text import _
from client.ui.theme import icon, theme
from client.ui.widgets.painting import draw_icon, repaint_on_theme

_ICON = 16
_SIDE = 10
_GAP = 6
_CROSS = 14
TAKEN = _SIDE + _ICON + _GAP
"""From the field's edge to its words."""


class Glass(QWidget):
    """Stands in a field, before its words."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        top = (theme().tokens.heights["control"] - _ICON) // 2
        self.setGeometry(_SIDE, top, _ICON, _ICON)
        field.setTextMargins(_ICON + _GAP, 0, 0, 0)
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), 0, 0, "search")


class Cross(QAction):
    """Empties a field; it is there only as long as there is something to empty."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(_("Clear"), field)
        self._field = field
        self.setVisible(bool(field.text()))
        self.triggered.connect(field.clear)
        field.textChanged.connect(self._on_changed)
        field.addAction(self, QLineEdit.ActionPosition.TrailingPosition)
        for button in field.findChildren(QToolButton):
            # As much as Qt leaves the button for it.
            button.setIconSize(QSize(_CROSS, _CROSS))
        theme().changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        self.setIcon(icon("x"))

    def _on_changed(self, text: str) -> None:
        self.setVisible(bool(text))


def mark_as_search(field: QLineEdit) -> None:
    """Give a field both marks."""
    Glass(field)
    Cross(field)
