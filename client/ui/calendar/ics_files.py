"""Calendar files on their way out: saved where the person says, or handed to another program."""

from __future__ import annotations

import functools
import re
import tempfile
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from client.store import Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.widgets.file_dialog import FileDialog

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST = 80
FOLDER = "paddock-calendar-"


def file_name(title: str) -> str:
    """A name that every system takes."""
    name = " ".join(_NOT_IN_NAMES.sub("-", title).split())[:_LONGEST].strip(". ")
    return f"{name or _('Calendar')}.ics"


def save_text(desk: Desk, parent: QWidget, title: str, text: str) -> None:
    """Ask for a file, and write the text into it."""
    chooser = FileDialog(parent, _("Save as a calendar file"))
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    chooser.setNameFilter(_("Calendar (*.ics)"))
    chooser.setDefaultSuffix("ics")
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    chooser.setDirectory(QStandardPaths.writableLocation(documents))
    chooser.selectFile(file_name(title))
    chooser.fileSelected.connect(functools.partial(write_text, desk, parent, text))
    chooser.open()


def write_text(desk: Desk, owner: QWidget, text: str, file: str) -> None:
    """Write it off the window's thread, and say so."""
    path = Path(file)

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
    path = folder / file_name(title)
    path.write_bytes(text.encode())
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        words = _("No program of this machine opens calendar files; it is in {file}")
        desk.said.emit(words.format(file=str(path)), False)
