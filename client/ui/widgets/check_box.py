"""A box to tick, in our own hand: its edge is seen on every surface, in either scheme."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox

from client.ui.theme import theme
from client.ui.widgets.painting import draw_box, draw_icon, draw_text, repaint_on_theme, text_width

_BOX = 16
_GAP = 8


class CheckBox(QCheckBox):
    """A tick box with its words, 32 high, or 24 where it is one of many."""

    def __init__(self, words: str, *, small: bool = False) -> None:
        super().__init__()
        self._height = 24 if small else theme().tokens.heights["control"]
        self.setMinimumHeight(self._height)
        self.set_words(words)
        repaint_on_theme(self)

    def set_words(self, words: str) -> None:
        """Say something else."""
        self._words = words
        # Qt would underline a letter at an ampersand and make it a shortcut.
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(round(_BOX + _GAP + text_width(self._words)) + 4, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        box = QRectF(1, (self.height() - _BOX) / 2, _BOX, _BOX)
        hovered = self.underMouse() and self.isEnabled()
        surface = "accent" if self.isChecked() else "surface_raised"
        if hovered:
            surface = "accent_hover" if self.isChecked() else "surface_hover"
        border = "" if self.isChecked() else "border_strong"
        if self.hasFocus():
            # The ring is as blue as a tick's ground: a gap between them shows both.
            draw_box(painter, box.adjusted(-1, -1, 1, 1), "surface_raised", "focus", 5, width=2)
            box = box.adjusted(2, 2, -2, -2)
            border = ""
        draw_box(painter, box, surface, border, 3 if self.hasFocus() else 4)
        if self.isChecked():
            size = 10 if self.hasFocus() else 12
            left = box.center().x() - size / 2
            draw_icon(painter, left, box.center().y() - size / 2, "check", "accent_text", size)
        place = QRectF(_BOX + _GAP + 1, 0, self.width() - _BOX - _GAP - 1, self.height())
        draw_text(painter, place, self._words)
