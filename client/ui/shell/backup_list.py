"""The dated backups to choose from, and the dialog in which one is chosen."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from client.operations.settings import system_region
from client.store import Store
from client.store.backups import backups_and_set_aside, check_backup
from client.store.store import BACKUP_FOLDER, DATABASE_NAME
from client.ui.desk import Desk
from client.ui.shell.restore_question import moment_of, restore_question
from client.ui.shell.said import sentence
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.file_dialog import FileDialog
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.list_row import Leading, ListRow, rule_between
from garage.regions import Preferences, format_number

_MOST = 7


def backups_of(folder: Path) -> list[tuple[date, Path]]:
    """The daily backups of a profile and what restored ones replaced, the newest first."""
    return backups_and_set_aside(folder / DATABASE_NAME, folder / BACKUP_FOLDER)


class BackupList(Card):
    """``chosen`` carries the path of the backup to restore."""

    chosen = Signal(object)

    def __init__(self, title: str, backups: Sequence[tuple[date, Path]]) -> None:
        super().__init__(title, flush=True, rule=True)
        self.empty = not backups
        self.rows: list[ListRow] = []
        self.body.setSpacing(0)
        # The garage's own settings cannot be read: the system says how days are written.
        prefs = Preferences.for_region(system_region())
        for day, path in backups[:_MOST]:
            row = ListRow()
            size = format_number(f"{path.stat().st_size / 1_000_000:.1f}", prefs)
            words = _("As the garage was on {day}").format(day=moment_of(path, day, prefs))
            row.set_row(Leading("archive"), words, path.name, f"{size} MB")
            row.clicked.connect(functools.partial(self._on_clicked, path))
            self.rows.append(row)
            self.body.addWidget(row)
        rule_between(self.rows)

    def _on_clicked(self, path: Path, *_clicked: bool) -> None:
        self.chosen.emit(path)


class RestoreDialog(QDialog):
    """Asks which backup is to take the garage's place, and once more whether it is.

    ``chosen`` carries its path. The keyboard stands on Cancel at first, and on no backup.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        backups = backups_of(desk.folder)
        self._days = {path: day for day, path in backups}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Restore a backup"))
        self.setMinimumWidth(520)
        self.backups = BackupList(_("Backups"), backups)
        self.backups.chosen.connect(self._ask_about)
        words = _(
            "The garage becomes as it was then. What is there now is kept beside it, and stands "
            "here too, so nothing is lost."
        )
        if not backups:
            self.backups.hide()
            words = _("There is no backup yet: the first is made on the first day of use.")
        self.other = SecondaryButton(_("Another file…"), "folder-open")
        self.other.clicked.connect(self._on_other)
        cancel = SecondaryButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(cancel)
        self.wrong = Remark()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(_("Restore a backup"), "heading", weight=SEMIBOLD))
        column.addWidget(label(words, role="text_muted", wrap=True))
        column.addWidget(self.backups)
        column.addWidget(self.wrong)
        column.addLayout(row)
        cancel.setFocus()

    def _on_other(self) -> None:
        dialog = FileDialog(self, _("Restore a backup"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Backups (*.sqlite)"), _("All files (*)")])
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, name: str) -> None:
        """Choose a backup that lies elsewhere; one that is none is refused here."""

        def check(_store: Store) -> Path:
            check_backup(Path(name))
            return Path(name)

        self._desk.run(self, check, self._ask_about, self._on_wrong)

    def _on_wrong(self, error: Exception) -> None:
        self.wrong.say(sentence(error))

    def _ask_about(self, backup: Path) -> None:
        self.wrong.say("")
        question = restore_question(self, backup, self._days.get(backup))
        question.agreed.connect(functools.partial(self._on_agreed, backup))

    def _on_agreed(self, path: Path) -> None:
        self.accept()
        self.chosen.emit(path)
