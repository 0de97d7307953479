"""The grid of vehicle cards: as many across as fit, in sections, made a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from client.ui.theme import SEMIBOLD
from client.ui.widgets.labels import label
from client.ui.widgets.vehicle_card import HEIGHT, CardContent, VehicleCard

LEAST = 264
GAP = 16
_HEADING = 24
_HEADING_GAP = 12
AT_ONCE = 16
"""So many cards are made before others get their turn: a few milliseconds of work."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A card to be shown; ``section`` is the heading it stands below, "" for none."""

    id: str
    content: CardContent
    picture: str
    paint: str
    section: str = ""


class CardGrid(QWidget):
    """``opened`` carries the id of the vehicle whose card was pressed; arrows go between cards.

    ``selected`` says that other cards are selected; ``menu`` asks for what can be done with a
    vehicle, at a place on the screen, and ``deletion`` for the trash.
    """

    opened = Signal(str)
    selected = Signal()
    menu = Signal(str, QPoint)
    deletion = Signal(str)
    all_made = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follows: QWidget | None = None
        """What Tab comes from to the first card; else the cards are last, as they are made last."""
        self._cards: dict[str, VehicleCard] = {}
        self._shown: dict[str, Shown] = {}
        self._order: list[str] = []
        self._tabbed: list[str] = []
        self._headings: list[QLabel] = []
        self._sections: list[str] = []
        self._photos: dict[str, QPixmap] = {}
        self._picks: set[str] = set()
        self._anchor = ""
        self._columns = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._make_some)

    # ------------------------------------------------------------------ the cards

    def set_cards(self, cards: Sequence[Shown]) -> None:
        """Show these in this order; cards that stay are kept."""
        wanted = [card.id for card in cards]
        for gone in self._cards.keys() - set(wanted):
            card = self._cards.pop(gone)
            card.hide()
            card.deleteLater()
        before, self._shown = self._shown, {card.id: card for card in cards}
        for id_, card in self._cards.items():
            shown = self._shown[id_]
            if before.get(id_) != shown:
                card.set_content(shown.content)
                card.set_picture(shown.picture, shown.paint)
        self._order = wanted
        self._keep_picks()
        self._make_some()

    def _make_some(self) -> None:
        missing = [id_ for id_ in self._order if id_ not in self._cards]
        for id_ in missing[:AT_ONCE]:
            shown = self._shown[id_]
            card = self._cards[id_] = VehicleCard(shown.content, shown.picture, shown.paint)
            card.setParent(self)
            card.setProperty("vehicle", id_)
            card.set_photo(self._photos.get(id_))
            card.set_selected(id_ in self._picks)
            card.clicked.connect(self._on_clicked)
            card.picked.connect(self._on_picked)
        self._arrange()
        if len(missing) > AT_ONCE:
            self._later.start()
        else:
            self.all_made.emit()

    def set_photo(self, id_: str, photo: QPixmap | None) -> None:
        """Show a person's photo on a card, or the drawing again."""
        if photo is self._photos.get(id_):
            return
        if photo is None:
            del self._photos[id_]
        else:
            self._photos[id_] = photo
        if id_ in self._cards:
            self._cards[id_].set_photo(photo)

    @property
    def cards(self) -> list[VehicleCard]:
        """The cards in their order."""
        return [self._cards[id_] for id_ in self._order if id_ in self._cards]

    @property
    def columns(self) -> int:
        """How many stand side by side."""
        return self._columns

    @property
    def sections(self) -> list[str]:
        """The headings shown, from above."""
        return list(self._sections)

    # ------------------------------------------------------------------ where they stand

    def _fitting(self) -> int:
        return max(1, (self.width() + GAP) // (LEAST + GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        columns = self._columns = self._fitting()
        wide = (self.width() - GAP * (columns - 1)) / columns
        top, place, section = 0, 0, ""
        self._sections = []
        for id_ in self._order:
            shown, card = self._shown[id_], self._cards.get(id_)
            if shown.section and (shown.section != section or not self._sections):
                top = self._end_row(top, place, columns, more=place > 0)
                place, section = 0, shown.section
                top = self._put_heading(section, top)
            if place and place % columns == 0:
                top += HEIGHT + GAP
            at = place % columns
            left, right = round(at * (wide + GAP)), round(at * (wide + GAP) + wide)
            place += 1
            if card is None:
                continue
            card.setGeometry(left, top, right - left, HEIGHT)
            card.show()
        for spare in self._headings[len(self._sections) :]:
            spare.hide()
        self.setFixedHeight(self._end_row(top, place, columns, more=False))
        self._chain()

    def _chain(self) -> None:
        """Let the keyboard go through the cards as they stand; only what has moved is chained."""
        wanted = [id_ for id_ in self._order if id_ in self._cards]
        same = 0
        for old, new in zip(self._tabbed, wanted, strict=False):
            if old != new:
                break
            same += 1
        for place in range(same, len(wanted)):
            before = self._cards[wanted[place - 1]] if place else self.follows
            if before is not None:
                QWidget.setTabOrder(before, self._cards[wanted[place]])
        self._tabbed = wanted

    def _end_row(self, top: int, place: int, columns: int, *, more: bool) -> int:
        """Where what comes after a section begins."""
        return top + (HEIGHT if place else 0) + (GAP + 8 if more else 0)

    def _put_heading(self, words: str, top: int) -> int:
        at = len(self._sections)
        if at == len(self._headings):
            made = label("", "heading", weight=SEMIBOLD)
            made.setParent(self)
            self._headings.append(made)
        heading = self._headings[at]
        heading.setText(words)
        heading.setGeometry(0, top, self.width(), _HEADING)
        heading.show()
        self._sections.append(words)
        return top + _HEADING + _HEADING_GAP

    # ------------------------------------------------------------------ which are selected

    @property
    def picks(self) -> tuple[str, ...]:
        """The vehicles selected, in the order in which they stand."""
        return tuple(id_ for id_ in self._order if id_ in self._picks)

    def pick(self, ids: Iterable[str]) -> None:
        """Select these and no others."""
        self._picks = set(ids) & set(self._order)
        for id_, card in self._cards.items():
            card.set_selected(id_ in self._picks)
        self.selected.emit()

    def _keep_picks(self) -> None:
        if not self._picks <= set(self._order):
            self.pick(self._picks)

    def _on_picked(self, many: bool) -> None:
        sender = self.sender()
        if sender is None:
            return
        id_ = str(sender.property("vehicle"))
        if many and self._anchor in self._order:
            ends = sorted((self._order.index(self._anchor), self._order.index(id_)))
            self.pick(self._picks | set(self._order[ends[0] : ends[1] + 1]))
        else:
            self._anchor = id_
            self.pick(self._picks ^ {id_})

    # ------------------------------------------------------------------ mouse and keyboard

    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.opened.emit(str(sender.property("vehicle")))

    def _focused(self) -> int:
        # Asking each of some hundred cards would be felt: the search popup asks at every letter.
        focus = QApplication.focusWidget()
        if not isinstance(focus, VehicleCard):
            return -1
        return next((at for at, card in enumerate(self.cards) if card is focus), -1)

    @property
    def focused_vehicle(self) -> tuple[str, ...]:
        """The vehicle whose card has the keyboard; none without."""
        here = self._focused()
        return (str(self.cards[here].property("vehicle")),) if here >= 0 else ()

    def focus(self, id_: str) -> None:
        """Give the keyboard to the card of a vehicle, if it has one."""
        card = self._cards.get(id_)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            under = self.childAt(event.pos())
            card, place = under if isinstance(under, VehicleCard) else None, event.globalPos()
        else:
            here = self._focused()
            card = self.cards[here] if here >= 0 else None
            place = card.mapToGlobal(QPoint(16, 136)) if card else event.globalPos()
        if card is not None:
            self.menu.emit(str(card.property("vehicle")), place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cards, here = self.cards, self._focused()
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Home: -here,
            Qt.Key.Key_End: len(cards) - 1 - here,
        }
        step = steps.get(Qt.Key(event.key()))
        if here < 0:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.deletion.emit(str(cards[here].property("vehicle")))
        elif step is None:
            super().keyPressEvent(event)
        elif 0 <= here + step < len(cards):
            cards[here + step].setFocus(Qt.FocusReason.TabFocusReason)
