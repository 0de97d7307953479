"""A column of the plan's board: its head with count and sum, and cards that scroll below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.plan_card import PlanCardWidget, card_height
from client.ui.widgets.buttons import QuietButton
from client.ui.widgets.labels import label
from client.ui.widgets.painting import CENTRE, draw_box, draw_text, repaint_on_theme
from client.ui.widgets.scroll_area import ScrollArea

NARROWEST = 232
_INSET = 10
_GAP = 8
_MORE = 32


class _Cards(QWidget):
    """The cards one below the other, and the place where a dragged one would fall."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[PlanCardWidget] = []
        self.gap: tuple[int, int] | None = None
        """(before the card at this place, height) of the drop place."""
        self._hole = QRectF()
        self._end = 0
        self.more = ""
        """Words below the cards, where not all are shown."""
        repaint_on_theme(self)

    def lay_out(self) -> None:
        """Give the cards their places."""
        width, y, place = self.width() - 2 * _INSET, 2, 0
        self._hole = QRectF()
        for card in self.cards:
            if card.away:
                continue
            y = self._leave(place, y, width)
            height = card_height(card.words)
            card.setGeometry(_INSET, y, width, height)
            card.show()
            y, place = y + height + _GAP, place + 1
        y = self._leave(place, y, width)
        self._end = y
        self.setMinimumHeight(y + _INSET - _GAP + (_MORE if self.more else 0))
        self.update()

    def _leave(self, place: int, y: int, width: int) -> int:
        if self.gap is None or self.gap[0] != place:
            return y
        self._hole = QRectF(_INSET, y, width, self.gap[1])
        return y + self.gap[1] + _GAP

    def place_at(self, y: int) -> int:
        """Before which of the cards that stay something falls whose middle is at `y`."""
        top, place = 2, 0
        for card in self.cards:
            if card.away:
                continue
            height = card_height(card.words)
            if y < top + height / 2 + _GAP / 2:
                return place
            top, place = top + height + _GAP, place + 1
        return place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._hole.isEmpty():
            draw_box(QPainter(self), self._hole, "accent_soft", "accent", 6, dashed=True)
        if self.more:
            place = QRectF(_INSET, self._end, self.width() - 2 * _INSET, _MORE - _GAP)
            draw_text(QPainter(self), place, self.more, "small", role="text_muted", align=CENTRE)


class PlanColumn(QWidget):
    """``add_wanted`` carries the column's state."""

    add_wanted = Signal(str)
    accessible_role = QAccessible.Role.Grouping

    def __init__(self, state: str, title: str) -> None:
        super().__init__()
        self.state = state
        self.setMinimumWidth(NARROWEST)
        self.setAccessibleName(title)
        self.count, self.sum = label("", role="text_muted"), label("", role="text_muted")
        self.add_button = QuietButton(
            "", "plus", name=_("New card in {column}").format(column=title), small=True
        )
        self.add_button.clicked.connect(self._on_add)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 10, 8)
        head.setSpacing(8)
        head.addWidget(label(title, weight=SEMIBOLD))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.sum)
        head.addWidget(self.add_button)
        self._cards = _Cards()
        self.roll = ScrollArea(self._cards)
        self.roll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.roll, 1)
        repaint_on_theme(self)

    @property
    def cards(self) -> list[PlanCardWidget]:
        """The cards from top to bottom, one that is dragged away among them."""
        return self._cards.cards

    @property
    def ground(self) -> QWidget:
        """What the cards lie on."""
        return self._cards

    def set_cards(self, cards: Sequence[PlanCardWidget]) -> None:
        """Show these cards."""
        for card in cards:
            if card.parentWidget() is not self._cards:
                card.setParent(self._cards)
        self._cards.cards = list(cards)
        self._cards.lay_out()

    def set_words(self, count: int, total: str, hidden: int = 0) -> None:
        """Show how many there are, what they come to, and how many stand only in the list."""
        self.count.setText(str(count))
        self.sum.setText(total)
        words = ngettext("and {n} more, in the list", "and {n} more, in the list", hidden)
        self._cards.more = words.format(n=hidden) if hidden else ""
        self._cards.lay_out()

    # ------------------------------------------------------------------ dragging over it

    def place_at(self, where: QPoint) -> int:
        """Before which card something falls whose middle is at a point of the screen."""
        return self._cards.place_at(self._cards.mapFromGlobal(where).y())

    def set_gap(self, place: int, height: int) -> None:
        """Leave room for a dragged card."""
        self._cards.gap = (place, height)
        self._cards.lay_out()

    def close_gap(self) -> None:
        """No card is dragged over it any more."""
        if self._cards.gap is not None:
            self._cards.gap = None
        self._cards.lay_out()

    def show_card(self, card: PlanCardWidget) -> None:
        """Scroll until a card is seen."""
        self.roll.ensureWidgetVisible(card, 0, 12)

    def _on_add(self) -> None:
        self.add_wanted.emit(self.state)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), QRectF(self.rect()), "surface_sunken", "border", 8)
