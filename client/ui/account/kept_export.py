"""Saving what the server did not take, as JSON or CSV, to a file of the person's choice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from client.operations.kept_edits import write_kept
from client.store import Reader
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.widgets.file_dialog import FileDialog

_JSON, _CSV = "JSON (*.json)", "CSV (*.csv)"


class KeptExport(QObject):
    """Asks for the file and writes it; `number` is one edit's, else all are written."""

    def __init__(self, desk: Desk, parent: QWidget, number: int | None = None) -> None:
        super().__init__(parent)
        self._desk, self._number = desk, number
        self._dialog = FileDialog(parent, _("Save kept edits"))
        self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._dialog.setNameFilters([_JSON, _CSV])
        self._dialog.setDefaultSuffix("json")
        self._dialog.selectFile("paddock-kept-edits.json")
        self._dialog.filterSelected.connect(self._on_filter)
        self._dialog.fileSelected.connect(self.write)

    def open(self) -> None:
        """Ask."""
        self._dialog.open()

    def _on_filter(self, chosen: str) -> None:
        self._dialog.setDefaultSuffix("csv" if chosen == _CSV else "json")

    def write(self, file: str) -> None:
        """Write the file."""
        path, number = Path(file), self._number

        def work(reader: Reader) -> str:
            write_kept(reader, path, number)
            return path.name

        self._desk.read(self._desk, work, self._on_written)

    def _on_written(self, name: str) -> None:
        self._desk.said.emit(_("Saved: {file}").format(file=name), False)
