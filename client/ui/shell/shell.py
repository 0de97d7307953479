"""The shell: the window around the pages, with its commands, its history and its toasts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from client.errors import StoreDamaged
from client.ui.account.commands import account_commands
from client.ui.commands import Command
from client.ui.desk import Desk, Undoing
from client.ui.routes import GARAGE, Route
from client.ui.shell.command_menu import command_menu
from client.ui.shell.contents import garage_contents
from client.ui.shell.file_intake import FileIntake
from client.ui.shell.header import Header
from client.ui.shell.own_commands import SEARCH, own_commands
from client.ui.shell.page import Page
from client.ui.shell.page_stack import MakePage, PageStack
from client.ui.shell.recents import Recents
from client.ui.shell.said import sentence
from client.ui.shell.sidebar import Sidebar
from client.ui.shell.window_keys import WindowKeys
from client.ui.shell.window_parts import WindowParts
from client.ui.text import _, language_of
from client.ui.widgets.overlay import put_away_overlays
from client.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from client.store import Changes, Store
    from client.ui.shell.banner import Banner
    from client.ui.shell.search_popup import SearchPopup


class Shell(QWidget):
    """The main window; ``closed`` says that the person closed it."""

    closed = Signal()

    def __init__(self, desk: Desk, pages: Mapping[str, MakePage]) -> None:
        super().__init__()
        self.desk = desk
        self._keys = WindowKeys(self)
        self.parts = WindowParts(self)
        self._toast: Toast | None = None
        self._undoing: Callable[[], None] | None = None
        """What Undo does while the toast tells of what no operation here did."""
        self.banner: Banner | None = None
        self.restoring: Path | None = None
        """The backup that is to take the garage's place once the window is closed."""
        self.setWindowTitle("Paddock")
        self.setMinimumSize(640, 400)
        self.sidebar, self.header = Sidebar(), Header()
        self.stack = PageStack(desk, pages)
        self.setAcceptDrops(True)
        self._intake = FileIntake(desk, self)
        self.recents = Recents(desk)
        self._search: SearchPopup | None = None
        self._lay_out()
        self._connect()
        desk.commands.add(*own_commands(self), *account_commands(desk))
        self.sidebar.space.clicked.connect(desk.command("space.switch").run)
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
        self.stack.altered.connect(self._show_header)
        self.stack.made.connect(self._adopt_commands)
        self.desk.route_changed.connect(self._on_route)
        self.desk.opened.connect(self._on_opened)
        self.desk.changed.connect(self._on_changed)
        self.desk.settings_changed.connect(self.refresh_sidebar)
        self.desk.said.connect(self.toast)
        self.desk.failed.connect(self.tell_failure)
        self.sidebar.sync.follow(self.desk, self.refresh_sidebar)

    # ------------------------------------------------------------------ going places

    def begin(self, route: Route | None = None) -> None:
        """Show the first page and fill the sidebar."""
        self.refresh_sidebar()
        self.desk.go(route or Route(GARAGE))
        # Else the first row of the sidebar has the keyboard, and a ring that nobody asked for.
        page = self.page
        ((page.begins_at if page is not None else None) or self).setFocus()

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def _on_route(self, route: Route) -> None:
        page = self.stack.page_of(route)
        if page is None:
            self.sidebar.follow(route)
            return
        left, at = self.page, self.focusWidget()
        going = (left,) if page is left else (left, self.header)  # Its buttons go with it.
        adrift = at in (None, self, left) or any(each and each.isAncestorOf(at) for each in going)
        if adrift:
            self.setFocus()  # Else Qt hands it on to whatever button of the page comes first.
        self.stack.setCurrentWidget(page)
        self.sidebar.setVisible(not page.bare)
        self.header.setVisible(not page.bare)
        if self._toast is not None:
            self._toast.set_margins(page.toast_margins)
            # The stack puts the page on top: the toast's corners would peek out below its cards.
            self._toast.raise_()
        page.show_route(route)
        if adrift and self.focusWidget() in (None, self):
            held = page.focusWidget()
            # It may be on a tab that was left since: there nobody sees or hears it.
            seen = held not in (None, page) and held.isVisible()
            ((held if seen else None) or page.begins_at or page).setFocus()
        self.sidebar.follow(route)
        self._show_header()

    def _on_opened(self) -> None:
        here = self.desk.trail.here
        if self.stack.has_stand_in and here is not None:
            self.stack.page_of(here)  # Enough for one step of a window in use.
            QTimer.singleShot(0, self, self._leave_stand_ins)
        elif here is not None:
            self._on_route(here)

    def _leave_stand_ins(self) -> None:
        here = self.desk.trail.here
        if here is not None:
            self.stack.leave_stand_ins(here)
            self._on_route(here)

    def _show_header(self) -> None:
        page = self.page
        if page is None:
            return
        self.header.show_title(page.title, back=page.back and self.desk.trail.can_go_back)
        self.header.show_actions(page.primary, page.secondary)
        self.setWindowTitle(f"{page.title} – Paddock" if page.title else "Paddock")
        self._keys.follow(page)

    # ------------------------------------------------------------------ commands

    def _adopt_commands(self) -> None:
        self._keys.adopt(self.desk.commands)

    def make_way(self, command: Command) -> None:
        """Close what lies over the page before a command's keys are heeded, whatever it does.

        What it opens would stand before it, and what it changes beneath it. The search popup alone
        stays for its own keys.
        """
        put_away_overlays(self, self._search if command.id == SEARCH else None)

    def shown_commands(self) -> list[Command]:
        """What can be done now: the page's own first, then what can be done anywhere."""
        page = self.page
        own = list(page.own_commands) if page is not None else []
        known = {command.id for command in own}
        return own + [command for command in self.desk.commands if command.id not in known]

    def open_menu(self) -> None:
        """Open the menu of all commands below the header's menu button."""
        menu = self.make_menu()
        corner = self.header.menu_button.rect().bottomRight()
        place = self.header.menu_button.mapToGlobal(corner)
        menu.popup(place - QPoint(menu.sizeHint().width(), -4))

    def make_menu(self) -> QMenu:
        """All commands with their shortcuts; those that cannot be used now are grey.

        The page's own stand first, those of everywhere in a menu a group.
        """
        return command_menu(self, self.shown_commands())

    @property
    def search(self) -> SearchPopup:
        """The search popup, made when it is first wanted."""
        if self._search is None:
            from client.ui.shell.search_popup import SearchPopup

            self._search = SearchPopup(self.desk, self.recents, self)
            self._search.went.connect(self._on_found_page)
        return self._search

    def _on_found_page(self) -> None:
        if self.page is not None:
            self.page.enter()

    def open_search(self) -> None:
        """Open the search popup over the window."""
        self.search.open(self.shown_commands())

    def open_shortcuts(self) -> None:
        """The sheet of all shortcuts."""
        from client.ui.shell.shortcuts import ShortcutSheet

        ShortcutSheet(self.shown_commands(), self).open()

    # ------------------------------------------------------------------ import, sample, backup

    def ask_for_file(self) -> None:
        """Ask which files to import."""
        self._intake.ask()

    def import_file(self, path: str) -> None:
        """Look at a file and offer to import it."""
        self._intake.take([path])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._intake.entered(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._intake.left()

    def dropEvent(self, event: QDropEvent) -> None:
        self._intake.dropped(event)

    def make_sample(self) -> None:
        """Fill the garage with the sample; one undo takes it back."""
        today, zone = self.desk.today(), self.desk.zone
        language = language_of(self.desk.settings)

        def sample(store: Store) -> Changes:
            from client.operations.sample import make_sample_garage, sample_language

            return make_sample_garage(store, today, zone, sample_language(language))

        self.desk.operate(self, sample)

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

    def toast(self, words: str, undo: Undoing = False, icon: str = "check") -> None:
        """Say something at the bottom left, in place of what was said before."""
        if self._toast is not None:
            self._toast.dismiss()
        margins = self.page.toast_margins if self.page is not None else Page.toast_margins
        self._toast = Toast(self.stack, words, undoable=bool(undo), icon=icon, margins=margins)
        self._undoing = undo if callable(undo) else None
        self._toast.undo.connect(self._undoing or self.desk.undo)
        self._toast.dismissed.connect(self._on_toast_gone)

    def _on_toast_gone(self) -> None:
        self._toast, self._undoing = None, None

    def undo(self) -> None:
        """Take back what the toast tells of, else the last operation."""
        if self._toast is not None and self._undoing is not None:
            self._toast.take_back()
        else:
            self.desk.undo()

    def tell_failure(self, error: Exception) -> None:
        """Say what failed and what to do about it."""
        if isinstance(error, StoreDamaged):
            self.tell_damage(error)
            return
        self.toast(sentence(error), False, "triangle-alert")

    def tell_damage(self, error: Exception) -> None:
        """Say across the top that the file is not sound, with the way out."""
        from client.ui.shell.banner import Banner

        if self.banner is not None:
            return
        self.banner = Banner(sentence(error), _("Restore a backup…"))
        self.banner.acted.connect(self.ask_for_backup)
        self.banner.destroyed.connect(self._on_banner_gone)
        self.put_across(self.banner)

    def put_across(self, banner: Banner) -> None:
        """Lay a line across the top, below the header."""
        self._content.insertWidget(1, banner)

    def _on_banner_gone(self) -> None:
        self.banner = None

    def ask_for_backup(self) -> None:
        """Ask which backup is to take the garage's place."""
        from client.ui.shell.backup_list import RestoreDialog

        dialog = RestoreDialog(self.desk, self)
        dialog.chosen.connect(self._on_backup)
        dialog.open()

    def _on_backup(self, path: Path) -> None:
        self.restoring = path
        self.close()

    # ------------------------------------------------------------------ the window

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.sidebar.give_way(self.width())
        if self._search is not None:
            self._search.setGeometry(self.rect())

    def come_to_front(self) -> None:
        """Raise the window: another start was asked for."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def close_window(self) -> None:
        """Close the window; what is under way is finished first."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
