"""Settings: what is kept on this computer, and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from client.store import Query, Reader
from client.ui.desk import Desk
from client.ui.settings.section import SettingsSection
from client.ui.settings.tables_card import TablesCard
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label
from garage.records import kinds


@dataclass(frozen=True)
class _Kept:
    """What there is: records shown, records in the trash, bytes of the file."""

    records: int
    trash: int
    size: int


class HereSection(SettingsSection):
    """Nothing of it goes anywhere but to one's own server."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.count, self.weight = label("", wrap=True), label("", wrap=True)
        self.folder = label(str(desk.folder), role="text_muted", wrap=True)
        self.open_folder = SecondaryButton(_("Open the folder"), "folder-open")
        self.open_folder.clicked.connect(self._on_open)
        row = QHBoxLayout()
        row.addWidget(self.open_folder)
        row.addStretch(1)
        card = Card(_("On this computer"))
        card.body.addWidget(label(
            _("Everything is kept in one folder on this computer. Without an account nothing is "
              "sent anywhere; with one, it goes to your server alone."),
            wrap=True,
        ))  # fmt: skip
        for widget in (self.count, self.weight, self.folder):
            card.body.addWidget(widget)
        card.body.addLayout(row)
        self.add(card)
        self.tables = TablesCard(desk)
        self.add(self.tables)

    def refresh(self) -> None:
        path = self.desk.folder

        def kept(reader: Reader) -> _Kept:
            shown = sum(reader.count(kind) for kind in kinds())
            gone = sum(reader.count(kind, Query(deleted=True)) for kind in kinds())
            return _Kept(shown, gone, _size_of(path))

        self.desk.read(self, kept, self._on_read)
        self.tables.refresh()

    def _on_read(self, kept: _Kept) -> None:
        shown = Shown(self.desk.preferences, self.desk.today())
        records, trash = shown.number(str(kept.records)), shown.number(str(kept.trash))
        self.count.setText(
            _("Records: {records} · in the trash: {trash}").format(records=records, trash=trash)
        )
        size = f"{shown.padded(kept.size / 1_000_000, 1)} MB"
        self.weight.setText(_("The file paddock.sqlite has {size}.").format(size=size))

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.desk.folder)))


def _size_of(folder: Path) -> int:
    """The bytes of the database and what stands beside it."""
    return sum(file.stat().st_size for file in folder.glob("paddock.sqlite*"))
