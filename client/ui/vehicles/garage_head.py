"""The garage's head: its sums or what is selected, how it is shown, and the line of filters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QWidget

from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.garage_selection import SelectionBar
from client.ui.vehicles.garage_view import CARDS, TABLE, View, sort_words
from client.ui.widgets.buttons import QuietButton
from client.ui.widgets.labels import label
from client.ui.widgets.segmented import Segment, SegmentedControl


class GarageHead(QWidget):
    """One line: sums at the left, or the selection with what can be done with it; the view right.

    ``viewed`` carries another View; ``filtering`` asks for the line of filters, or to take it away.
    """

    viewed = Signal(object)
    filtering = Signal()

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        self.figures = [(label(weight=SEMIBOLD), label(role="text_muted")) for _place in range(3)]
        self._left = QStackedWidget()
        self._left.setFixedHeight(32)
        # As narrow as need be: sums that have no room are left out.
        self._left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._left.addWidget(self._make_sums())
        self.selection = SelectionBar()
        self._left.addWidget(self.selection)
        self.filter_button = QuietButton("", "sliders-horizontal", name=_("Filter (Ctrl+F)"))
        self.filter_button.setCheckable(True)
        self.filter_button.clicked.connect(self.filtering)
        self.sort_button = QuietButton("", "arrow-up-down", name=_("Sort by"))
        self.sort_button.clicked.connect(self._on_sort)
        self.layout_switch = SegmentedControl(
            [
                Segment(CARDS, _("Cards"), "layout-grid"),
                Segment(TABLE, _("Table"), "list"),
            ],
            _("Cards or table (Ctrl+Shift+L)"),
            view.layout,
        )
        self.layout_switch.chosen.connect(self._on_layout)
        row = QHBoxLayout(self)
        row.setSpacing(4)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._left, 1)
        row.addWidget(self.filter_button)
        row.addWidget(self.sort_button)
        row.addSpacing(8)
        row.addWidget(self.layout_switch)
        self.set_view(view)

    def _make_sums(self) -> QWidget:
        sums = QWidget()
        row = QHBoxLayout(sums)
        row.setSpacing(4)
        row.setContentsMargins(0, 0, 0, 0)
        self._sums = []
        for figure, words in self.figures:
            sum_ = QWidget()
            inside = QHBoxLayout(sum_)
            inside.setSpacing(4)
            inside.setContentsMargins(0, 0, 22, 0)
            inside.addWidget(figure)
            inside.addWidget(words)
            row.addWidget(sum_)
            self._sums.append(sum_)
        row.addStretch(1)
        return sums

    def show_sums(self, sums: Sequence[tuple[str, str]]) -> None:
        """Show figures, each with what it is."""
        for (figure, about), (number, words) in zip(self.figures, sums, strict=True):
            figure.setText(number)
            about.setText(words)
        self._fit()

    def _fit(self) -> None:
        left = self._left.width()
        for place, sum_ in enumerate(self._sums):
            left -= sum_.sizeHint().width()
            sum_.setVisible(place == 0 or left > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_selection(self, count: int) -> None:
        """Show how many are selected, in place of the sums; 0 shows the sums again."""
        self._left.setCurrentIndex(1 if count else 0)
        self.selection.show_count(count)

    def set_view(self, view: View) -> None:
        """Show how the garage is looked at."""
        self.view = view
        self.layout_switch.set_current(view.layout)
        order = sort_words()[view.sort]
        self.sort_button.set_words(order, f"{_('Sort by')}: {order}")

    def _on_layout(self, layout: str) -> None:
        self.viewed.emit(View(layout, self.view.sort, self.view.grouped))

    def _on_sort(self) -> None:
        menu = self.make_sort_menu()
        menu.popup(self.sort_button.mapToGlobal(self.sort_button.rect().bottomLeft()))

    def make_sort_menu(self) -> QMenu:
        """The orders, and whether groups stand in sections."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("Sort by"))
        group = QActionGroup(menu)
        for name, words in sort_words().items():
            action = QAction(words, group)
            action.setCheckable(True)
            action.setChecked(name == self.view.sort)
            action.setData(View(self.view.layout, name, self.view.grouped))
            menu.addAction(action)
        menu.addSeparator()
        grouped = menu.addAction(_("Sections by group"))
        grouped.setCheckable(True)
        grouped.setChecked(self.view.grouped)
        grouped.setData(View(self.view.layout, self.view.sort, not self.view.grouped))
        menu.triggered.connect(self._on_order)
        return menu

    def _on_order(self, action: QAction) -> None:
        self.viewed.emit(action.data())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._left.currentIndex():
            self.selection.cleared.emit()
        else:
            super().keyPressEvent(event)
