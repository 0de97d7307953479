"""A row of a list in a card: leaf, avatar or icon, two lines, and words at the right end."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD, colour
from client.ui.widgets.avatar import paint_avatar
from client.ui.widgets.buttons import PaintedButton
from client.ui.widgets.date_tile import paint_date_tile
from client.ui.widgets.painting import RIGHT, draw_icon, draw_rule, draw_text, text_width
from client.ui.widgets.speaking import aloud

_PADDING = 16
_GAP = 18


@dataclass(frozen=True, slots=True)
class Leading:
    """What stands at the left: an icon, or a person's name, or a month with a day."""

    icon: str = ""
    person: str = ""
    month: str = ""
    day: str = ""
    estimate: bool = False
    called: str = ""
    """What the person is called in the title: it stands out from the other words."""
    said: str = ""
    """Its day as it is read out; "" for the number before the month."""


class ListRow(PaintedButton):
    """A clickable row, 55 high; ``figure`` and ``subfigure`` stand before ``trailing``.

    `inset` is what lies between its edges and its words, in pixels.
    """

    ring_radius = 4

    def __init__(self, *, rule: bool = True, inset: int = _PADDING) -> None:
        super().__init__()
        self._rule, self._inset = rule, inset
        self._leading = Leading()
        self._title = self._subtitle = ""
        self._trailing, self._trailing_role = "", "text_muted"
        self._widest = ""
        self._figure = self._subfigure = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_row(
        self,
        leading: Leading,
        title: str,
        subtitle: str = "",
        trailing: str = "",
        trailing_role: str = "text_muted",
    ) -> None:
        """Show the row's words; the trailing ones in a colour role."""
        self._leading, self._title, self._subtitle = leading, title, subtitle
        self._trailing, self._trailing_role = trailing, trailing_role
        self._speak()

    def set_figures(self, figure: str, subfigure: str = "") -> None:
        """Show a figure and a second line below it, right-aligned before the trailing words."""
        self._figure, self._subfigure = figure, subfigure
        self._speak()

    def align_with(self, trailing: str) -> None:
        """Keep room for these trailing words, the widest of the list, whatever this row's are."""
        self._widest = trailing
        self.update()

    def set_rule(self, rule: bool) -> None:
        """Draw a line at its foot, or none."""
        self._rule = rule
        self.update()

    @property
    def trailing(self) -> str:
        """The words at the right end."""
        return self._trailing

    def figure_edge(self, right: float) -> float:
        """Where the figures end, in pixels, in a row whose words end at `right`."""
        room = max(text_width(words, "small") for words in (self._trailing, self._widest))
        return right - (room + _GAP if room else 0.0)

    def _speak(self) -> None:
        said = (self._title, self._subtitle, self._figure, self._subfigure)
        when = self._leading.said or f"{self._leading.day} {self._leading.month}".strip()
        self.setAccessibleName(aloud(*said, when, self._trailing))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(264, 55)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.hovered:
            painter.fillRect(rect.adjusted(1, 0, -1, 0), colour("surface_hover"))
        if self._rule:
            draw_rule(painter, 0, rect.height() - 1, rect.width())
        left = self._inset + self._paint_leading(painter)
        # Without a second line on either side the one line stands in the middle.
        top = 9.0 if self._subtitle or (self._figure and self._subfigure) else 17.0
        right = self._paint_right(painter, rect.width() - self._inset, top)
        width = right - left - 8
        self._paint_title(painter, QRectF(left, top, width, 20))
        below = QRectF(left, 28, width, 17)
        draw_text(painter, below, self._subtitle, "small", role="text_muted")

    def _paint_title(self, painter: QPainter, rect: QRectF) -> None:
        if not self._leading.called:
            draw_text(painter, rect, self._title, "body", MEDIUM)
            return
        before, called, after = self._title.partition(self._leading.called)
        for words, weight in ((before, REGULAR), (called, MEDIUM), (after, REGULAR)):
            draw_text(painter, rect, words, "body", weight)
            rect = rect.adjusted(text_width(words, "body", weight), 0, 0, 0)
            if rect.width() <= 0:
                return

    def _paint_leading(self, painter: QPainter) -> float:
        leading = self._leading
        if leading.month:
            leaf = QRectF(self._inset, 8, 36, 38)
            paint_date_tile(painter, leaf, leading.month, leading.day, estimate=leading.estimate)
            return 46
        if leading.person:
            paint_avatar(painter, QRectF(self._inset, 15, 24, 24), leading.person)
            return 34
        if leading.icon:
            draw_icon(painter, self._inset, 18, leading.icon, size=18)
            return 30
        return 0

    def _paint_right(self, painter: QPainter, right: float, top: float) -> float:
        """Draw what stands at the right end; returns where it begins."""
        left = right
        if self._trailing:
            width = text_width(self._trailing, "small")
            place = QRectF(right - width - 1, top, width + 1, 20)
            role = self._trailing_role
            draw_text(painter, place, self._trailing, "small", REGULAR, role, RIGHT)
            left -= width
        if self._figure:
            left = self.figure_edge(right)
            width = text_width(self._figure, "body", SEMIBOLD) + 1
            place = QRectF(left - width, top, width, 20)
            draw_text(painter, place, self._figure, "body", SEMIBOLD, "text", RIGHT)
            below = QRectF(left - 120, 28, 120, 17)
            draw_text(painter, below, self._subfigure, "small", REGULAR, "text_muted", RIGHT)
            left -= max(width, text_width(self._subfigure, "small"))
        return left


def rule_between(rows: Sequence[ListRow]) -> None:
    """Draw a line below each row but the last, which stands on the border of its card."""
    for row in rows:
        row.set_rule(row is not rows[-1])


def align_figures(rows: Sequence[ListRow]) -> None:
    """Let the figures of a list's rows end below each other, whatever words follow them."""
    widest = max((row.trailing for row in rows), key=lambda w: text_width(w, "small"), default="")
    for row in rows:
        row.align_with(widest)
