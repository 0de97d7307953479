"""The empty state: what is missing, why it is worth having, and what to do next."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.painting import draw_icon, repaint_on_theme

_ICON = 28
_WIDEST = 320


class _Picture(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(_ICON, _ICON)
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), 0, QRectF(self.rect()).top(), self._icon, size=_ICON)


class EmptyState(QWidget):
    """``primary`` and ``secondary`` are emitted by its two buttons; empty words hide a button."""

    primary = Signal()
    secondary = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        words: str,
        primary: tuple[str, str] = ("", ""),
        secondary: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(_Picture(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        heading = label(title, weight=SEMIBOLD)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(heading)
        self._words, self._locked = words, ""
        self._offered = bool(primary[0]), bool(secondary[0])
        self.text = label(words, role="text_muted", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setFixedWidth(_WIDEST)
        self.text.setMinimumHeight(self.text.heightForWidth(_WIDEST))
        column.addWidget(self.text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addLayout(self._buttons(primary, secondary))
        column.addStretch(1)

    def say(self, words: str) -> None:
        """Say why it is worth having in other words."""
        self._words = words
        if not self._locked:
            self.text.setText(words)
            self.text.setMinimumHeight(self.text.heightForWidth(_WIDEST))

    def lock(self, why: str) -> None:
        """Offer nothing and say who may; "" offers again what it did."""
        if why == self._locked:
            return
        self._locked = why
        self.text.setText(f"{why}." if why else self._words)
        self.text.setMinimumHeight(self.text.heightForWidth(_WIDEST))
        buttons = (self.primary_button, self.secondary_button)
        for button, offered in zip(buttons, self._offered, strict=True):
            button.setVisible(offered and not why)

    def _buttons(self, primary: tuple[str, str], secondary: tuple[str, str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.primary_button = PrimaryButton(*primary)
        self.primary_button.clicked.connect(self.primary)
        self.secondary_button = SecondaryButton(*secondary)
        self.secondary_button.clicked.connect(self.secondary)
        row.addWidget(self.primary_button)
        row.addWidget(self.secondary_button)
        # Told to show before they have a parent, they would be windows of their own.
        for button, words in ((self.primary_button, primary), (self.secondary_button, secondary)):
            if not words[0]:
                button.hide()
        row.addStretch(1)
        return row
