"""The card: a raised frame with an optional title row, and the page's frame for anything."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.theme import SEMIBOLD, colour
from client.ui.widgets.labels import label
from client.ui.widgets.painting import draw_box, draw_rule, repaint_on_theme

_RADIUS = 8


class _Corners(QWidget):
    """Rounds the corners over content that reaches the border, such as a table."""

    def __init__(self, card: "Card") -> None:
        super().__init__(card)
        self._card = card
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        outside = QPainterPath()
        outside.addRect(rect)
        card = QPainterPath()
        card.addRoundedRect(rect, _RADIUS, _RADIUS)
        painter.fillPath(outside - card, colour("surface"))
        draw_box(painter, rect, "", self._card.border, _RADIUS)


class Card(QWidget):
    """Put content into ``body``; ``flush`` lets rows and tables reach the border.

    ``border`` is a colour role: ``accent`` marks the card in which the person works. ``inset`` is
    how far the title stands from the border, in pixels.
    """

    def __init__(
        self,
        title: str = "",
        note: str = "",
        action: QWidget | None = None,
        *,
        flush: bool = False,
        rule: bool = False,
        border: str = "border",
        inset: int = 16,
    ) -> None:
        super().__init__()
        self.border = border
        self._corners = _Corners(self) if flush else None
        self._rule = rule
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
        self.title_label = label(title, "heading", weight=SEMIBOLD)
        self.note_label = label(note, "small", "text_muted")
        self._head = self._make_head(action, flush or rule, inset - 1)
        self._head.setVisible(bool(title) or action is not None)
        self._outer.addWidget(self._head)
        self.body = QVBoxLayout()
        side = 0 if flush else 15
        top = (1 if rule else 0) if flush else (0 if title else 11)
        self.body.setContentsMargins(side, top, side, 0 if flush else 11)
        self.body.setSpacing(8)
        self._outer.addLayout(self.body, 1)
        repaint_on_theme(self)

    def _make_head(self, action: QWidget | None, ruled: bool, inset: int) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(inset, 11, inset, 11 if ruled else 8)
        row.setSpacing(8)
        row.addWidget(self.title_label)
        row.addStretch(1)
        row.addWidget(self.note_label)
        if action is not None:
            row.addWidget(action)
        return head

    def set_title(self, title: str, note: str = "") -> None:
        """Change the title and the muted note at its right; a card made without gets a head."""
        self._head.setVisible(self._head.isVisibleTo(self) or bool(title))
        self.title_label.setText(title)
        self.note_label.setText(note)

    def set_border(self, role: str) -> None:
        """Change the colour role of the border."""
        self.border = role
        self.update()
        if self._corners is not None:
            self._corners.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cover()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._cover()
        return super().event(event)

    def _cover(self) -> None:
        if self._corners is not None:
            self._corners.setGeometry(self.rect())
            self._corners.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), "surface_raised", self.border, _RADIUS)
        if self._rule and self._head.isVisible():
            draw_rule(painter, 1, self._head.geometry().bottom() + 1, self.width() - 2)
