"""A canvas of entries: one tab stop whose entries are gone through, opened, dragged and moved.

What the pointer does and what the keys do is the same for the time grid and the month; where
entries lie, their places say.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from client.ui.calendar.calendar_view import Surroundings
from client.ui.calendar.canvas_keys import KeyDrag, key_drag
from client.ui.calendar.canvas_places import Places
from client.ui.calendar.colours import colours_of, painted
from client.ui.calendar.entry_drag import Grip, Wish
from client.ui.calendar.entry_paint import Look
from client.ui.calendar.entry_words import day_words, marks_of, span_words, spoken, title_words
from client.ui.calendar.grid_layout import days_of
from client.ui.text import _
from client.ui.widgets.painting import repaint_on_theme
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.desk import Desk

_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ALONG = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_LEFT_BEHIND, _GHOST = 0.4, 0.85
"""How much is seen of an entry that is dragged, and of where it is to be."""
_HOLDING = (Qt.Key.Key_Control, Qt.Key.Key_Shift)


class EntryCanvas(QAbstractScrollArea):
    """Stands on a day, and on one of its entries where it has any; signals as a view's."""

    opened = Signal(object)
    moved = Signal(object, object, object)
    copied = Signal(object, object, object)
    deleted = Signal(object)
    wanted = Signal(object, object, bool)
    day_chosen = Signal(object)
    more_wanted = Signal(object)
    """Date: what had no room on that day is asked for."""
    rested = Signal()
    """What was held was let go, and nothing comes of it."""
    went = Signal(object)
    stepped = Signal(int)

    def __init__(self, desk: Desk, name: str, places: Places) -> None:
        super().__init__()
        self.desk, self.name, self.places = desk, name, places
        self.surroundings = Surroundings({}, {})
        self.first = self.day = desk.today()
        self.last = day_after(self.first)
        self.current: Entry | None = None
        self.hovered: Entry | None = None
        self.wish: Wish | None = None
        """When what is dragged is to be; it is shown until the entries come anew."""
        self.held: Entry | None = None
        self.by_keys = False
        """Whether keys brought one where one stands, and not the pointer."""
        self._keys: KeyDrag | None = None
        self._still: QPixmap | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._say()
        repaint_on_theme(self.viewport())

    # ------------------------------------------------------------------ what is shown

    def place_anew(self, places: Places) -> None:
        """Take over where things lie now."""
        self.places = places
        self._still = None
        self.viewport().update()

    def entries_came(self, first: date, last: date) -> None:
        """Stand where one stood, as far as it is still there."""
        self.first, self.last = first, last
        self.wish = self.held = None
        self._keys = None
        if not self.shows(self.day):
            self.day = min(max(self.desk.today(), first), day_after(last, -1))
        here = self.places.entries_on(self.day)
        before = self.current
        self.current = next((entry for entry in here if _same(entry, before)), None)
        self.hovered = None
        self._say()

    def look(self, entry: Entry) -> Look:
        """How an entry looks now."""
        event = entry.kind == "event"
        return Look(
            colours_of(entry, self.surroundings.calendars),
            title_words(entry, self.surroundings),
            estimate=entry.estimate,
            struck=entry.done or entry.status == "cancelled",
            faint=entry.done or entry.status == "cancelled",
            hatched=event
            and (
                entry.asked or ((entry.free or entry.status == "tentative") and not entry.all_day)
            ),
            asked=entry.asked,
            chosen=entry is self.current and self.hasFocus() and entry is not self.held,
            hovered=entry is self.hovered,
            marks=marks_of(entry, self.surroundings),
            opacity=_LEFT_BEHIND if entry is self.held else 1,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        clip = QRectF(event.rect())
        if self.wish is None:
            self.places.paint(painter, clip, self.look)
            return
        if self._still is None:
            self._still = self._painted()
        painter.drawPixmap(QPoint(0, 0), self._still)
        self._paint_ghost(painter)

    def _painted(self) -> QPixmap:
        """All that stands still while something is dragged, painted once."""
        ratio = self.viewport().devicePixelRatioF()
        still = QPixmap(self.viewport().size() * ratio)
        still.setDevicePixelRatio(ratio)
        painter = QPainter(still)
        self.places.paint(painter, QRectF(self.viewport().rect()), self.look)
        painter.end()
        return still

    def _paint_ghost(self, painter: QPainter) -> None:
        assert self.wish is not None
        look = Look(painted(""), _("New event")) if self.held is None else self.look(self.held)
        ghost = replace(look, ghost=True, chosen=False, hovered=False, opacity=_GHOST)
        self.places.paint_ghost(painter, self.wish, ghost, look.title)

    def show_wish(self, wish: Wish | None) -> None:
        """Show a ghost where something is to be, or none; what stands still is kept."""
        if wish == self.wish:
            return
        self.wish = wish
        if wish is None:
            self.held, self._still = None, None
        else:
            words = span_words(wish.start, wish.end, self.desk.preferences)
            self.setAccessibleDescription(_("Moves to {when}").format(when=words))
        self.viewport().update()

    def forget_wish(self) -> None:
        """Let go of what is held; nothing comes of it."""
        self._keys = None
        self.setAccessibleDescription("")
        self.show_wish(None)
        self.rested.emit()

    @property
    def busy(self) -> bool:
        """Whether something is held just now: what changes elsewhere is to wait for it."""
        return self._keys is not None

    # ------------------------------------------------------------------ where one stands

    def stand_on(self, day: date, entry: Entry | None = None) -> None:
        """Go to a day, and to one of its entries."""
        self.day, self.current = day, entry
        if entry is not None:
            self.reveal(entry)
        self._say()
        self.standing_changed()
        self._still = None
        self.viewport().update()

    def shows(self, day: date) -> bool:
        """Whether one can stand on a day."""
        return self.first <= day < self.last

    @property
    def ringed(self) -> date | None:
        """The day on which the keyboard stands, where none of its entries shows that."""
        return self.day if self.hasFocus() and self.current is None else None

    @property
    def walked_to(self) -> date | None:
        """As `ringed`, where keys led there: a ring over all hours is too much for a click."""
        return self.ringed if self.by_keys else None

    def standing_changed(self) -> None:
        """The keyboard stands on another day, came or went."""

    def reveal(self, entry: Entry) -> None:
        """Scroll so that an entry can be seen; nothing to do where all is seen."""

    def _say(self) -> None:
        """Tell a screen reader where one is."""
        prefs = self.desk.preferences
        if self.current is not None:
            self.setAccessibleName(spoken(self.current, self.surroundings, prefs))
        else:
            words = {"view": self.name, "day": day_words(self.day, prefs)}
            self.setAccessibleName(_("{view}: {day}, nothing chosen").format(**words))

    def _across(self, step: int) -> None:
        """To the day beside, to what is there at about the same height."""
        day = day_after(self.day, step)
        if not self.first <= day < self.last:
            self.day = day
            self.current = None
            self.went.emit(day)
            return
        here = self.places.entries_on(day)
        level = self.places.rect_of(self.current).center().y() if self.current else 0.0
        near = min(
            here,
            key=lambda entry: abs(self.places.rect_of(entry).center().y() - level),
            default=None,
        )
        self.stand_on(day, near)

    def _along(self, step: int) -> None:
        """To the entry above or below; at the end of a month's day to the week beside."""
        here = list(self.places.entries_on(self.day))
        at = next((n for n, entry in enumerate(here) if entry is self.current), None)
        to = (0 if step > 0 else len(here) - 1) if at is None else at + step
        if 0 <= to < len(here):
            self.stand_on(self.day, here[to])
        elif step > 0 and self.places.left_out(self.day):
            self.more_wanted.emit(self.day)
        elif self.places.rows:
            self._across(step * self.places.rows)

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.by_keys:
            self.by_keys = True
            self.standing_changed()
        if not (self._drag_by(event) or self._walk_by(event) or self._act_by(event)):
            super().keyPressEvent(event)

    def _drag_by(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.wish:
            self.forget_wish()
            return True
        if self.current is None or not self.surroundings.may_move(self.current):
            return False
        moved = key_drag(self._keys, self.current, event, self.places.rows)
        if moved is None or not self._may(moved.grip, self.current):
            return False
        self._keys, self.held = moved, self.current
        self.show_wish(moved.wish)
        return True

    def _may(self, grip: Grip, entry: Entry) -> bool:
        """Whether an entry can be held so: what is due can only be put on another day."""
        if grip is Grip.MOVE:
            return self.surroundings.may_move(entry)
        return self.surroundings.may_change(entry)

    def _walk_by(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in _ACROSS:
            self._across(_ACROSS[key])
        elif key in _ALONG:
            self._along(_ALONG[key])
        elif key in _PAGES:
            self.stepped.emit(_PAGES[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            day = self.first if key == Qt.Key.Key_Home else day_after(self.last, -1)
            self.stand_on(day, next(iter(self.places.entries_on(day)), None))
        else:
            return False
        return True

    def _act_by(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._keys is not None:
                self._drop_keys()
            elif self.current is not None:
                self.opened.emit(self.current)
            else:
                wish = self.places.new_on(self.day)
                self.wanted.emit(wish.start, wish.end, wish.all_day)
        elif key == Qt.Key.Key_Delete and self.current is not None:
            self.deleted.emit(self.current)
        else:
            return False
        return True

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in _HOLDING and self._keys is not None:
            self._drop_keys()
        super().keyReleaseEvent(event)

    def _drop_keys(self) -> None:
        keys, self._keys = self._keys, None
        if keys is not None:
            self._drop(keys.entry, keys.wish)

    def _drop(self, entry: Entry, wish: Wish, *, copies: bool = False) -> None:
        """Have an entry moved or copied; its ghost stays where it was dropped until it is there."""
        self.setAccessibleDescription("")
        if (wish.start, wish.end) == (entry.start, entry.end):
            self.forget_wish()
            return
        start = wish.start
        self.day = days_of(replace(entry, start=start, end=wish.end))[0]
        (self.copied if copies else self.moved).emit(entry, start, wish.end)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.by_keys = True
            if self.current is None:
                self.stand_on(self.day, next(iter(self.places.entries_on(self.day)), None))
        self.standing_changed()
        self._still = None
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._keys is not None:
            self.forget_wish()
        self.standing_changed()
        self._still = None
        self.viewport().update()


def _same(entry: Entry, before: Entry | None) -> bool:
    """Whether it is the one that was here before, maybe moved."""
    return before is not None and (
        (entry.kind, entry.id, entry.instance) == (before.kind, before.id, before.instance)
    )
