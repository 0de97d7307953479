"""Calendar files on their way out: saved where the person says, or handed to another program."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from client.store import Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.widgets.save_as import FileForm, SaveAs, file_name

FOLDER = "paddock-calendar-"


def save_text(desk: Desk, parent: QWidget, title: str, text: str) -> None:
    """Ask for a file, and write the text into it."""
    forms = (FileForm("ics", "ics", _("Calendar")),)
    write = functools.partial(write_text, desk, parent, text)
    SaveAs(parent, _("Save as a calendar file"), title, forms, write).open()


def write_text(desk: Desk, owner: QWidget, text: str, path: Path, _form: str = "ics") -> None:
    """Write it off the window's thread, and say so."""

    def work(_store: Store) -> str:
        # Bytes: lines end as the format asks, whatever the system does.
        path.write_bytes(text.encode())
        return path.name

    def done(name: str) -> None:
        desk.said.emit(_("Saved {file}").format(file=name), False)

    desk.aside(owner, work, done)


def hand_over(desk: Desk, title: str, text: str) -> None:
    """Have the system's calendar program open it, from a temporary file of its own folder."""
    # Not taken away again: the other program may read it whenever it likes.
    folder = Path(tempfile.mkdtemp(prefix=FOLDER))
    path = folder / f"{file_name(title, _('Calendar'))}.ics"
    path.write_bytes(text.encode())
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        words = _("No program of this machine opens calendar files; it is in {file}")
        desk.said.emit(words.format(file=str(path)), False)
