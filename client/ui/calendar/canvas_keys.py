"""Moving an entry with the keys: how far it has gone so far, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from client.ui.calendar.entry_drag import FINE, SNAP, Grip, Wish, lengthened, shifted
from client.ui.calendar.grid_layout import is_bar

if TYPE_CHECKING:
    from client.operations.agenda import Entry

_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ALONG = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class KeyDrag:
    """An entry that the keys have moved (Ctrl), or made longer or shorter (Shift)."""

    entry: Entry
    grip: Grip
    days: int = 0
    minutes: int = 0

    @property
    def wish(self) -> Wish:
        """When it is to be."""
        if self.grip is Grip.MOVE:
            return shifted(self.entry, days=self.days, minutes=self.minutes)
        return lengthened(self.entry, days=self.days, minutes=self.minutes)


def key_drag(before: KeyDrag | None, entry: Entry, event: QKeyEvent, rows: int) -> KeyDrag | None:
    """The drag after one more key; None where the key drags nothing.

    Ctrl and an arrow move by a day, by a week in the month, or by a quarter of an hour; with Alt
    by a minute. Shift and an arrow move the end.
    """
    held = event.modifiers()
    ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
    if ctrl is bool(held & Qt.KeyboardModifier.ShiftModifier):
        return None
    grip = Grip.MOVE if ctrl else Grip.END
    key = Qt.Key(event.key())
    drag = before if before is not None and before.grip is grip else KeyDrag(entry, grip)
    if key in _ACROSS:
        if grip is Grip.END and not is_bar(entry) and not rows:
            return None
        return replace(drag, days=drag.days + _ACROSS[key])
    if key not in _ALONG:
        return None
    if rows:
        return replace(drag, days=drag.days + rows * _ALONG[key])
    if entry.all_day:
        return None
    step = FINE if held & Qt.KeyboardModifier.AltModifier else SNAP
    return replace(drag, minutes=drag.minutes + step * _ALONG[key])
