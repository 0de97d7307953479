"""Where the money went: one bar cut into parts, and what each part is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from client.ui.theme import MEDIUM, REGULAR
from client.ui.widgets.painting import draw_box, draw_text, repaint_on_theme
from client.ui.widgets.tips import plain_tip

_BAR = 12
_GAP = 2
_LEGEND = 44
_NARROWEST = 112
# Neighbours differ in lightness as well as in hue.
_ROLES = ("chart_1", "chart_3", "chart_4", "chart_2", "chart_5")


@dataclass(frozen=True, slots=True)
class MoneyPart:
    """A part's name, its size in any one currency, and its amount as it is read."""

    name: str
    size: float
    amount: str


class MoneySplitBar(QWidget):
    """Parts are shown in the order given; a sixth and later share the last colour."""

    def __init__(self, parts: Sequence[MoneyPart] = ()) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        repaint_on_theme(self)
        self.set_parts(parts)

    def set_parts(self, parts: Sequence[MoneyPart]) -> None:
        """Show the parts; those of no size have a legend but no bar."""
        self._parts = tuple(parts)
        self.setAccessibleName(", ".join(f"{part.name} {part.amount}" for part in parts))
        self.updateGeometry()
        self.update()

    def _columns(self, width: float) -> int:
        return max(1, min(len(self._parts), int(width // _NARROWEST)))

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._parts) // self._columns(width))
        return _BAR + 8 + rows * _LEGEND

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, _BAR + _LEGEND)

    def bars(self) -> list[tuple[QRectF, MoneyPart]]:
        """The places of the parts of some size, left to right."""
        sized = [part for part in self._parts if part.size > 0]
        total = sum(part.size for part in sized)
        room = self.width() - _GAP * max(len(sized) - 1, 0)
        left, found = 0.0, []
        for part in sized:
            width = room * part.size / total
            found.append((QRectF(left, 0, max(width, 1.0), _BAR), part))
            left += width + _GAP
        return found

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = QPointF(event.pos())
            for rect, part in self.bars():
                if rect.contains(at):
                    QToolTip.showText(
                        event.globalPos(), plain_tip(f"{part.name} {part.amount}"), self
                    )
                    return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        roles = {part.name: _role(place) for place, part in enumerate(self._parts)}
        bars = self.bars()
        if not bars:
            draw_box(painter, QRectF(0, 0, self.width(), _BAR), "border", "", 2)
        for rect, part in bars:
            draw_box(painter, rect, roles[part.name], "", 2)
        columns = self._columns(self.width())
        column = self.width() / columns
        for place, part in enumerate(self._parts):
            left, top = (place % columns) * column, _BAR + 10 + (place // columns) * _LEGEND
            draw_box(painter, QRectF(left, top + 5, 8, 8), roles[part.name], "", 2)
            name = QRectF(left + 16, top, column - 20, 18)
            draw_text(painter, name, part.name, "small", REGULAR, "text_muted")
            amount = QRectF(left + 16, top + 18, column - 20, 20)
            draw_text(painter, amount, part.amount, "body", MEDIUM)


def _role(place: int) -> str:
    return _ROLES[min(place, len(_ROLES) - 1)]
