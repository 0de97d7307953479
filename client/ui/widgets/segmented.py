"""A segmented control: one of a few choices, moved through with the arrow keys."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD
from client.ui.widgets.buttons import PaintedButton
from client.ui.widgets.painting import (
    CENTRE,
    draw_box,
    draw_icon,
    draw_text,
    repaint_on_theme,
    text_width,
)
from client.ui.widgets.tab_order import stop_before, tab_through
from client.ui.widgets.tips import plain_tip


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice: what it is called in code, its words, or an icon with spoken words."""

    key: str
    words: str
    icon: str = ""


class _SegmentButton(PaintedButton):
    def __init__(self, segment: Segment, first: bool) -> None:
        super().__init__()
        self.segment = segment
        self._first = first
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(segment.words)
        self.setToolTip(plain_tip(segment.words if segment.icon else ""))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        if self.segment.icon:
            return QSize(37, 32)
        return QSize(math.ceil(text_width(self.segment.words, "body", SEMIBOLD)) + 24, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        ink = "accent" if self.isChecked() else "text_muted"
        surface = "accent_soft" if self.isChecked() else "surface_hover" if self.hovered else ""
        if surface:
            draw_box(painter, rect.adjusted(1, 1, -1, -1), surface, "", 5)
        if not self._first:
            draw_box(painter, QRectF(0, 1, 1, rect.height() - 2), "border_strong", "", 0)
        if self.segment.icon:
            left, top = (self.width() - 16) / 2, (self.height() - 16) / 2
            draw_icon(painter, left, top, self.segment.icon, ink)
        else:
            weight = SEMIBOLD if self.isChecked() else MEDIUM
            draw_text(painter, rect, self.segment.words, "body", weight, ink, CENTRE)


class SegmentedControl(QWidget):
    """Choices side by side, one tab stop; ``chosen`` carries the key picked by the person."""

    chosen = Signal(str)
    accessible_role = QAccessible.Role.Grouping

    def __init__(self, segments: Sequence[Segment], name: str, current: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._buttons: dict[str, _SegmentButton] = {}
        self._group.buttonClicked.connect(self._on_clicked)
        repaint_on_theme(self)
        self.set_segments(segments, current)

    def set_segments(self, segments: Sequence[Segment], current: str = "") -> None:
        """Replace the choices; without ``current`` the first is picked. Emits nothing."""
        before = stop_before(next(iter(self._buttons.values()))) if self._buttons else None
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for place, segment in enumerate(segments):
            button = _SegmentButton(segment, place == 0)
            # In place of the tip, which would say the name once more.
            place_words = _("{n} of {count}").format(n=place + 1, count=len(segments))
            button.setAccessibleDescription(place_words)
            self._group.addButton(button)
            self._row.addWidget(button)
            self._buttons[segment.key] = button
        if before is not None:
            tab_through((before, *self._buttons.values()))
        if segments:
            self.set_current(current or segments[0].key)

    def sizeHint(self) -> QSize:
        # Buttons that were made just now are not shown yet: the layout does not count them.
        hints = [button.sizeHint() for button in self._buttons.values()]
        height = max((hint.height() for hint in hints), default=0)
        return QSize(sum(hint.width() for hint in hints), height)

    @property
    def keys(self) -> tuple[str, ...]:
        """What there is to choose from, from left to right."""
        return tuple(self._buttons)

    def button(self, key: str) -> PaintedButton:
        """The button of a choice; KeyError for an unknown key."""
        return self._buttons[key]

    def set_current(self, key: str) -> None:
        """Pick a choice without emitting; KeyError for an unknown key."""
        self._buttons[key].setChecked(True)
        self._set_stop()

    def _set_stop(self) -> None:
        """Let Tab come to the choice that is picked: Qt does so only once one was there."""
        for key, button in self._buttons.items():
            stop = self.current in ("", key)
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def clear(self) -> None:
        """Pick none: what is shown is none of the choices."""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setAutoExclusive(False)
            button.setChecked(False)
            button.setAutoExclusive(True)
        self._group.setExclusive(True)
        self._set_stop()

    @property
    def current(self) -> str:
        """The key of the choice picked; empty when there are no choices."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def _on_clicked(self, button: _SegmentButton) -> None:
        self.chosen.emit(button.segment.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), QRectF(self.rect()), "surface_raised", "border_strong", 6)
