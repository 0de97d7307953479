"""Settings: the backups there are, one to a file of your own, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from client.operations.unused_pictures import KEPT_DAYS, Unused, unused_pictures
from client.store import Reader, Store
from client.store.store import BACKUP_FOLDER
from client.ui.desk import Desk
from client.ui.settings.archive_card import ArchiveCard
from client.ui.settings.section import SettingsSection
from client.ui.shell.backup_list import backups_of
from client.ui.text import _, ngettext
from client.ui.vehicles.day_heads import day_head
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.grids import FlowLayout
from client.ui.widgets.labels import label
from client.ui.widgets.list_row import Leading, ListRow, rule_between
from client.ui.widgets.save_as import FileForm, SaveAs


@dataclass(frozen=True)
class _Kept:
    """A backup: its day, its file and how large that is."""

    day: date
    path: Path
    size: int


class BackupsSection(SettingsSection):
    """One is made each day Paddock is used; seven days and four weeks are kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rows: list[ListRow] = []
        self.now = PrimaryButton(_("Back up to a file…"), "save")
        self.back = SecondaryButton(_("Restore…"), "rotate-ccw")
        self.open_folder = SecondaryButton(_("Open the folder"), "folder-open")
        self.now.clicked.connect(self._on_now)
        self.back.clicked.connect(self._on_restore)
        self.open_folder.clicked.connect(self._on_open)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.now, self.back, self.open_folder):
            flow.addWidget(button)
        card = Card(_("Backups"))
        card.body.addWidget(label(
            _("Paddock makes a backup on each day you use it, and keeps those of the last seven "
              "days and of the four weeks before."),
            role="text_muted", wrap=True,
        ))  # fmt: skip
        card.body.addWidget(buttons)
        self.list = Card(_("Kept now"), flush=True, rule=True)
        self.list.body.setSpacing(0)
        self.none = label(_("There is none yet: the first is made today."), role="text_muted")
        self.none.setContentsMargins(16, 12, 16, 12)
        self.list.body.addWidget(self.none)
        self.archive = ArchiveCard(desk)
        self.photos = Card(_("Photos"))
        self.waiting = label("", "small", "text_muted", wrap=True)
        self.photos.body.addWidget(label(
            ngettext(
                "A photo stays for {n} day after nothing names it any more: no vehicle, nothing in "
                "the trash or the history, no edit that waits and no backup.",
                "A photo stays for {n} days after nothing names it any more: no vehicle, nothing "
                "in the trash or the history, no edit that waits and no backup.",
                KEPT_DAYS,
            ).format(n=KEPT_DAYS),
            role="text_muted", wrap=True,
        ))  # fmt: skip
        self.photos.body.addWidget(self.waiting)
        for part in (card, self.archive, self.list, self.photos):
            self.add(part)

    @property
    def _folder(self) -> Path:
        return self.desk.folder / BACKUP_FOLDER

    def refresh(self) -> None:
        desk = self.desk

        def kept(_reader: Reader) -> list[_Kept]:
            found = backups_of(desk.folder)
            return [_Kept(day, path, path.stat().st_size) for day, path in found]

        desk.read(self, kept, self._on_read)
        desk.read(self, lambda r: unused_pictures(r, desk.folder), self._on_photos, key="photos")

    def _on_photos(self, unused: Unused) -> None:
        words = _("None waits to be removed.")
        if unused.waiting:
            words = ngettext(
                "{n} photo waits to be removed ({size}).",
                "{n} photos wait to be removed ({size}).",
                unused.waiting,
            ).format(n=unused.waiting, size=self._size(unused.size))
        self.waiting.setText(words)

    def _size(self, size: int) -> str:
        shown = Shown(self.desk.preferences, self.desk.today(), self.desk.months)
        return f"{shown.padded(size / 1_000_000, 1)} MB"

    def _on_read(self, kept: list[_Kept]) -> None:
        shown = Shown(self.desk.preferences, self.desk.today(), self.desk.months)
        for row in self.rows:
            self.list.body.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for backup in kept:
            row = ListRow()
            size = self._size(backup.size)
            row.set_row(Leading("archive"), day_head(backup.day, shown), backup.path.name, size)
            row.clicked.connect(self._on_restore)
            self.list.body.addWidget(row)
            self.rows.append(row)
        rule_between(self.rows)
        self.none.setVisible(not kept)

    # ------------------------------------------------------------------ what one can do

    def _on_now(self) -> None:
        name = f"paddock-{self.desk.today().isoformat()}"
        forms = (FileForm("sqlite", "sqlite", _("Backups")),)
        SaveAs(self.window(), _("Back up to a file"), name, forms, self.back_up_to).open()

    def back_up_to(self, path: Path, _form: str = "sqlite") -> None:
        """Copy the garage to a file."""

        def copy(store: Store) -> str:
            store.backup(path)
            return path.name

        self.desk.run(self, copy, self._on_copied)

    def _on_copied(self, name: str) -> None:
        self.desk.said.emit(_("Backed up to {file}").format(file=name), False)

    def _on_restore(self) -> None:
        self.desk.command("garage.restore").run()

    def _on_open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
