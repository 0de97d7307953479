"""The trash: what was deleted, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from client.operations.records import restore
from client.operations.trash import Trash, Trashed, owners_of, trash
from client.store import Changes, Reader, Store
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.routes import Route
from client.ui.shell.owners_question import owners_question
from client.ui.shell.page import Page
from client.ui.shell.trash_list import TrashList, TrashRow, trash_rows
from client.ui.text import _, ngettext
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import label
from client.ui.widgets.line_edit import LineEdit
from client.ui.widgets.search_marks import mark_as_search

PAUSE_MILLISECONDS = 120
STEP = 500
_FIELD = 320


class TrashPage(Page):
    """Choose one or many and press R, or Enter on one."""

    back = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._most = STEP
        self._outdated = True
        self.set_title(_("Trash"))
        self._restore_command = Command(
            "trash.restore", _("Restore"), self.restore_chosen, "R", "rotate-ccw",
            lambda: bool(self.list.chosen()),
        )  # fmt: skip
        self._find_command = Command(
            "trash.find", _("Search the trash"), self.start_search, "Ctrl+F", "search"
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.refresh)
        self._make()
        self.set_actions(self._restore_command, more=(self._find_command,))
        desk.changed.connect(self._on_changed)
        desk.settings_changed.connect(self._on_settings)

    def _make(self) -> None:
        self.field = LineEdit()
        self.field.setPlaceholderText(_("Search the trash"))
        self.field.setAccessibleName(_("Search the trash"))
        mark_as_search(self.field)
        self.field.setFixedWidth(_FIELD)
        self.field.textChanged.connect(self._on_typed)
        self.count = label("", role="text_muted")
        self.list = TrashList()
        self.list.opened.connect(self._on_opened)
        self.older = SecondaryButton(_("Show older"), small=True)
        self.older.clicked.connect(self._on_older)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.field)
        head.addWidget(self.count)
        head.addStretch(1)
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addWidget(self.list, 1)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(card, 1)
        column.addWidget(self.older, 0, Qt.AlignmentFlag.AlignHCenter)
        self.empty = EmptyState(
            "trash-2",
            _("The trash is empty"),
            _("What you delete comes here, and from here it can be restored."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(filled)
        self._stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    # ------------------------------------------------------------------ what it shows

    def show_route(self, route: Route) -> None:
        self.refresh()

    def refresh(self) -> None:
        self._outdated = False
        desk, text, most = self._desk, self.field.text(), self._most
        shown, zone = Shown(desk.preferences, desk.today(), desk.months), desk.zone

        def read(reader: Reader) -> tuple[str, Trash, list[TrashRow]]:
            found = trash(reader, text, most)
            return text, found, trash_rows(found, shown, zone)

        desk.read(self, read, self._on_read)

    def _on_read(self, answer: tuple[str, Trash, list[TrashRow]]) -> None:
        text, found, rows = answer
        if text != self.field.text():
            return
        had_focus = self.list.hasFocus()
        self.list.show_again(rows)
        words = ngettext("{n} record", "{n} records", found.total)
        count = Shown(self._desk.preferences, self._desk.today()).number(str(found.total))
        self.count.setText(words.format(n=count) if rows else _("Nothing here has these words."))
        self.older.setVisible(found.total > len(found.items))
        self._stack.setCurrentIndex(0 if rows or text.strip() else 1)
        if self.isVisible() and not self.field.hasFocus() and (had_focus or not text):
            self.list.setFocus()
        self.set_actions(self._restore_command if rows else None, more=(self._find_command,))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        self._outdated = True
        if self.isVisible():
            self.refresh()

    def _on_settings(self) -> None:
        self._on_changed(Changes())

    def _on_typed(self) -> None:
        self._most = STEP
        self._pause.start()

    def _on_older(self) -> None:
        self._most += STEP
        self.refresh()

    def start_search(self) -> None:
        """Give the keyboard to the search."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    # ------------------------------------------------------------------ the way back

    def _on_opened(self, row: TrashRow) -> None:
        if row.item is not None:
            self._bring_back([row.item])

    def restore_chosen(self) -> None:
        """Take what is chosen out of the trash."""
        self._bring_back([row.item for row in self.list.chosen() if row.item is not None])

    def _bring_back(self, items: Sequence[Trashed]) -> None:
        if not items:
            return
        owners = owners_of(items)
        if owners:
            owners_question(self, items, owners, self._restore)
        else:
            self._restore([item.id for item in items])

    def _restore(self, ids: list[str]) -> None:
        def bring_back(store: Store) -> Changes:
            return restore(store, ids)

        self._desk.operate(self, bring_back)
