"""The switcher: all garages in a popover, to show one of them or all, to make one or join one."""

from __future__ import annotations

import functools

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from client.operations.spaces import Garage, garages
from client.ui.desk import Desk
from client.ui.spaces.space_words import garages_words, kind_word, people_words, role_word
from client.ui.text import _
from client.ui.theme import MEDIUM, REGULAR, colour
from client.ui.widgets.avatar import paint_avatar
from client.ui.widgets.buttons import PaintedButton
from client.ui.widgets.nav_row import NavRow
from client.ui.widgets.painting import draw_box, draw_icon, draw_text
from client.ui.widgets.popover import Popover
from client.ui.widgets.scroll_area import ScrollArea
from client.ui.widgets.speaking import aloud

_WIDTH = 296
_AVATAR = 24
_MOST_HEIGHT = 320
_DEEDS = ("space.people", "space.new", "space.join")
"""The commands that stand below the garages."""


class GarageRow(PaintedButton):
    """A garage: initial, name, what it is and what one is there; a tick on the one shown."""

    def __init__(self, name: str, words: str, *, shown: bool, icon: str = "") -> None:
        super().__init__()
        self._name, self._words, self._icon = name, words, icon
        self.setCheckable(True)
        self.setChecked(shown)
        self.setAccessibleName(aloud(name, words))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:  # noqa: N802 (Qt's name)
        """Which one is shown, the settings say."""

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH - 32, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.hovered:
            draw_box(painter, rect, "surface_hover")
        place = QRectF(8, (rect.height() - _AVATAR) / 2, _AVATAR, _AVATAR)
        if self._icon:
            draw_icon(painter, place.x() + 3, place.y() + 3, self._icon, "text_muted", 18)
        else:
            paint_avatar(painter, place, self._name, colour("accent"), square=True)
        right = rect.right() - 8
        if self.isChecked():
            right -= 16
            draw_icon(painter, right, (rect.height() - 16) / 2, "check", "accent", 16)
            right -= 8
        left = place.right() + 8
        draw_text(painter, QRectF(left, 4, right - left, 19), self._name, "body", MEDIUM)
        below = QRectF(left, 23, right - left, 17)
        draw_text(painter, below, self._words, "small", REGULAR, "text_muted")


class Switcher(Popover):
    """Arrow keys go through it; what is chosen is kept on this device."""

    def __init__(self, desk: Desk, opener: QWidget) -> None:
        super().__init__(opener, _("Garages"), _WIDTH)
        self._desk = desk
        self.rows: list[PaintedButton] = []
        self.body.setSpacing(0)
        edge = self.body.contentsMargins()
        edge.setLeft(edge.left() - 8)
        edge.setRight(edge.right() - 8)
        self.body.setContentsMargins(edge)
        desk.read(self, garages, self._on_read)

    def _on_read(self, there: list[Garage]) -> None:
        shown = self._desk.garage if any(g.id == self._desk.garage for g in there) else ""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for garage in there:
            alone = len(there) == 1
            self._put(column, _row_of(garage, shown=alone or garage.id == shown), garage.id)
        if len(there) > 1:
            everything = GarageRow(
                _("All garages"), garages_words(len(there)), shown=not shown, icon="warehouse"
            )
            self._put(column, everything, "")
        self.body.addWidget(_scrolled(content))
        self.body.addSpacing(8)
        widest = 0
        for id_ in _DEEDS:
            if id_ in self._desk.commands:
                command = self._desk.command(id_)
                row = NavRow(command.title, command.icon)
                row.clicked.connect(functools.partial(self._run, id_))
                self.rows.append(row)
                self.body.addWidget(row)
                widest = max(widest, row.whole_width())
        edges = self.body.contentsMargins()
        self.setFixedWidth(max(self.width(), widest + edges.left() + edges.right()))
        at = next((row for row in self.rows if row.isChecked()), self.rows[0])
        self.open_at(self._opener.rect().adjusted(0, 0, 0, 4), at, below=True)

    def _put(self, column: QVBoxLayout, row: GarageRow, id_: str) -> None:
        row.clicked.connect(functools.partial(self._choose, id_))
        self.rows.append(row)
        column.addWidget(row)

    def _choose(self, id_: str, *_clicked: bool) -> None:
        self.close_popover()
        if id_ != self._desk.garage:
            self._desk.change_settings(self._opener, {"space": id_ or None})

    def _run(self, command: str, *_clicked: bool) -> None:
        self.close_popover()
        self._desk.command(command).run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}
        forwards = steps.get(Qt.Key(event.key()))
        if forwards is None:
            super().keyPressEvent(event)
            return
        self.focusNextPrevChild(forwards)
        event.accept()


def _row_of(garage: Garage, *, shown: bool) -> GarageRow:
    parts = [kind_word(garage.kind, home=garage.home)]
    if not garage.home:
        parts.append(role_word(garage.role))
    if garage.members > 1:
        parts.append(people_words(garage.members))
    return GarageRow(garage.name or _("My garage"), " · ".join(parts), shown=shown)


def _scrolled(content: QWidget) -> ScrollArea:
    """The list, with a bar once there are more garages than fit."""
    scroll = ScrollArea(content)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFixedHeight(min(content.sizeHint().height(), _MOST_HEIGHT))
    return scroll
