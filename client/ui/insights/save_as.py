"""Asking where a file goes: nothing that is there is written over before the person says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from client.ui.text import _
from client.ui.widgets.file_dialog import FileDialog

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST_NAME = 80


class SaveAs(QObject):
    """Asks for a file, asks again where it is there already, then hands over its path.

    `kinds` maps suffixes ("csv") to what such a file is called; the first is offered first.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        proposed: str,
        kinds: Mapping[str, str],
        write: Callable[[Path], None],
    ) -> None:
        super().__init__(parent)
        self._parent, self._title, self._write = parent, title, write
        self._suffixes = {f"{words} (*.{suffix})": suffix for suffix, words in kinds.items()}
        self._path = Path()
        chooser = self._chooser = FileDialog(parent, title)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Asked here instead, so that it is asked of the name with its suffix on every system.
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
        chooser.setNameFilters(list(self._suffixes))
        chooser.setDefaultSuffix(next(iter(kinds)))
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        chooser.setDirectory(QStandardPaths.writableLocation(documents))
        chooser.selectFile(file_name(proposed))
        chooser.filterSelected.connect(self._on_filter)
        chooser.fileSelected.connect(self._on_file)
        chooser.rejected.connect(self.deleteLater)

    def open(self) -> None:
        """Ask."""
        self._chooser.open()

    def _on_filter(self, chosen: str) -> None:
        self._chooser.setDefaultSuffix(self._suffixes[chosen])

    def _on_file(self, file: str) -> None:
        path = Path(file)
        if path.suffix.lower().removeprefix(".") not in self._suffixes.values():
            path = path.with_name(f"{path.name}.{self._chooser.defaultSuffix()}")
        self._path = path
        if not path.exists():
            self._done()
            return
        box = QMessageBox(self._parent)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self._title)
        box.setText(_("{file} is there already. Write over it?").format(file=path.name))
        replace = box.addButton(_("Replace"), QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton(_("Keep it"), QMessageBox.ButtonRole.RejectRole)
        replace.setObjectName("replace")
        keep.setObjectName("keep")
        box.setDefaultButton(keep)
        box.accepted.connect(self._done)
        box.rejected.connect(self.deleteLater)
        box.open()

    def _done(self) -> None:
        self._write(self._path)
        self.deleteLater()


def file_name(words: str) -> str:
    """A name that every system takes."""
    return " ".join(_NOT_IN_NAMES.sub("-", words).split())[:_LONGEST_NAME].strip(". ")
