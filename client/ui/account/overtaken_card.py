"""The card of an overtaken value: both values side by side, and the choice between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.account.overtaken_words import OvertakenWords, Side
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.widgets.avatar import Avatar
from client.ui.widgets.buttons import Button, SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.chip import Chip, ChipKind
from client.ui.widgets.labels import label
from client.ui.widgets.odometer import OdometerDisplay
from client.ui.widgets.painting import (
    RIGHT,
    draw_box,
    draw_icon,
    draw_rule,
    draw_text,
    repaint_on_theme,
    text_width,
)
from client.ui.widgets.tips import plain_tip

_HEAD = 40


class OvertakenCard(Card):
    """Shows the first of several; ``use_wanted`` and ``fine`` carry the words of the one shown."""

    use_wanted = Signal(object)
    fine = Signal(object)

    def __init__(self) -> None:
        super().__init__(flush=True, border="warn")
        self.shown: OvertakenWords | None = None
        self.head = _Head()
        self.used, self.kept = _Half(_("in use"), ChipKind.OK), _Half(_("kept"), ChipKind.PLAIN)
        self.use = SecondaryButton(_("Use this instead"), "undo-2")
        self.use.clicked.connect(self._on_use)
        self.used.add_note(_("The later edit, so it counts."))
        self.kept.add_note(_("Not lost: it is kept here."), self.use)
        self.fine_button = SecondaryButton(_("Fine as it is"), "check")
        self.fine_button.clicked.connect(self._on_fine)
        halves = QHBoxLayout()
        halves.setSpacing(0)
        halves.addWidget(self.used, 1)
        halves.addWidget(self.kept, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        note = label(_("All else of both edits went in unchanged."), "small", "text_muted")
        foot.addWidget(note, 1)
        foot.addWidget(self.fine_button)
        self.body.setSpacing(0)
        self.body.addWidget(self.head)
        self.body.addLayout(halves)
        self.body.addLayout(foot)

    def show_words(self, all_of_them: Sequence[OvertakenWords]) -> None:
        """Show the first; the card goes where there is none."""
        self.shown = all_of_them[0] if all_of_them else None
        self.setVisible(self.shown is not None)
        if self.shown is not None:
            count = _("{n} of {all}").format(n=1, all=len(all_of_them))
            self.head.show_words(self.shown.lead, self.shown.about, count)
            self.used.show_side(self.shown.used)
            self.kept.show_side(self.shown.kept)
            name = _("Use {value} instead").format(value=self.shown.kept.value)
            self.use.setAccessibleName(name)

    def _on_use(self) -> None:
        if self.shown is not None:
            self.use_wanted.emit(self.shown)

    def _on_fine(self) -> None:
        if self.shown is not None:
            self.fine.emit(self.shown)


class _Head(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HEAD)
        self._lead = self._about = self._count = ""
        repaint_on_theme(self)

    def show_words(self, lead: str, about: str, count: str) -> None:
        """Say what it is about."""
        self._lead, self._about, self._count = lead, about, count
        self.setAccessibleName(f"{lead}: {about}, {count}")
        self.setToolTip(plain_tip(f"{lead} · {about}"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_box(painter, rect, "warn_soft", "", 0)
        draw_icon(painter, 16, (_HEAD - 16) / 2, "git-branch", "warn", 16)
        count = text_width(self._count, "small") + 1
        right = rect.width() - 16 - count
        draw_text(painter, QRectF(right, 0, count, _HEAD), self._count, "small", role="warn",
                  align=RIGHT)  # fmt: skip
        left = 44.0
        room = QRectF(left, 0, right - left - 12, _HEAD)
        left += draw_text(painter, room, self._lead, "body", SEMIBOLD) + 6
        draw_text(painter, QRectF(left, 0, right - left - 12, _HEAD), f"· {self._about}", "body")


class _Half(QWidget):
    """One value, with who set it."""

    def __init__(self, chip: str, kind: ChipKind) -> None:
        super().__init__()
        self._ruled = kind is ChipKind.OK
        self.avatar = Avatar("", 24)
        self.who = label("", weight=SEMIBOLD)
        self.when = label("", "small", "text_muted")
        self.value = label("", "heading", weight=SEMIBOLD, wrap=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.avatar)
        top.addWidget(self.who)
        top.addWidget(self.when, 1)
        top.addWidget(Chip(chip, kind))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._column.addLayout(top)
        self._middle = QHBoxLayout()
        self.odometer = OdometerDisplay()
        self.odometer.hide()
        self._middle.addWidget(self.odometer)
        self._middle.addWidget(self.value, 1)
        self._middle.addStrut(32)
        self._column.addLayout(self._middle)
        repaint_on_theme(self)

    def add_note(self, words: str, button: Button | None = None) -> None:
        """Say what became of the value, and put a button beside it."""
        if button is not None:
            self._middle.addWidget(button)
        self._column.addWidget(label(words, "small", "text_muted", wrap=True))
        self._column.addStretch(1)

    def show_side(self, side: Side) -> None:
        """Show a value."""
        self.avatar.set_name(side.person)
        self.who.setText(side.who)
        self.when.setText(side.when)
        self.value.setText(side.value if side.reading is None else "")
        self.odometer.setVisible(side.reading is not None)
        if side.reading is not None:
            self.odometer.set_reading(*side.reading)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_rule(painter, 0, rect.height() - 1, rect.width())
        if self._ruled:
            draw_box(painter, QRectF(rect.right() - 1, 0, 1, rect.height()), "border", "", 0)
