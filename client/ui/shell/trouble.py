"""When a profile cannot be opened: what happened, and what the person can do about it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.errors import BadFile, ClientError, StoreDamaged
from client.store.backups import dated_backups
from client.store.store import BACKUP_FOLDER
from client.ui.shell.backup_list import BackupList
from client.ui.shell.restore_question import restore_question
from client.ui.shell.said import capitalised
from client.ui.text import _, said
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.labels import label

_MENDED_BY_A_BACKUP = (StoreDamaged, BadFile)
"""What an older garage helps against; a lock, a full disk or a newer version it does not."""


class Trouble(QWidget):
    """Answers once: True to try again, False to give up, or the backup to restore.

    The keyboard stands on trying again, which changes nothing; a backup is asked about.
    """

    def __init__(
        self, error: ClientError, folder: Path, answer: Callable[[Path | bool], None]
    ) -> None:
        super().__init__()
        self._answer: Callable[[Path | bool], None] | None = answer
        self._folder = folder
        self.setWindowTitle(_("Paddock cannot open your garage"))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(8)
        column.addWidget(label(_("Paddock cannot open your garage"), "title", weight=SEMIBOLD))
        column.addWidget(label(_sentence(said(error.message)), weight=SEMIBOLD, wrap=True))
        column.addWidget(label(_sentence(said(error.hint)), role="text_muted", wrap=True))
        self.folder_line = label(str(folder), "small", "text_muted", wrap=True)
        column.addWidget(self.folder_line)
        self.backups = self._backups(error)
        column.addSpacing(8)
        column.addWidget(self.backups)
        column.addSpacing(8)
        column.addLayout(self._buttons())
        self.again_button.setFocus()

    def _backups(self, error: ClientError) -> BackupList:
        helps = isinstance(error, _MENDED_BY_A_BACKUP)
        self._days = {
            path: day
            for day, path in (dated_backups(self._folder / BACKUP_FOLDER) if helps else ())
        }
        dated = [(day, path) for path, day in self._days.items()]
        backups = BackupList(_("Restore a backup"), dated)
        if backups.empty:
            backups.hide()
        backups.chosen.connect(self._ask_about)
        return backups

    def _ask_about(self, backup: Path) -> None:
        question = restore_question(self, backup, self._days[backup])
        question.agreed.connect(functools.partial(self._say, backup))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.folder_button = SecondaryButton(_("Open the folder"), "folder-open")
        self.folder_button.clicked.connect(self._open_folder)
        self.quit_button = SecondaryButton(_("Quit"))
        self.quit_button.clicked.connect(functools.partial(self._say, False))
        self.again_button = PrimaryButton(_("Try again"), "refresh-cw")
        self.again_button.clicked.connect(functools.partial(self._say, True))
        row.addWidget(self.folder_button)
        row.addStretch(1)
        row.addWidget(self.quit_button)
        row.addWidget(self.again_button)
        return row

    def _open_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            words = _("The system cannot open the folder. It is {folder}")
            self.folder_line.setText(words.format(folder=self._folder))

    def _say(self, answer: Path | bool, *_clicked: bool) -> None:
        answering, self._answer = self._answer, None
        if answering is not None:
            self.hide()
            answering(answer)

    def come_to_front(self) -> None:
        """Raise the window."""
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._say(False)


def _sentence(words: str) -> str:
    return f"{capitalised(words)}." if words else ""
