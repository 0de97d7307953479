"""Saving what the server did not take, as JSON or CSV, to a file of the person's choice."""

from __future__ import annotations

import functools
from pathlib import Path

from PySide6.QtWidgets import QWidget

from client.operations.kept_edits import write_kept
from client.store import Reader
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.widgets.save_as import FileForm, SaveAs


def save_kept(desk: Desk, parent: QWidget, number: int | None = None) -> None:
    """Ask for the file and write it; `number` is one edit's, else all are written."""
    proposed = f"paddock-kept-edits-{desk.today().isoformat()}"
    forms = (FileForm("json", "json", "JSON"), FileForm("csv", "csv", "CSV"))
    write = functools.partial(_write, desk, number)
    SaveAs(parent, _("Save kept edits"), proposed, forms, write).open()


def _write(desk: Desk, number: int | None, path: Path, _form: str) -> None:
    def work(reader: Reader) -> str:
        write_kept(reader, path, number)
        return path.name

    def written(name: str) -> None:
        desk.said.emit(_("Saved: {file}").format(file=name), False)

    desk.read(desk, work, written)
