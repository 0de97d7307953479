"""A column of a table from elsewhere: its heading, what it is, and its first cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from client.exchange.generic_columns import LEFT_OUT
from client.ui.text import _
from client.ui.theme import MEDIUM, REGULAR, theme
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.painting import LEFT, RIGHT, draw_rule, draw_text, repaint_on_theme
from client.ui.widgets.tips import plain_tip

ROW_HEIGHT = 24
_HEADING_HEIGHT = 24
_GAP = 4
_INSET = 11
"""As far as the words of a box stand from its edge."""
_TOLD = 3
"""Cells that a screen reader tells of a column."""
_TIP_LINES = 12


class Cells(QWidget):
    """Lines of text one below the other, shortened; some may be wrong, or all left out."""

    def __init__(self, texts: Sequence[str], *, right: bool = False) -> None:
        super().__init__()
        self.texts = tuple(" ".join(text.split()) for text in texts)
        self.wrong: Set[int] = frozenset()
        self.left_out = False
        self._align = RIGHT if right else LEFT
        self.setFixedHeight(len(texts) * ROW_HEIGHT)
        repaint_on_theme(self)

    def set_wrong(self, places: Set[int]) -> None:
        """Mark the texts that cannot be read."""
        self.wrong = places
        self.update()

    def set_left_out(self, left_out: bool) -> None:
        """Show that nothing of it is taken."""
        self.left_out = left_out
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at, text in enumerate(self.texts):
            rect = QRectF(0, at * ROW_HEIGHT, self.width(), ROW_HEIGHT)
            if at:
                draw_rule(painter, 0, rect.y(), rect.width())
            role = "late" if at in self.wrong else "text_muted" if self.left_out else "text"
            draw_text(painter, rect.adjusted(_INSET, 0, -6, 0), text, "small", role=role,
                      align=self._align)  # fmt: skip


class Heading(QWidget):
    """What the file calls a column, on one line."""

    def __init__(self, words: str, *, given: bool = True) -> None:
        super().__init__()
        self._words, self._given = words, given
        self.setFixedHeight(_HEADING_HEIGHT)
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        weight, role = (MEDIUM, "text") if self._given else (REGULAR, "text_muted")
        rect = QRectF(self.rect()).adjusted(_INSET, 0, -2, 0)
        draw_text(QPainter(self), rect, self._words, "small", weight, role)


class ColumnPreview(QWidget):
    """``changed`` says that a person chose what the column is."""

    changed = Signal()

    def __init__(self, title: str, place: int, cells: Sequence[str]) -> None:
        super().__init__()
        self.box = ChoiceBox()
        self.cells = Cells(cells)
        self.touched = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        words = title or _("Column {n}").format(n=place)
        self.box.setAccessibleName(_("Column {name} is").format(name=words) if title else words)
        self.box.setAccessibleDescription("; ".join(filter(None, cells[:_TOLD])))
        self.setToolTip(plain_tip("\n".join([words, *cells][:_TIP_LINES])))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        for part in (Heading(words, given=bool(title)), self.box, self.cells):
            column.addWidget(part)
        self.box.currentIndexChanged.connect(self._on_changed)

    @property
    def meaning(self) -> str:
        """What the column is."""
        return str(self.box.currentData() or LEFT_OUT)

    def offer(self, words: Mapping[str, str], aside: Mapping[str, str], meaning: str) -> None:
        """Offer what the column may be, and what it may be beside that; `meaning` is chosen."""
        self.box.blockSignals(True)
        self.box.clear()
        for each, said in words.items():
            self.box.addItem(said, each)
        self.box.insertSeparator(self.box.count())
        for each, said in aside.items():
            self.box.addItem(said, each)
        self.box.setCurrentIndex(self.box.findData(meaning))
        self.box.blockSignals(False)
        self.box.updateGeometry()
        self.cells.set_left_out(meaning == LEFT_OUT)

    def sizeHint(self) -> QSize:
        return QSize(self.box.sizeHint().width(), super().sizeHint().height())

    def _on_changed(self) -> None:
        self.touched = True
        self.cells.set_left_out(self.meaning == LEFT_OUT)
        self.changed.emit()


class LineNumbers(QWidget):
    """The numbers of the lines beside the cells, at their height."""

    def __init__(self, lines: Sequence[int]) -> None:
        super().__init__()
        self.cells = Cells([str(line) for line in lines], right=True)
        self.cells.set_left_out(True)
        self.setFixedWidth(36)
        above = _HEADING_HEIGHT + theme().tokens.heights["control"] + 2 * _GAP
        column = QVBoxLayout(self)
        column.setContentsMargins(0, above, 0, 0)
        column.addWidget(self.cells, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
