"""The search box of the page header: a button that opens the palette and shows its shortcut."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from client.ui.theme import theme
from client.ui.widgets.buttons import PaintedButton
from client.ui.widgets.key_caps import caps_of
from client.ui.widgets.painting import CENTRE, draw_box, draw_icon, draw_text, text_width

_LEAST = 104


class SearchButton(PaintedButton):
    """Looks like a search field; ``clicked`` opens the palette.

    Words that would be cut are left out: the glass and the keys say it too.
    """

    def __init__(self, words: str, shortcut: str = "Ctrl+K") -> None:
        super().__init__()
        self._words = words
        self._shortcut = " ".join(caps_of(shortcut))
        self.setAccessibleName(words)
        self.setAccessibleDescription(self._shortcut)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_LEAST)

    def sizeHint(self) -> QSize:
        return QSize(theme().tokens.widths["search"], theme().tokens.heights["control"])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        surface = "surface_hover" if self.hovered else "surface_raised"
        draw_box(painter, rect, surface, "border_strong", 6)
        draw_icon(painter, 11, 8, "search")
        width = text_width(self._shortcut, "small") + 12
        key = QRectF(rect.right() - width - 6, 6, width, 20)
        draw_box(painter, key, "surface", "border", 4)
        draw_text(painter, key, self._shortcut, "small", role="text_muted", align=CENTRE)
        words = QRectF(35, 0, key.left() - 39, rect.height())
        if text_width(self._words, "body") <= words.width():
            draw_text(painter, words, self._words, role="text_muted")
