"""Long work: what is being done, how far it is, and Cancel."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from client.ui.text import _
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label
from client.ui.widgets.painting import draw_box, repaint_on_theme

_HEIGHT = 4


class ProgressBar(QWidget):
    """A bar of four pixels; a share of None means that the end is not known."""

    def __init__(self) -> None:
        super().__init__()
        self.share: float | None = 0.0
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)

    def set_share(self, share: float | None) -> None:
        """Show how far the work is, 0 to 1."""
        self.share = share
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_box(painter, rect, "border", "", 2)
        if self.share is None:
            draw_box(painter, rect.adjusted(rect.width() / 3, 0, -rect.width() / 3, 0), "accent")
        elif self.share > 0:
            rect.setWidth(max(4.0, rect.width() * min(self.share, 1.0)))
            draw_box(painter, rect, "accent", "", 2)


class ProgressStrip(Card):
    """``cancelled`` asks the work to stop; the strip stays until its owner takes it away."""

    cancelled = Signal()

    def __init__(self, words: str = "", share: float | None = 0.0) -> None:
        super().__init__()
        self._words = label()
        self._bar = ProgressBar()
        self.cancel_button = SecondaryButton(_("Cancel"), small=True)
        self.cancel_button.clicked.connect(self.stop)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self.cancel_button)
        self.body.addLayout(row)
        self.body.addWidget(self._bar)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_progress(words, share)

    @property
    def share(self) -> float | None:
        """How far it is, 0 to 1; None if unknown."""
        return self._bar.share

    def set_progress(self, words: str, share: float | None) -> None:
        """Say what is being done, and how far it is (0 to 1, None if unknown)."""
        self._words.setText(words)
        self._bar.set_share(share)
        self.setAccessibleName(words)

    def stop(self) -> None:
        """Ask the work to stop, and say so: it may take a moment until it looks."""
        self.cancel_button.setEnabled(False)
        self.set_progress(_("Stopping…"), self.share)
        self.cancelled.emit()
