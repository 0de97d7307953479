"""A hairline between what is above and what is below."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from client.ui.widgets.painting import draw_rule, repaint_on_theme


class Rule(QWidget):
    """A line across, as long as there is room but for `inset` pixels at either end."""

    def __init__(self, inset: int = 0) -> None:
        super().__init__()
        self._inset = inset
        self.setFixedHeight(1)
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_rule(QPainter(self), self._inset, 0, self.width() - 2 * self._inset)
