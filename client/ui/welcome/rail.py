"""The rail at the left of the first steps: where one is among them, and that all stays here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from client.ui.text import _
from client.ui.theme import REGULAR, SEMIBOLD, colour
from client.ui.widgets.buttons import PaintedButton
from client.ui.widgets.labels import SyncLine, SyncState, label
from client.ui.widgets.painting import CENTRE, draw_box, draw_icon, draw_text, repaint_on_theme

WIDTH = 304
_ROW = 64


@dataclass(frozen=True, slots=True)
class Step:
    """A step's title, and what it is about or what came of it."""

    title: str
    about: str


class StepRow(PaintedButton):
    """A step to go to; a tick marks one that is done."""

    def __init__(self, number: int, step: Step) -> None:
        super().__init__()
        self._number, self._step, self._done = number, step, False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(step, done=False)

    def show_step(self, step: Step, *, done: bool) -> None:
        """Show what came of it."""
        self._step, self._done = step, done
        said = f"{self._number}. {step.title}, {step.about}"
        self.setAccessibleName(_("{step}, done").format(step=said) if done else said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 48, _ROW)

    def nextCheckState(self) -> None:  # noqa: N802 (Qt's name)
        """Where one is, the page says; a click only asks to go there."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked() or self.hovered:
            draw_box(painter, rect, "accent_soft" if self.isChecked() else "surface_hover", "", 6)
        disc = QRectF(8, 10, 24, 24)
        if self._done:
            draw_box(painter, disc, "accent", "", 12)
            draw_icon(painter, 13, 15, "check", "accent_text", 14)
        else:
            ring = "accent" if self.isChecked() else "border_strong"
            draw_box(painter, disc, "", ring, 12)
            ink = "accent" if self.isChecked() else "text_muted"
            draw_text(painter, disc, str(self._number), "small", SEMIBOLD, ink, CENTRE)
        wide = rect.width() - 52
        ink = "accent" if self.isChecked() else "text"
        draw_text(painter, QRectF(44, 11, wide, 20), self._step.title, "body", SEMIBOLD, ink)
        about = QRectF(44, 35, wide, 18)
        draw_text(painter, about, self._step.about, "small", REGULAR, "text_muted")


class _Mark(QWidget):
    """The program's mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(36, 36)
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), "accent", "", 8)
        draw_icon(painter, 8, 8, "gauge", "accent_text", 20)


class _Promise(QWidget):
    """That nothing leaves the computer."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(44, 12, 12, 12)
        column.setSpacing(4)
        column.addWidget(label(_("Everything stays on this computer"), weight=SEMIBOLD, wrap=True))
        words = _("No account is needed. You can share or sync later.")
        column.addWidget(label(words, "small", "text_muted", wrap=True))
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), "surface_raised", "border", 8)
        draw_icon(painter, 16, 14, "hard-drive", size=18)


class StepRail(QWidget):
    """``chosen`` carries the place of the step that was clicked."""

    chosen = Signal(int)

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.rows = [StepRow(place + 1, step) for place, step in enumerate(steps)]
        head = QHBoxLayout()
        head.setContentsMargins(0, 8, 0, 0)
        head.setSpacing(12)
        head.addWidget(_Mark())
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(label("Paddock", "heading", weight=SEMIBOLD))
        names.addWidget(label(_("Your garage, in order"), "small", "text_muted"))
        head.addLayout(names, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(32)
        for row in self.rows:
            row.clicked.connect(self._on_clicked)
            column.addWidget(row)
        column.addStretch(1)
        column.addWidget(_Promise())
        column.addSpacing(16)
        foot = QWidget()
        foot.setFixedHeight(40)
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(SyncLine(SyncState.OFF, _("Not syncing")))
        column.addWidget(foot, 0, Qt.AlignmentFlag.AlignBottom)
        self.mark(0)
        repaint_on_theme(self)

    def mark(self, place: int) -> None:
        """Show at which step one is."""
        for at, row in enumerate(self.rows):
            row.setChecked(at == place)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, StepRow):
            self.chosen.emit(self.rows.index(sender))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, colour("surface_sunken"))
        painter.fillRect(QRectF(rect.right() - 1, 0, 1, rect.height()), colour("border"))
        painter.fillRect(QRectF(0, rect.height() - 41, rect.width() - 1, 1), colour("border"))
