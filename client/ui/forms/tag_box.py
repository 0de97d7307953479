"""Tags as chips in a box: Enter or a comma adds what is typed, Backspace takes the last away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from client.ui.forms.completions import Completions
from client.ui.text import _
from client.ui.theme import font
from client.ui.widgets.chip import HEIGHT, Chip, ChipKind
from client.ui.widgets.line_edit import settle_cursor
from client.ui.widgets.painting import draw_box, repaint_on_theme
from garage.errors import ValueRefused
from garage.records.elements import TagsField

_INSET, _GAP, _LEAST = 6, 4, 96
_TAGS = TagsField()


class _TagLine(QLineEdit):
    """Where a tag is typed; keys that end one stay here instead of saving the form."""

    ended = Signal()
    back = Signal()
    gone = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.text().strip() and (enter or event.text() in (",", ";")):
            self.ended.emit()
            event.accept()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.gone.emit()


class TagBox(QWidget):
    """A click on a chip takes it away; tags in use are offered as one types."""

    touched = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tags: list[str] = []
        self._chips: list[Chip] = []
        self.line = _TagLine(self)
        settle_cursor(self.line)
        self.line.setProperty("bare", True)
        self.line.setFont(font("body"))
        self.line.setAccessibleName(_("Tags"))
        self._completions = Completions(self.line)
        self._completions.activated.connect(self.end_tag, Qt.ConnectionType.QueuedConnection)
        self.line.ended.connect(self.end_tag)
        self.line.back.connect(self._take_last)
        self.line.gone.connect(self._on_gone)
        self.line.textEdited.connect(self.touched)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)
        self._place()

    def set_options(self, tags: Sequence[str]) -> None:
        """Offer tags that are in use."""
        self._completions.set_texts(tags)

    def show_value(self, value: Any) -> None:
        """Show a set of tags."""
        self._tags = sorted(value or ())
        self._rebuild()

    def value(self) -> Any:
        """The tags, what is still typed among them, or None; raises ValueRefused."""
        return _TAGS.check([*self._tags, *_TAGS.check(self.line.text())]) or None

    def state(self) -> object:
        """The tags and what is typed."""
        return (*sorted(self._tags), self.line.text().strip())

    # ------------------------------------------------------------------ adding and taking away

    def end_tag(self) -> None:
        """Make what is typed a tag; what cannot be one stays as it is typed."""
        try:
            typed = _TAGS.check(self.line.text())
        except ValueRefused:
            return
        self._tags += sorted(typed - set(self._tags))
        self.line.clear()
        self._rebuild()
        self.touched.emit()

    def _take_last(self) -> None:
        if self._tags:
            self._tags.pop()
            self._rebuild()
            self.touched.emit()

    def _on_gone(self) -> None:
        if self.line.text().strip():
            self.end_tag()
        self.left.emit()

    # ------------------------------------------------------------------ its shape

    def _rebuild(self) -> None:
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for tag in self._tags:
            chip = Chip(f"{tag}  ×", ChipKind.PLAIN)
            chip.setAccessibleName(tag)
            chip.setToolTip(_("Take away"))
            chip.setProperty("tag", tag)
            chip.installEventFilter(self)
            chip.setParent(self)
            chip.show()
            self._chips.append(chip)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Chip) and event.type() == QEvent.Type.MouseButtonPress:
            self._tags.remove(str(watched.property("tag")))
            self._rebuild()
            self.touched.emit()
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """Chips in lines, the line to type in after the last one."""
        left, top, width = _INSET, _INSET, max(self.width(), 160)
        for chip in self._chips:
            size = chip.sizeHint()
            if left > _INSET and left + size.width() > width - _INSET:
                left, top = _INSET, top + HEIGHT + _GAP
            chip.setGeometry(left, top, min(size.width(), width - 2 * _INSET), HEIGHT)
            left += size.width() + _GAP
        if left > _INSET and left + _LEAST > width - _INSET:
            left, top = _INSET, top + HEIGHT + _GAP
        self.line.setGeometry(left + 4, top, width - left - _INSET - 4, HEIGHT)
        self.setFixedHeight(top + HEIGHT + _INSET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.line.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        border, width = ("focus", 2) if self.line.hasFocus() else ("border_strong", 1)
        if self.property("wrong"):
            border = "late"
        draw_box(QPainter(self), QRectF(self.rect()), "surface_raised", border, 6, width=width)
