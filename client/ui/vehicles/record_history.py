"""The history of one record, in a sheet over the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from client.operations.overtaken_here import SEEN, fine_as_it_is
from client.operations.records import use_value
from client.operations.story import record_story
from client.operations.vehicles import name_of, vehicle_behind
from client.store import Changes, Reader, Store
from client.ui.account.overtaken_words import overtaken_blocks
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.overtaken_reading import lost_of
from client.ui.vehicles.record_words import record_named
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.story_list import StoryList
from client.ui.vehicles.story_shown import Earlier, StoryBlock, story_blocks
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label

_SIZE = (720, 480)
_Told = tuple[str, list[StoryBlock], tuple[str, ...]]
"""What the record is called, what happened to it, and what lost and is not decided about."""


def history_command(run: Callable[[], None], enabled: Callable[[], bool]) -> Command:
    """The command that opens the history of the record chosen in a list or a form."""
    return Command("record.history", _("History of the record"), run, "H", "history", enabled)


def open_history(desk: Desk, parent: QWidget, record_id: str) -> RecordHistory:
    """Show what happened to a record, over the window of `parent`."""
    sheet = RecordHistory(desk, parent, record_id)
    sheet.open()
    return sheet


class RecordHistory(QDialog):
    """The newest first; an earlier value can be used again. Esc closes it."""

    def __init__(self, desk: Desk, parent: QWidget, record: str) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("History"))
        self.resize(*_SIZE)
        self._desk, self._record = desk, record
        self.title = label(_("History"), "heading", weight=SEMIBOLD)
        self.list = StoryList()
        self.list.use_wanted.connect(self._use)
        card = Card(flush=True)
        card.body.addWidget(self.list, 1)
        close = PrimaryButton(_("Close"))
        close.clicked.connect(self.accept)
        self._open: tuple[str, ...] = ()
        """The values that lost and that nobody has decided about."""
        self.fine = SecondaryButton(_("Fine as it is"), "check")
        self.fine.clicked.connect(self._on_fine)
        self.fine.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.fine)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(self.title)
        column.addWidget(card, 1)
        column.addLayout(foot)
        self.list.setFocus()
        desk.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Read what happened to the record."""
        desk, id_ = self._desk, self._record
        shown = Shown(desk.preferences, desk.today(), desk.months)
        zone, person = desk.zone, str(desk.settings.get("name") or "")
        now = desk.now()

        def told(reader: Reader) -> _Told:
            record = reader.find(id_)
            vehicle = vehicle_behind(reader, record)
            own = shown.of(vehicle) if vehicle is not None else shown

            def name(target: str) -> str:
                return name_of(reader, target, _("not shared with you"))

            blocks = story_blocks(record_story(reader, id_), own, zone, person, name)
            lost, seen = lost_of(reader, record), reader.settings().get(SEEN) or []
            blocks = [*overtaken_blocks(lost, id_, own, now, person, name), *blocks]
            undecided = tuple(each.id for each in lost if each.id not in seen)
            return record_named(record, own), blocks, undecided

        desk.read(self, told, self._on_told)

    def _on_told(self, told: _Told) -> None:
        name, blocks, self._open = told
        words = _("History of {what}").format(what=name)
        self.setWindowTitle(words)
        self.title.setText(words)
        self.list.show_blocks(blocks, older=False)
        self.fine.setVisible(bool(self._open))

    def _on_changed(self, changes: Changes) -> None:
        self.refresh()

    def _use(self, earlier: Earlier) -> None:
        def back(store: Store) -> Changes:
            return use_value(store, earlier.record, earlier.name, earlier.value)

        self._desk.operate(self, back)

    def _on_fine(self) -> None:
        ids = self._open

        def fine(store: Store) -> None:
            for id_ in ids:
                fine_as_it_is(store, id_)

        self._desk.run(self, fine, self._on_seen)

    def _on_seen(self, _none: None) -> None:
        self.refresh()
        self._desk.settings_changed.emit()
