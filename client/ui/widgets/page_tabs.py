"""The tabs of a page: words on a line, the chosen one underlined; one tab stop."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QTabBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from client.ui.text import _
from client.ui.theme import MEDIUM, font
from client.ui.widgets.buttons import QuietButton
from client.ui.widgets.focus_ring import BY_KEYS, FocusRing
from client.ui.widgets.painting import draw_rule, repaint_on_theme

_GAP = 8
_BESIDE = 20
"""What the style sheet leaves free beside each tab, in pixels."""
_RING_INSET, _RING_RADIUS = 8, 4


class PageTabs(QTabBar):
    """``chosen`` carries the key of the tab the person went to.

    Tabs for which there is no room stand in the menu at the end of the line; the one chosen is
    always on the line.
    """

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(font("body", MEDIUM))
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self._withheld: set[int] = set()
        self._over: tuple[int, ...] = ()
        self._fitting = False
        self._ring: FocusRing | None = None
        self.turning = False
        """Whether a command is just taking one to another tab, as Ctrl+PgDown does."""
        self.more_button = QuietButton("", "ellipsis", name=_("More tabs"))
        self.more_button.setParent(self)
        self.more_button.hide()
        self.more_button.clicked.connect(self.open_more)
        for key, words in tabs:
            self.setTabData(self.addTab(words), key)
        self.currentChanged.connect(self._on_changed)

    def set_words(self, key: str, words: str) -> None:
        """Change a tab's words, such as "Fuel 112"."""
        place = self._place(key)
        if self.tabText(place) != words:
            self.setTabText(place, words)
            self._fit()

    def set_current(self, key: str) -> None:
        """Go to a tab without emitting; an unknown key is ignored."""
        self.blockSignals(True)
        self.setCurrentIndex(self._place(key))
        self.blockSignals(False)
        self._fit()

    @property
    def current(self) -> str:
        """The key of the tab chosen."""
        return str(self.tabData(self.currentIndex()) or "")

    @property
    def in_menu(self) -> tuple[str, ...]:
        """The keys of the tabs that stand in the menu."""
        return tuple(str(self.tabData(place)) for place in self._over)

    def setTabVisible(self, index: int, visible: bool) -> None:  # noqa: N802 (Qt's name)
        """Offer a tab or withhold it, on the line as in the menu."""
        if visible == (index not in self._withheld):
            return
        self._withheld ^= {index}
        super().setTabVisible(index, visible)
        self._fit()

    # ------------------------------------------------------------------ what has room

    def sizeHint(self) -> QSize:
        offered = self._offered()
        width = sum(self.tabSizeHint(place).width() for place in offered)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave on the line what has room, and put the rest into the menu."""
        if self._fitting or not self.width():
            return
        self._fitting = True
        offered = self._offered()
        on_line = self._on_line(offered)
        self._over = tuple(place for place in offered if place not in on_line)
        # Qt goes to another tab when the chosen one is hidden: that one is shown first.
        for place in sorted(range(self.count()), key=lambda each: each not in on_line):
            # Told what it knows, Qt forgets that it has tabs to place.
            if self.isTabVisible(place) != (place in on_line):
                super().setTabVisible(place, place in on_line)
        # Qt places tabs that were shown again only when it is asked how wide they are.
        super().sizeHint()
        self.more_button.setVisible(bool(self._over))
        size = self.more_button.sizeHint()
        self.more_button.resize(size)
        left = sum(self.tabSizeHint(place).width() for place in on_line)
        self.more_button.move(
            min(left - _GAP, self.width() - size.width()), (self.height() - size.height()) // 2
        )
        self._fitting = False
        if self._ring is not None:
            self._show_ring()

    def _on_line(self, offered: Sequence[int]) -> set[int]:
        widths = {place: self.tabSizeHint(place).width() for place in offered}
        if sum(widths.values()) <= self.width():
            return set(offered)
        chosen = self.currentIndex()
        room = self.width() - self.more_button.sizeHint().width() - widths.get(chosen, 0)
        on_line = {chosen} & set(offered)
        for place in offered:
            if place == chosen:
                continue
            room -= widths[place]
            if room < 0:
                break
            on_line.add(place)
        return on_line

    def _offered(self) -> list[int]:
        return [place for place in range(self.count()) if place not in self._withheld]

    def _place(self, key: str) -> int:
        return next((at for at in range(self.count()) if self.tabData(at) == key), -1)

    # ------------------------------------------------------------------ going to a tab

    def open_more(self) -> None:
        """Offer the tabs that have no room on the line."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for place in self._over:
            action = QAction(self.tabText(place), menu)
            action.triggered.connect(functools.partial(self._go, place))
            group.addAction(action)
            menu.addAction(action)
        menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def _go(self, place: int, _checked: bool = False) -> None:
        self.setCurrentIndex(place)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or self.currentIndex() not in self._offered():
            super().keyPressEvent(event)
        else:
            self._step(step)

    def go_next(self) -> None:
        """Go to the tab at the right, if there is one."""
        self._turn(1)

    def go_previous(self) -> None:
        """Go to the tab at the left, if there is one."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self.turning = True
        try:
            self._step(step)
        finally:
            self.turning = False

    def _step(self, step: int) -> None:
        # Tabs in the menu are gone to as well: the order is that of all.
        offered = self._offered()
        if self.currentIndex() in offered:
            at = offered.index(self.currentIndex()) + step
            if 0 <= at < len(offered):
                self.setCurrentIndex(offered[at])
        if self.hasFocus():
            self._show_ring()

    def _on_changed(self, place: int) -> None:
        if self._fitting:
            return
        self._fit()
        self.chosen.emit(self.current)

    # ------------------------------------------------------------------ where the keyboard is

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in BY_KEYS:
            self._show_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._drop_ring()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._drop_ring()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._drop_ring()

    def _show_ring(self) -> None:
        """Surround the chosen tab: the line below it tells no more than that it is chosen."""
        words = self.tabRect(self.currentIndex())
        words = words.adjusted(0, _RING_INSET, -_BESIDE, -_RING_INSET)
        self._ring = FocusRing.around(self, _RING_RADIUS, words)

    def _drop_ring(self) -> None:
        ring, self._ring = self._ring, None
        # The window may have taken the ring with it already.
        if ring is not None and isValid(ring):
            ring.leave(self)


class TabsLine(QWidget):
    """The tabs above a line across the page."""

    def __init__(self, tabs: PageTabs) -> None:
        super().__init__()
        row = QVBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.addWidget(tabs)
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_rule(QPainter(self), 0, self.height() - 1, QRectF(self.rect()).width())
