"""Keys of a shortcut drawn as caps: Ctrl Shift F."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.text import _
from client.ui.widgets.painting import CENTRE, draw_box, draw_text, repaint_on_theme, text_width

HEIGHT = 20
_PADDING = 6
_GAP = 4


def _cap(key: str) -> str:
    """A key as it stands on the keyboards of the person's language."""
    known = {
        "Ctrl": _("Ctrl"), "Shift": _("Shift"), "Alt": _("Alt"), "Del": _("Del"), "Esc": _("Esc"),
        "Enter": _("Enter"), "Return": _("Enter"), "Space": _("Space"), "Home": _("Home"),
        "End": _("End"), "PgUp": _("PgUp"), "PgDown": _("PgDown"), "Left": "←", "Right": "→",
        "Up": "↑", "Down": "↓",
    }  # fmt: skip
    return known.get(key, key)


def caps_of(shortcut: str) -> list[str]:
    """The keys of a shortcut as they stand on the keyboard."""
    # What Qt calls native is in Qt's language but for the Mac, whose signs are the keyboard's own.
    form = QKeySequence.SequenceFormat
    native = form.NativeText if sys.platform == "darwin" else form.PortableText
    shown = QKeySequence(shortcut).toString(native)
    head, _plus, last = shown.rpartition("+")
    if not last:
        # The key is the plus itself.
        head, last = head.removesuffix("+"), "+"
    keys = [*filter(None, head.split("+")), last] if shown else [shortcut]
    return [_cap(key) for key in keys]


def _cap_width(cap: str) -> float:
    return max(HEIGHT, text_width(cap, "small") + 2 * _PADDING)


def caps_width(shortcut: str) -> float:
    """How wide the caps of a shortcut are together."""
    caps = caps_of(shortcut)
    return sum(map(_cap_width, caps)) + _GAP * (len(caps) - 1)


def paint_caps(painter: QPainter, x: float, y: float, shortcut: str) -> None:
    """Draw the caps with their top left corner at a point."""
    paint_words(painter, x, y, caps_of(shortcut))


def paint_words(painter: QPainter, x: float, y: float, caps: list[str]) -> float:
    """Draw these caps; returns where they end."""
    for cap in caps:
        box = QRectF(x, y, _cap_width(cap), HEIGHT)
        draw_box(painter, box, "surface_sunken", "border", 4)
        draw_text(painter, box, cap, "small", role="text_muted", align=CENTRE)
        x = box.right() + _GAP
    return x


class KeyCaps(QWidget):
    """Caps beside each other on their own."""

    def __init__(self, caps: list[str]) -> None:
        super().__init__()
        self._caps = caps
        self.setAccessibleName(" ".join(caps))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)

    def sizeHint(self) -> QSize:
        width = sum(map(_cap_width, self._caps)) + _GAP * (len(self._caps) - 1)
        return QSize(round(width + 0.5), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_words(QPainter(self), 0, 0, self._caps)
