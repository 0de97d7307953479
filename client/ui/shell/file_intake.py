"""Files that come into the window, chosen or dropped: looked at one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD
from client.ui.widgets.dropped import take_a_copy
from client.ui.widgets.file_dialog import FileDialog
from client.ui.widgets.overlay import put_away_overlays
from client.ui.widgets.painting import draw_box, draw_text, repaint_on_theme

if TYPE_CHECKING:
    from client.ui.desk import Desk
    from client.ui.shell.import_frame import ImportFrame

_MOST = 100
"""Files that are taken at once; one opens after another, so that more are hardly meant."""


class FileIntake(QObject):
    """Asks for files and takes those that are dragged onto a window."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._waiting: deque[Path] = deque()
        self._open: ImportFrame | None = None
        self._count = 0
        """How many came together."""
        self.hint: DropHint | None = None

    def ask(self) -> None:
        """Ask which files to import."""
        dialog = FileDialog(self._window, _("Import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [_("Logs and calendars (*.csv *.txt *.abp *.zip *.ics)"), _("All files (*)")]
        )
        dialog.filesSelected.connect(self.take)
        dialog.open()

    def take(self, paths: Sequence[str]) -> None:
        """Look at files and offer to import them, one after another."""
        self._waiting += [Path(path) for path in paths[:_MOST]]
        self._count = len(self._waiting) + (self._open is not None)
        self._next()

    def _next(self) -> None:
        if self._open is not None or not self._waiting:
            return
        # The formats are not needed before: importing them would hold up the start.
        from client.ui.calendar.ics_import import IcsImport, is_calendar_file
        from client.ui.shell.import_dialog import ImportDialog

        put_away_overlays(self._window)
        file = self._waiting.popleft()
        make = IcsImport if is_calendar_file(file) else ImportDialog
        self._open = dialog = make(self._desk, file, self._window)
        if self._count > 1:
            dialog.say_place(self._count - len(self._waiting), self._count)
        dialog.skipped_all.connect(self._waiting.clear)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _on_finished(self) -> None:
        self._open = None
        self._next()

    # ------------------------------------------------------------------ dragging

    def entered(self, event: QDragEnterEvent) -> None:
        """Something is dragged over the window: say what dropping it does, if it is files."""
        files = dropped_files(event.mimeData())
        if not files:
            return
        take_a_copy(event)
        self.hint = self.hint or DropHint(self._window)
        self.hint.show_files(files)

    def left(self) -> None:
        """It is dragged no more."""
        if self.hint is not None:
            self.hint.hide()

    def dropped(self, event: QDropEvent) -> None:
        """Take what is dropped, if it is files."""
        self.left()
        files = dropped_files(event.mimeData())
        if files:
            take_a_copy(event)
            self.take(files)


class DropHint(QWidget):
    """A frame over the window with what dropping the files does."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        self.words = ""
        repaint_on_theme(self)

    def show_files(self, files: Sequence[str]) -> None:
        """Lie over the window as long as these are dragged."""
        self.words = (
            _("Drop to import {file}").format(file=Path(files[0]).name)
            if len(files) == 1
            else ngettext("Drop to import {n} file", "Drop to import {n} files", len(files)).format(
                n=len(files)
            )
        )
        self.setAccessibleName(self.words)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(8, 8, -8, -8)
        painter.setOpacity(0.9)
        draw_box(painter, rect, "surface_raised", "focus", 12, width=2, dashed=True)
        painter.setOpacity(1)
        middle = Qt.AlignmentFlag.AlignCenter
        draw_text(painter, rect.adjusted(24, 0, -24, 0), self.words, "heading", SEMIBOLD,
                  align=middle)  # fmt: skip


def dropped_files(data: QMimeData) -> list[str]:
    """The paths of the files that are dragged; none if one of them is something else."""
    paths = [url.toLocalFile() for url in data.urls()]
    return paths if all(paths) else []
