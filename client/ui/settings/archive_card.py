"""Settings: the whole garage as a file, written for elsewhere and taken in from there."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.shell.said import sentence
from client.ui.text import _, ngettext
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.file_dialog import FileDialog
from client.ui.widgets.grids import FlowLayout
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.progress_strip import ProgressStrip
from client.ui.widgets.save_as import FileForm, SaveAs
from garage.regions import format_number


class ArchiveCard(Card):
    """An archive holds everything with its history; JSON and CSV are for other programs."""

    _progressed = Signal(int, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("The garage as a file"))
        self._desk = desk
        self._stop = threading.Event()
        self._begun: QWidget | None = None
        self._file = self._counting = ""
        self.write = SecondaryButton(_("Export everything…"), "upload")
        self.take = SecondaryButton(_("Take in an exported garage…"), "download")
        self.note = Remark("text_muted")
        self.strip = ProgressStrip()
        # It has the keyboard until Tab goes to Cancel: a second Enter stops nothing.
        self.strip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.strip.cancelled.connect(self._on_cancel)
        self.strip.hide()
        self._progressed.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)
        desk.closing.connect(self._on_cancel)
        self.write.clicked.connect(self._on_write)
        self.take.clicked.connect(self._on_take)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.write, self.take):
            flow.addWidget(button)
        self.body.addWidget(label(
            _("An archive takes everything to another computer. Taken in, it is joined with what "
              "is here: of two edits the later one counts, and one undo takes it back."),
            role="text_muted", wrap=True,
        ))  # fmt: skip
        self.body.addWidget(buttons)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.note)

    # ------------------------------------------------------------------ out

    def _on_write(self) -> None:
        name = f"paddock-{self._desk.today().isoformat()}"
        forms = (
            FileForm("zip", "zip", _("Archive that restores")),
            FileForm("json", "json", _("JSON")),
            FileForm("csv", "zip", _("CSV tables")),
        )
        SaveAs(self.window(), _("Export everything"), name, forms, self.export_to).open()

    def export_to(self, path: Path, format_: str) -> None:
        """Write all that the garage holds; a file that is there was asked about."""
        desk, stop = (
            self._desk,
            self._begin(
                self.write, path, _("Writing {file}…"), _("Writing {file}, {done} of {all} records")
            ),
        )
        progress = self._progressed.emit

        def export(store: Store) -> int:
            # Not needed before: importing the formats would hold up the page.
            from client.operations.exporting import export_garage
            from garage.moments import Moment

            now = Moment.now(desk.zone)
            return export_garage(
                store, path, format_, now, replace=True, progress=progress,
                cancelled=stop.is_set,
            ).records  # fmt: skip

        def written(records: int) -> None:
            self._rest()
            words = ngettext("Exported {n} record to {file}", "Exported {n} records to {file}",
                             records)  # fmt: skip
            desk.said.emit(words.format(n=records, file=path.name), False)

        desk.look_long(self, export, written, self._on_failed)

    # ------------------------------------------------------------------ in

    def _on_take(self) -> None:
        dialog = FileDialog(self.window(), _("Take in an exported garage"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Archives (*.zip)"), _("All files (*)")])
        dialog.fileSelected.connect(self.take_in)
        dialog.open()

    def take_in(self, path: str) -> None:
        """Join an archive with the garage; one that is none is refused here."""
        stop = self._begin(
            self.take,
            Path(path),
            _("Reading {file}…"),
            _("Taking in {file}, {done} of {all} records"),
        )
        progress = self._progressed.emit

        def restore(store: Store) -> Changes:
            from client.operations.restoring import restore_archive

            return restore_archive(
                store, Path(path), merge=True, progress=progress, cancelled=stop.is_set
            ).changes

        self._desk.operate(self, restore, self._on_taken, self._on_failed)

    def _on_taken(self, changes: Changes) -> None:
        self._rest()
        if not changes.operation:
            self._say(_("All of it is here already."))

    # ------------------------------------------------------------------ what is told

    def _on_failed(self, error: Exception) -> None:
        self._rest()
        self._say(sentence(error))

    def _begin(self, button: QWidget, path: Path, words: str, counting: str) -> threading.Event:
        """Say that something long begins; what it is to look at for whether to stop."""
        self._stop, self._begun, self._counting = threading.Event(), button, counting
        self._file = path.name
        for each in (self.write, self.take):
            each.setEnabled(False)
        self.note.say("")
        self.strip.set_progress(words.format(file=self._file), None)
        self.strip.cancel_button.setEnabled(True)
        self.strip.show()
        self.strip.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._stop

    def _on_progress(self, done: int, expected: int) -> None:
        if self._begun is None or self._stop.is_set():
            return
        prefs = self._desk.preferences
        done_words, all_words = (format_number(Decimal(n), prefs) for n in (done, expected))
        words = self._counting.format(file=self._file, done=done_words, all=all_words)
        self.strip.set_progress(words, done / expected if expected else None)

    def _on_cancel(self) -> None:
        self._stop.set()
        if self.strip.isVisible():
            # The button that stopped it is grey now, and would give the keyboard away.
            self.strip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self) -> None:
        had = self.strip.hasFocus() or self.strip.isAncestorOf(self.window().focusWidget() or self)
        for button in (self.write, self.take):
            button.setEnabled(True)
        self.strip.hide()
        if had and self._begun is not None:
            self._begun.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begun = None

    def _say(self, words: str) -> None:
        self.note.say(words)
