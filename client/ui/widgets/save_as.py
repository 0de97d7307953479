"""Asking where a file goes: it begins among the person's documents, under a name that says what
it is, and nothing that is there is written over before the person says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from client.ui.text import _
from client.ui.widgets.file_dialog import FileDialog
from client.ui.widgets.folders import documents_folder
from client.ui.widgets.question_dialog import QuestionDialog

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST_NAME = 80


@dataclass(frozen=True)
class FileForm:
    """What a file can be written as: its name in the code, its suffix, what it is called."""

    name: str
    suffix: str
    words: str

    @property
    def filter(self) -> str:
        """As the dialog offers it."""
        return f"{self.words} (*.{self.suffix})"


class SaveAs(QObject):
    """Asks for a file, asks again where it is there already, then hands over its path.

    The first of `forms` is offered first; `write` is given the path and the name of the form.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        proposed: str,
        forms: Sequence[FileForm],
        write: Callable[[Path, str], None],
    ) -> None:
        super().__init__(parent)
        self._parent, self._title, self._write = parent, title, write
        self._forms, self._form = tuple(forms), forms[0]
        self._path = Path()
        chooser = self._chooser = FileDialog(parent, title)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Asked here instead, so that it is asked of the name with its suffix on every system.
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
        chooser.setNameFilters([form.filter for form in self._forms])
        chooser.setDefaultSuffix(self._form.suffix)
        chooser.setDirectory(str(documents_folder()))
        # Where there is a choice of forms the suffix follows it, and is not in the name yet.
        name = file_name(proposed)
        chooser.selectFile(name if len(self._forms) > 1 else f"{name}.{self._form.suffix}")
        chooser.filterSelected.connect(self._on_filter)
        chooser.fileSelected.connect(self._on_file)
        chooser.rejected.connect(self.deleteLater)

    def open(self) -> None:
        """Ask."""
        self._chooser.open()

    def _on_filter(self, chosen: str) -> None:
        self._form = next(form for form in self._forms if form.filter == chosen)
        self._chooser.setDefaultSuffix(self._form.suffix)

    def _on_file(self, file: str) -> None:
        path = Path(file)
        typed = path.suffix.lower().removeprefix(".")
        meant = [form for form in (self._form, *self._forms) if form.suffix == typed]
        if meant:
            self._form = meant[0]
        else:
            path = path.with_name(f"{path.name}.{self._form.suffix}")
        self._path = path
        if not path.exists():
            self._done()
            return
        question = QuestionDialog(
            self._parent,
            _("Replace “{file}”?").format(file=path.name),
            _("A file of that name is there already. What is in it now is lost."),
            _("Replace"),
            final=True,
        )
        question.agreed.connect(self._done)
        question.rejected.connect(self.deleteLater)
        question.open()

    def _done(self) -> None:
        self._write(self._path, self._form.name)
        self.deleteLater()


def file_name(words: str, otherwise: str = "Paddock") -> str:
    """A name that every system takes, without its suffix; `otherwise` where nothing is left."""
    named = " ".join(_NOT_IN_NAMES.sub("-", words).split())[:_LONGEST_NAME].strip(". ")
    return named or otherwise
