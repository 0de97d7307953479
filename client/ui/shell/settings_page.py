"""Settings: sections with an index at the left; each change is kept at once."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from client.ui.desk import Desk
from client.ui.routes import SETTINGS, Route
from client.ui.settings.section import SettingsSection
from client.ui.settings.sections import sections
from client.ui.shell.page import Page
from client.ui.shell.window_parts import first_stop
from client.ui.text import _
from client.ui.widgets.nav_row import NavRow
from client.ui.widgets.scroll_area import ScrollArea
from client.ui.widgets.tips import plain_tip

_INDEX, _ICONS = 216, 34
_NARROW = 760
"""Below this width, in pixels, the index shows its icons alone."""


class SettingsPage(Page):
    """A section is made when one first comes to it; the route's tab names it."""

    back = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.set_title(_("Settings"))
        self._specs = {spec.key: spec for spec in sections()}
        self._made: dict[str, SettingsSection] = {}
        self._frames: dict[str, ScrollArea] = {}
        self.index: dict[str, NavRow] = {}
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._index_box = self._make_index()
        row.addWidget(self._index_box)
        row.addWidget(self._stack, 1)
        desk.settings_changed.connect(self.refresh)

    def _make_index(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(24, 20, 0, 20)
        column.setSpacing(0)
        for spec in self._specs.values():
            made = self.index[spec.key] = NavRow(spec.title, spec.icon)
            made.clicked.connect(functools.partial(self._on_chosen, spec.key))
            column.addWidget(made)
        column.addStretch(1)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._index_box.setFixedWidth((_ICONS if narrow else _INDEX) + 24)
        for key, row in self.index.items():
            title = self._specs[key].title
            row.set_words("" if narrow else title)
            row.setAccessibleName(title)
            row.setToolTip(plain_tip(title if narrow else ""))

    def _on_chosen(self, key: str, *_clicked: bool) -> None:
        self._desk.go(Route(SETTINGS, tab=key))

    def show_route(self, route: Route) -> None:
        key = route.tab if route.tab in self._specs else next(iter(self._specs))
        self.section(key)
        self._stack.setCurrentWidget(self._frames[key])
        for each, row in self.index.items():
            row.setChecked(each == key)
        self.refresh()

    @property
    def begins_at(self) -> QWidget | None:
        return next((row for row in self.index.values() if row.isChecked()), None)

    @property
    def parts(self) -> Sequence[QWidget]:
        return (self._index_box, self._stack.currentWidget() or self._stack)

    def enter(self) -> None:
        """Begin at the section's first field: it is the section that was looked for."""
        start = first_stop(self._stack) or self.begins_at or self
        start.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def section(self, key: str) -> SettingsSection:
        """The section of this key, made if it was not; KeyError for an unknown one."""
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._specs[key].make(self._desk)
            content = QWidget()
            column = QVBoxLayout(content)
            column.setContentsMargins(24, 20, 24, 24)
            column.addWidget(made)
            column.addStretch(1)
            frame = self._frames[key] = ScrollArea(content)
            frame.setObjectName(key)
            self._stack.addWidget(frame)
        return made

    def refresh(self) -> None:
        for key, made in self._made.items():
            if self._stack.currentWidget() is self._frames[key]:
                made.refresh()
