"""What the pointer does on a canvas of entries: it points, clicks, drags and draws out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from client.ui.calendar.canvas_places import HEAD_OF_DAY, MORE, Hit, Places
from client.ui.calendar.entry_canvas import EntryCanvas
from client.ui.calendar.entry_drag import FINE, SNAP, Grip
from client.ui.calendar.entry_words import tip
from client.ui.widgets.edge_roll import EdgeRoll
from client.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.desk import Desk

_TICK_MILLISECONDS = 16
_ROLL = EdgeRoll(edge=32, fastest=14)


@dataclass
class Drag:
    """What the pointer holds: an entry, or an empty spot where something new is to be."""

    hit: Hit
    pressed: QPointF
    where: QPointF
    started: bool = False
    step: int = SNAP


class DraggingCanvas(EntryCanvas):
    """Dragging keeps to a quarter of an hour, with Alt to a minute; Ctrl copies; Esc lets go."""

    def __init__(self, desk: Desk, name: str, places: Places) -> None:
        super().__init__(desk, name, places)
        self._drag: Drag | None = None
        self._rolling = QTimer(self)
        self._rolling.setInterval(_TICK_MILLISECONDS)
        self._rolling.timeout.connect(self._roll)

    @property
    def top_of_roll(self) -> float:
        """Where what can be scrolled begins."""
        return 0

    def entries_came(self, first: date, last: date) -> None:
        self._let_go()
        super().entries_came(first, last)

    def forget_wish(self) -> None:
        self._let_go()
        super().forget_wish()

    def _let_go(self) -> None:
        self._drag = None
        self._rolling.stop()

    # ------------------------------------------------------------------ pressing and dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        where = event.position()
        hit = self.places.hit(where)
        self._drag = Drag(hit, where, where)
        self.by_keys = False
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not hit.beside:
            self.stand_on(hit.spot.day, hit.entry)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where, drag = event.position(), self._drag
        if drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(self.places.hit(where))
            return
        far = (where - drag.pressed).manhattanLength() >= QApplication.startDragDistance()
        if not drag.started and (not far or not self._may_start(drag.hit)):
            return
        if not drag.started:
            drag.started = True
            self.held = drag.hit.entry
            self._rolling.start()
        drag.where = where
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        drag.step = FINE if alt else SNAP
        self._follow()

    def _may_start(self, hit: Hit) -> bool:
        if hit.beside:
            return False
        return hit.entry is None or self._may(hit.grip, hit.entry)

    @property
    def busy(self) -> bool:
        return super().busy or (self._drag is not None and self._drag.started)

    def _follow(self) -> None:
        drag = self._drag
        if drag is not None and drag.started:
            spot = self.places.spot(drag.hit, drag.where)
            self.show_wish(self.places.wish(drag.hit, spot, drag.step))

    def _roll(self) -> None:
        """Scroll the faster the nearer the pointer is to an edge."""
        drag, bar = self._drag, self.verticalScrollBar()
        if drag is None or not drag.started:
            self._rolling.stop()
            return
        y = drag.where.y() - self.top_of_roll
        if y > -_ROLL.edge and _ROLL.roll(bar, y, self.viewport().height() - self.top_of_roll):
            self._follow()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, wish = self._drag, self.wish
        if drag is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._let_go()
        if not drag.started:
            self._click(drag.hit)
        elif wish is not None and drag.hit.entry is not None:
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            copies = ctrl and drag.hit.grip is Grip.MOVE and drag.hit.entry.kind == "event"
            self._drop(drag.hit.entry, wish, copies=copies)
        elif wish is not None:
            self.wanted.emit(wish.start, wish.end, wish.all_day)

    def _click(self, hit: Hit) -> None:
        if hit.beside == HEAD_OF_DAY:
            self.day_chosen.emit(hit.spot.day)
        elif hit.beside == MORE:
            self.more_wanted.emit(hit.spot.day)
        elif hit.entry is not None:
            self.opened.emit(hit.entry)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self.places.hit(event.position())
        if hit.entry is None and not hit.beside:
            wish = self.places.new_at(hit.spot)
            self.show_wish(wish)
            self.wanted.emit(wish.start, wish.end, wish.all_day)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # The look at an entry has all that can be done with it, so it is what a menu would be.
        entry = self.current
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            hit = self.places.hit(QPointF(event.pos()))
            entry = None if hit.beside else hit.entry
            if entry is not None:
                self.stand_on(hit.spot.day, entry)
        if entry is not None and not self.busy:
            self.opened.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self.forget_wish()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ pointing

    def _hover(self, hit: Hit) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if hit.beside in (HEAD_OF_DAY, MORE) or hit.entry is not None:
            shape = Qt.CursorShape.PointingHandCursor
        if hit.grip in (Grip.START, Grip.END) and self._may_start(hit):
            sideways = hit.sideways
            shape = Qt.CursorShape.SizeHorCursor if sideways else Qt.CursorShape.SizeVerCursor
        self.viewport().setCursor(shape)
        self._point_at(hit.entry)

    def _point_at(self, entry: Entry | None) -> None:
        """Paint anew only what is pointed at, and what was before: a full week takes a while."""
        if entry is self.hovered:
            return
        before, self.hovered = self.hovered, entry
        for each in (before, entry):
            if each is not None:
                for rect in self.places.rects_of(each):
                    self.viewport().update(rect.toAlignedRect())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self.places.hit(QPointF(event.pos()))
            words = ""
            if hit.entry is not None and self._drag is None:
                words = tip(hit.entry, self.surroundings, self.desk.preferences)
            QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self._point_at(None)
        return super().viewportEvent(event)
