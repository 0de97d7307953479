"""The shell: the window around the pages, with its commands, its history and its toasts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from client.errors import ClientError
from client.store import Changes
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.routes import GARAGE, SETTINGS, Route
from client.ui.shell.banner import Banner
from client.ui.shell.contents import garage_contents
from client.ui.shell.header import Header
from client.ui.shell.page import Page
from client.ui.shell.search_popup import SearchPopup
from client.ui.shell.shortcuts import ShortcutSheet
from client.ui.shell.sidebar import Sidebar
from client.ui.text import _
from client.ui.widgets.toast import Toast
from garage.errors import GarageError

MakePage = Callable[[Desk], Page]


class Shell(QWidget):
    """The main window; ``closed`` says that the person closed it."""

    closed = Signal()

    def __init__(self, desk: Desk, pages: Mapping[str, MakePage]) -> None:
        super().__init__()
        self.desk = desk
        self._make_page = pages
        self._pages: dict[str, Page] = {}
        self._actions: dict[str, QAction] = {}
        self._page_actions: list[QAction] = []
        self._toast: Toast | None = None
        self.setWindowTitle("Paddock")
        self.setMinimumSize(760, 480)
        self.sidebar, self.header = Sidebar(), Header()
        self.stack = QStackedWidget()
        self.search = SearchPopup(desk, self)
        self._lay_out()
        self._connect()
        desk.commands.add(*self._own_commands())
        self._adopt_commands()

    def _lay_out(self) -> None:
        self._content = QVBoxLayout()
        self._content.setContentsMargins(0, 0, 0, 0)
        self._content.setSpacing(0)
        self._content.addWidget(self.header)
        self._content.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(self._content, 1)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.desk.go)
        self.header.back.connect(self.desk.back)
        self.header.search.connect(self.open_search)
        self.header.menu.connect(self.open_menu)
        self.desk.route_changed.connect(self._on_route)
        self.desk.changed.connect(self._on_changed)
        self.desk.settings_changed.connect(self.refresh_sidebar)
        self.desk.said.connect(self.toast)
        self.desk.failed.connect(self.tell_failure)

    def _own_commands(self) -> tuple[Command, ...]:
        desk, go, edit = self.desk, _("Go"), _("Edit")
        return (
            Command("go.search", _("Search"), self.open_search, "Ctrl+K", "search", group=go),
            Command("go.back", _("Back"), desk.back, "Alt+Left", "arrow-left",
                    lambda: desk.trail.can_go_back, go),
            Command("go.garage", _("Garage"), self._go_garage, "Ctrl+1", "warehouse", group=go),
            Command("go.settings", _("Settings"), self._go_settings, "Ctrl+,", "settings",
                    group=go),
            Command("edit.undo", _("Undo"), desk.undo, "Ctrl+Z", "undo-2", group=edit),
            Command("edit.redo", _("Redo"), desk.redo, "Ctrl+Shift+Z", "redo-2", group=edit),
            Command("view.refresh", _("Read again"), self.refresh, "F5", "refresh-cw", group=go),
            Command("view.menu", _("All commands"), self.open_menu, "F10", "ellipsis",
                    group=_("Help")),
            Command("help.shortcuts", _("Keyboard shortcuts"), self.open_shortcuts, "F1",
                    "keyboard", group=_("Help")),
            Command("window.close", _("Close the window"), self._on_close, "Ctrl+Q", "x",
                    group=_("Help")),
        )  # fmt: skip

    # ------------------------------------------------------------------ going places

    def begin(self, route: Route | None = None) -> None:
        """Show the first page and fill the sidebar."""
        self.refresh_sidebar()
        self.desk.go(route or Route(GARAGE))

    def _go_garage(self) -> None:
        self.desk.go(Route(GARAGE))

    def _go_settings(self) -> None:
        self.desk.go(Route(SETTINGS))

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def _on_route(self, route: Route) -> None:
        page = self._pages.get(route.page)
        if page is None:
            page = self._pages[route.page] = self._make_page[route.page](self.desk)
            page.title_changed.connect(self._show_header)
            page.actions_changed.connect(self._show_header)
            self.stack.addWidget(page)
            self._adopt_commands()
        self.stack.setCurrentWidget(page)
        page.show_route(route)
        self.sidebar.follow(route)
        self._show_header()

    def _show_header(self) -> None:
        page = self.page
        if page is None:
            return
        self.header.show_title(page.title, back=page.back and self.desk.trail.can_go_back)
        self.header.show_actions(page.primary, page.secondary)
        self.setWindowTitle(f"{page.title} – Paddock" if page.title else "Paddock")
        for action in self._page_actions:
            self.removeAction(action)
            action.deleteLater()
        own = [c for c in (page.primary, *page.secondary) if c and c.id not in self.desk.commands]
        self._page_actions = [self._make_action(command) for command in own]

    # ------------------------------------------------------------------ commands

    def _adopt_commands(self) -> None:
        for command in self.desk.commands:
            if command.id not in self._actions:
                self._actions[command.id] = self._make_action(command)

    def _make_action(self, command: Command) -> QAction:
        action = QAction(command.title.replace("&", "&&"), self)
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        action.triggered.connect(command.run)
        self.addAction(action)
        return action

    def shown_commands(self) -> list[Command]:
        """What can be done now: the page's own first, then what can be done anywhere."""
        page = self.page
        own = [c for c in (page.primary, *page.secondary) if c] if page is not None else []
        known = {command.id for command in own}
        return own + [command for command in self.desk.commands if command.id not in known]

    def open_menu(self) -> None:
        """All commands with their shortcuts, below the header's menu button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("All commands"))
        group: str | None = None
        for command in self.shown_commands():
            if group not in (None, command.group):
                menu.addSeparator()
            group = command.group
            action = menu.addAction(command.title.replace("&", "&&"))
            action.setShortcut(QKeySequence(command.shortcut))
            action.setEnabled(command.enabled())
            action.triggered.connect(command.run)
        corner = self.header.menu_button.rect().bottomRight()
        place = self.header.menu_button.mapToGlobal(corner)
        menu.popup(place - QPoint(menu.sizeHint().width(), -4))

    def open_search(self) -> None:
        """Open the search popup over the window."""
        self.search.open(self.shown_commands())

    def open_shortcuts(self) -> None:
        """The sheet of all shortcuts."""
        ShortcutSheet(self.shown_commands(), self).open()

    def refresh(self) -> None:
        """Read everything again."""
        self.refresh_sidebar()
        if self.page is not None:
            self.page.refresh()

    # ------------------------------------------------------------------ what is told

    def refresh_sidebar(self) -> None:
        """Read again what the sidebar shows."""
        self.desk.read(self, garage_contents, self.sidebar.show_contents)

    def _on_changed(self, changes: Changes) -> None:
        self.refresh_sidebar()

    def toast(self, words: str, undoable: bool = False, icon: str = "check") -> None:
        """Say something at the bottom left, in place of what was said before."""
        if self._toast is not None:
            self._toast.dismiss()
        self._toast = Toast(self.stack, words, undoable=undoable, icon=icon)
        self._toast.undo.connect(self.desk.undo)
        self._toast.dismissed.connect(self._on_toast_gone)

    def _on_toast_gone(self) -> None:
        self._toast = None

    def tell_failure(self, error: Exception) -> None:
        """Say what failed and what to do about it."""
        words = str(error)
        if not isinstance(error, ClientError | GarageError):
            words = _("A fault of ours: {what}").format(what=f"{type(error).__name__}: {error}")
        self.toast(words[:1].upper() + words[1:], False, "triangle-alert")

    def show_banner(self, banner: Banner) -> None:
        """Put a banner under the header."""
        self._content.insertWidget(1, banner)

    # ------------------------------------------------------------------ the window

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.search.setGeometry(self.rect())

    def _on_close(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
