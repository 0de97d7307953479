"""The plan's board: four columns of cards, moved by mouse or keyboard."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.operations.plan_board import COLUMNS
from client.ui.text import _
from client.ui.vehicles.plan_card import PlanCardWidget
from client.ui.vehicles.plan_column import PlanColumn
from client.ui.vehicles.plan_drag import CardDrag
from client.ui.vehicles.plan_shown import CardWords, column_words
from client.ui.widgets.scroll_area import ScrollArea
from client.ui.widgets.speaking import announce
from client.ui.widgets.tips import plain_tip

Shown = Mapping[str, Sequence[tuple[str, CardWords]]]
"""Column → (id, words) of its cards in order."""
MOST = 50
"""A column shows so many cards; the others stand in the list."""
_ARROWS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


class PlanBoardView(ScrollArea):
    """``moved`` carries (card, column, the card it stands before or "").

    A card is shown where it was moved to at once; ``put_back`` shows it where it was.
    """

    moved = Signal(str, str, str)
    opened = Signal(str)
    asked = Signal(str)
    """A card's id: its details are to be shown beside it."""
    menu_wanted = Signal(str, QPoint)
    """A card's id, and where on the screen its menu opens."""
    delete_wanted = Signal(str)
    history_wanted = Signal(str)
    add_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Plan"))
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        titles = column_words()
        self.columns = [PlanColumn(state, titles[state]) for state in COLUMNS]
        for column in self.columns:
            column.add_wanted.connect(self.add_wanted)
            row.addWidget(column, 1)
        self.setWidget(ground)
        self._cards: dict[str, PlanCardWidget] = {}
        self._shown: Shown = {}
        self._beyond: dict[str, str] = {}
        """Column → the first card of it that is not shown."""
        self._counts: dict[str, int] = {}
        self._current = self.locked = ""
        """`locked` says why no card can be moved."""
        self.drag: CardDrag | None = None

    # ------------------------------------------------------------------ what it shows

    def show_cards(self, shown: Shown) -> None:
        """Show the cards by column; what is being dragged is shown where it is, afterwards."""
        self._shown = {state: cards[:MOST] for state, cards in shown.items()}
        self._beyond = {
            state: cards[MOST][0] if len(cards) > MOST else "" for state, cards in shown.items()
        }
        self._counts = {state: len(cards) for state, cards in shown.items()}
        if self.drag is None:
            self._arrange()

    def put_back(self) -> None:
        """Show the cards as they were given."""
        self._arrange()

    def set_sums(self, sums: Mapping[str, str]) -> None:
        """Show what each column comes to."""
        for column in self.columns:
            count = self._counts.get(column.state, 0)
            column.set_words(count, sums.get(column.state, ""), max(count - MOST, 0))

    def _arrange(self) -> None:
        had = isinstance(self.window().focusWidget(), PlanCardWidget)
        wanted = {id_ for column in self._shown.values() for id_, _words in column}
        neighbour = self._neighbour_of(self._current) if self._current not in wanted else ""
        gone = [self._cards.pop(id_) for id_ in set(self._cards) - wanted]
        for column in self.columns:
            cards = []
            for id_, words in self._shown.get(column.state, ()):
                card = self._card(id_, column)
                card.show_words(words)
                cards.append(card)
            column.set_cards(cards)
        for card in gone:
            card.hide()
            card.deleteLater()
        if self._current not in self._cards:
            first = next((card for c in self._shown.values() for card, _w in c), "")
            self._current = neighbour if neighbour in self._cards else first
        self._set_stop()
        if had and self._current:
            self.focus_card(self._current)

    def _neighbour_of(self, id_: str) -> str:
        """Who takes the keyboard when a card goes: the one below it, else above."""
        for column in self.columns:
            ids = self._ids(column)
            if id_ in ids:
                at = ids.index(id_)
                return next(iter(ids[at + 1 :] or ids[:at][::-1]), "")
        return ""

    def _card(self, id_: str, column: PlanColumn) -> PlanCardWidget:
        card = self._cards.get(id_)
        if card is None:
            card = self._cards[id_] = PlanCardWidget(column.ground)
            card.focused.connect(functools.partial(self.note_current, id_))
            card.keyed.connect(self._on_key)
            card.clicked.connect(functools.partial(self.asked.emit, id_))
            card.opened.connect(functools.partial(self.opened.emit, id_))
            card.menu_wanted.connect(functools.partial(self.menu_wanted.emit, id_))
            card.lifted.connect(self._on_lifted)
            card.dragged.connect(self._on_dragged)
            card.dropped.connect(self._on_dropped)
        return card

    def _ids(self, column: PlanColumn) -> list[str]:
        known = {card: id_ for id_, card in self._cards.items()}
        return [known[card] for card in column.cards if card in known]

    def _set_stop(self) -> None:
        """Only the card that one is at is a stop of Tab; the arrows go to the others."""
        for id_, card in self._cards.items():
            stop = id_ == self._current
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            card.setFocusPolicy(policy)

    def note_current(self, id_: str) -> None:
        """Remember which card one is at."""
        self._current = id_
        self._set_stop()

    # ------------------------------------------------------------------ going about

    def card(self, id_: str) -> PlanCardWidget:
        """The card of a plan item; KeyError where none is shown."""
        return self._cards[id_]

    def ids(self, state: str) -> list[str]:
        """The cards of a column, from top to bottom."""
        return self._ids(next(each for each in self.columns if each.state == state))

    def column_of(self, id_: str) -> PlanColumn | None:
        """The column in which a card is shown."""
        return next((column for column in self.columns if id_ in self._ids(column)), None)

    def rect_of(self, id_: str, within: QWidget) -> QRect:
        """Where a card is shown, in another widget's coordinates."""
        card = self._cards[id_]
        return QRect(card.mapTo(within, QPoint(0, 0)), card.size())

    def focus_card(self, id_: str) -> bool:
        """Go to a card; says whether it is there."""
        card, column = self._cards.get(id_), self.column_of(id_)
        if card is None or column is None:
            return False
        self.note_current(id_)
        column.show_card(card)
        self.ensureWidgetVisible(column, 0, 0)
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_key(self, event: QKeyEvent) -> None:
        key, id_ = Qt.Key(event.key()), self._current
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.drag is not None:
            if key == Qt.Key.Key_Escape:
                self.cancel_drag()
            event.accept()
            return
        if key in _ARROWS:
            self._move(id_, *_ARROWS[key]) if with_control else self._step(id_, *_ARROWS[key])
        elif event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        ):  # fmt: skip
            return
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_E):
            self.opened.emit(id_)
        elif key == Qt.Key.Key_Space:
            self.asked.emit(id_)
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit(id_)
        elif key == Qt.Key.Key_H:
            self.history_wanted.emit(id_)
        elif key == Qt.Key.Key_N:
            column = self.column_of(id_)
            self.add_wanted.emit(column.state if column else COLUMNS[0])
        else:
            return
        event.accept()

    def _step(self, id_: str, across: int, down: int) -> None:
        column = self.column_of(id_)
        if column is None:
            return
        ids = self._ids(column)
        at = ids.index(id_) + down
        if down and 0 <= at < len(ids):
            self.focus_card(ids[at])
        place = self.columns.index(column) + across
        # Over empty columns to the next that has cards.
        while across and 0 <= place < len(self.columns):
            there = self._ids(self.columns[place])
            if there:
                self.focus_card(there[min(ids.index(id_), len(there) - 1)])
                return
            place += across

    # ------------------------------------------------------------------ moving cards

    def _move(self, id_: str, across: int, down: int) -> None:
        column = self.column_of(id_)
        if column is None:
            return
        ids = self._ids(column)
        at = ids.index(id_)
        place = self.columns.index(column) + across
        if down and 0 <= at + down < len(ids):
            self._put(id_, column, at + down)
        elif across and 0 <= place < len(self.columns):
            target = self.columns[place]
            self._put(id_, target, min(at, len(target.cards)))

    def move_to(self, id_: str, state: str) -> None:
        """Move a card to the top of a column."""
        column = next(each for each in self.columns if each.state == state)
        self._put(id_, column, 0)

    def _put(self, id_: str, column: PlanColumn, place: int) -> None:
        """Show a card in its new place and tell; `place` counts without the card itself."""
        if self.locked:
            self.setToolTip(plain_tip(self.locked))
            return
        old = self.column_of(id_)
        others = [other for other in self._ids(column) if other != id_]
        before = others[place] if place < len(others) else self._beyond.get(column.state, "")
        after = [*others[:place], id_, *others[place:]]
        if old is column and self._ids(column) == after:
            return
        card = self._cards[id_]
        if old is not None and old is not column:
            old.set_cards([other for other in old.cards if other is not card])
        column.set_cards([self._cards[other] for other in after])
        self.focus_card(id_)
        words = _("{column}, {n} of {count}").format(
            column=column.accessibleName(), n=place + 1, count=len(after)
        )
        announce(card, words)
        self.moved.emit(id_, column.state, before)

    def _on_lifted(self, where: QPoint) -> None:
        card = self.sender()
        if isinstance(card, PlanCardWidget) and not self.locked:
            self.drag = CardDrag(self, self.columns, card)
            self.drag.move_to(where)

    def _on_dragged(self, where: QPoint) -> None:
        if self.drag is not None:
            self.drag.move_to(where)

    def _on_dropped(self) -> None:
        drag, self.drag = self.drag, None
        if drag is None:
            return
        drag.end()
        self._arrange()
        id_ = next((id_ for id_, card in self._cards.items() if card is drag.card), "")
        if drag.column is not None and id_:
            self._put(id_, drag.column, drag.place)

    def cancel_drag(self) -> None:
        """Leave the dragged card where it was."""
        drag, self.drag = self.drag, None
        if drag is not None:
            drag.end()
            self._arrange()
