"""A box to pick one of many: the combo box in our own hand."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import (
    QElapsedTimer,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QCursor, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from client.ui.theme import theme
from client.ui.widgets.painting import (
    draw_box,
    draw_icon,
    draw_rule,
    draw_text,
    repaint_on_theme,
    text_width,
)
from client.ui.widgets.speaking import announce

_SEPARATOR = 9


class _Choices(QStyledItemDelegate):
    """Draws the list as the style sheet says, which Qt's own for a box does not heed."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), _SEPARATOR) if _separates(index) else size

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if _separates(index):
            rect = QRectF(option.rect)
            draw_rule(painter, rect.x(), rect.center().y(), rect.width())
        else:
            super().paint(painter, option, index)


def _separates(index: QModelIndex | QPersistentModelIndex) -> bool:
    """Whether a place of a box's list is a line that parts the choices, as Qt marks it."""
    return bool(index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "separator")


class ChoiceBox(QComboBox):
    """A combo box 32 high; its accessible name comes from its form field or ``name``."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._typed = QElapsedTimer()
        """Since a letter of a choice was typed."""
        repaint_on_theme(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A space amid the letters of a choice, as in "United States", belongs to it."""
        before, pause = self.currentIndex(), QApplication.keyboardInputInterval()
        goes_on = self._typed.isValid() and not self._typed.hasExpired(pause)
        if event.key() == Qt.Key.Key_Space and goes_on:
            self._seek(event.text())
        else:
            super().keyPressEvent(event)
        if event.text().strip() or goes_on:
            self._typed.start()
        # On Linux Qt tells of another choice as of another name, which Orca does not read.
        silent = sys.platform == "linux" and not self.view().isVisible()
        if silent and self.currentIndex() != before:
            announce(self, self.currentText())

    def _seek(self, text: str) -> None:
        before, view = self.currentIndex(), self.view()
        view.setCurrentIndex(self.model().index(before, self.modelColumn()))
        view.keyboardSearch(text)
        found = view.currentIndex().row()
        if found not in (before, -1):
            self.setCurrentIndex(found)
            self.activated.emit(found)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page is scrolled: a choice that lies under the pointer by chance stays as it is.
        event.ignore()

    def sizeHint(self) -> QSize:
        words = [self.itemText(place) for place in range(min(self.count(), 60))]
        widest = max((text_width(word) for word in words), default=80.0)
        return QSize(round(widest) + 48, theme().tokens.heights["control"])

    def minimumSizeHint(self) -> QSize:
        return QSize(80, theme().tokens.heights["control"])

    def offer(self, every: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer keys with their words after "all", keeping the one chosen if it is still there."""
        before = self.currentData()
        self.clear()
        self.addItem(every, "")
        for key, words in choices:
            self.addItem(words, key)
        self.setCurrentIndex(max(self.findData(before), 0))
        self.updateGeometry()

    def showPopup(self) -> None:  # noqa: N802 (Qt's name)
        # The words may be wider than the box itself.
        words = [self.itemText(place) for place in range(self.count())]
        if not isinstance(self.itemDelegate(), _Choices):
            self.setItemDelegate(_Choices(self))
        self.view().setMinimumWidth(round(max(map(text_width, words), default=0)) + 48)
        super().showPopup()

    def hidePopup(self) -> None:  # noqa: N802 (Qt's name)
        super().hidePopup()
        if not self.rect().contains(self.mapFromGlobal(QCursor.pos())):
            # The pointer left while the list was open, and nobody told the box.
            self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if not self.isEnabled():
            painter.setOpacity(0.5)
        border, width = ("focus", 2) if self.hasFocus() else ("border_strong", 1)
        if self.property("wrong"):
            border = "late"
        surface = "surface_hover" if self.underMouse() else "surface_raised"
        draw_box(painter, rect, surface, border, 6, width=width)
        draw_icon(painter, rect.right() - 26, (rect.height() - 16) / 2, "chevron-down")
        words = self.currentText() or self.placeholderText()
        role = "text" if self.currentText() else "text_muted"
        draw_text(painter, rect.adjusted(11, 0, -30, 0), words, role=role)
