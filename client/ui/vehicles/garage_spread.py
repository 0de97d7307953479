"""How the garage is laid out: its head above the cards, the lists of dues beside or below."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from client.ui.vehicles.card_grid import CardGrid
from client.ui.vehicles.garage_head import GarageHead
from client.ui.vehicles.garage_view import TABLE, View
from client.ui.vehicles.side_lists import SideLists
from client.ui.widgets.page_scroll import MARGIN, PageScroll

SIDE = 312
_NARROW = 930
_NARROW_LISTS = 720
_GAP = 24


class GarageSpread(PageScroll):
    """What stands in the garage whether it is open yet or not."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self.head, self.grid, self.side = GarageHead(view), CardGrid(), SideLists()
        main = QWidget()
        self._column = QVBoxLayout(main)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addWidget(self.head)
        self._column.addWidget(self.grid)
        self._column.addStretch(1)
        content = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._halves.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._halves.setSpacing(_GAP)
        self._halves.addWidget(main, 1)
        self._halves.addWidget(self.side)
        self.set_content(content)

    def fit(self, width: int) -> None:
        """Put the lists below where there is no room beside."""
        # A table has more to say across than cards have.
        narrow = width < _NARROW or self.head.view.layout == TABLE
        across = QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if narrow else across)
        self._halves.setStretch(0, 0 if narrow else 1)
        self._halves.setStretch(1, 1 if narrow else 0)
        self.side.set_across(narrow and width >= _NARROW_LISTS)
        self.side.setMinimumWidth(0 if narrow else SIDE)
        self.side.setMaximumWidth(16_777_215 if narrow else SIDE)
