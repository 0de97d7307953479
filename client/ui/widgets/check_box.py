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
        draw_box(painter, box, surface, border, 4)
        if self.isChecked():
            draw_icon(painter, box.left() + 2, box.top() + 2, "check", "accent_text", 12)
        place = QRectF(_BOX + _GAP + 1, 0, self.width() - _BOX - _GAP - 1, self.height())
        draw_text(painter, place, self._words)
        if self.hasFocus():
            draw_box(painter, box.adjusted(-1, -1, 1, 1), "", "focus", 5, width=2)
