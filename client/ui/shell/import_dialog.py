"""Importing a file from the window: what was found in it, what is open, then how far it is."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from client.operations.importing import Cancelled, ImportReport
from client.store import Store
from client.ui.desk import Desk
from client.ui.shell.import_vehicle import VehicleChoice
from client.ui.shell.import_words import found_words, judged_words, misfit_words, plain_words
from client.ui.shell.import_work import NEW_VEHICLE, VEHICLE_OPTION, Looked, land, look_at
from client.ui.shell.said import sentence
from client.ui.shell.vehicle_deeds import here_of
from client.ui.text import _, said
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from client.ui.widgets.progress_strip import ProgressStrip
from garage.regions import format_number


class ImportDialog(QDialog):
    """Looks at a file at once; imports it when the person says so. Open it with ``open()``."""

    _progressed = Signal(int, int)

    def __init__(self, desk: Desk, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import {file}").format(file=path.name))
        self.setMinimumWidth(560)
        self._desk, self._path = desk, path
        self._stop = threading.Event()
        self._busy = False
        self._answers: dict[str, str] = {}
        self._looked_at = False
        """Whether what is shown is what these answers bring."""
        self._doubted = False
        """Whether it looks like the log of another vehicle: a first Enter does not import it."""
        self._asked: dict[str, FormField] = {}
        self.words = label("", wrap=True)
        self.details = label("", "small", "text_muted", wrap=True)
        self.wrong = label("", role="late", wrap=True)
        self.questions = QVBoxLayout()
        self.questions.setSpacing(12)
        self.vehicle = VehicleChoice()
        self.vehicle.changed.connect(self._on_vehicle_changed)
        self.strip = ProgressStrip()
        self.strip.cancelled.connect(self._stop.set)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        title = _("Import {file}").format(file=path.name)
        self.heading = label(title, "heading", weight=SEMIBOLD)
        column.addWidget(self.heading)
        for part in (self.words, self.wrong, self.details):
            column.addWidget(part)
        column.addLayout(self.questions)
        column.addWidget(self.vehicle)
        column.addWidget(self.strip)
        column.addStretch(1)
        column.addLayout(self._make_buttons())
        self._progressed.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)
        desk.closing.connect(self._stop.set)
        self._look()

    def _make_buttons(self) -> QHBoxLayout:
        self.cancel_button = SecondaryButton(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.go_button = PrimaryButton(_("Import"), "download")
        self.go_button.clicked.connect(self._on_go)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.go_button)
        return row

    def say_place(self, place: int, count: int) -> None:
        """Say which of several files it is, that are looked at one after another."""
        words = _("Import {file} ({place} of {count})")
        self.heading.setText(words.format(file=self._path.name, place=place, count=count))

    # ------------------------------------------------------------------ looking

    def _look(self) -> None:
        path, answers, stop = self._path, dict(self._answers), self._stop
        here = here_of(self._desk.trail.here)

        def look(store: Store) -> Looked:
            return look_at(store, path, answers, stop, here)

        self._begin(_("Looking at the file …"))
        self._desk.run(self, look, self._on_looked, self._on_failed)

    def _begin(self, words: str) -> None:
        self._busy = True
        self.strip.set_progress(words, None)
        self.strip.show()
        for part in (self.words, self.wrong, self.details):
            part.hide()
        # Else the keyboard goes on to Cancel, and a second Enter stops what the first began.
        self.setFocus()
        self.vehicle.setEnabled(False)
        self.go_button.setEnabled(False)
        self._show_buttons(False)
        self._fit()

    def _show_buttons(self, shown: bool) -> None:
        """While something is under way, the one Cancel beside it is enough."""
        self.cancel_button.setVisible(shown)
        self.go_button.setVisible(shown)

    def _end(self) -> None:
        """Nothing is under way any more: what was found can be answered."""
        self._busy = False
        self.strip.hide()
        self.vehicle.setEnabled(True)
        self._show_buttons(True)

    def _on_looked(self, looked: Looked) -> None:
        self._end()
        self._forget_questions()
        if looked.vehicles is not None:
            self.vehicle.offer(looked.vehicles, looked.into)
        if looked.report is None:
            self._say(self.words, _open_words(looked))
            for question in looked.questions:
                self._ask(question.option, said(question.message), question.choices)
            self._want_answers()
            first = next(iter(self._asked.values()), self.vehicle)
            first.setFocus()
            self._fit()
            return
        self._looked_at = True
        self._say(self.words, found_words(looked.report))
        self._say(self.details, judged_words(looked.report))
        shown = Shown(self._desk.preferences, self._desk.today(), self._desk.months)
        self.vehicle.set_caution(misfit_words(looked.misfit, shown) if looked.misfit else "")
        self.go_button.set_words(_("Import"))
        self.go_button.set_icon("download")
        self.go_button.setEnabled(looked.report.added > 0)
        self._doubted = looked.misfit is not None and looked.misfit.mostly
        (self.vehicle if self._doubted else self.go_button).setFocus()
        self._fit()

    def _want_answers(self) -> None:
        self._looked_at = self._doubted = False
        self.go_button.set_words(_("Go on"))
        self.go_button.set_icon("arrow-right")
        self.go_button.setEnabled(True)

    def _on_vehicle_changed(self) -> None:
        """What was found was found for another vehicle: it is looked at again first."""
        self.words.hide()
        self.details.hide()
        self._want_answers()
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is shown now; what was shown before may have been higher."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _ask(self, option: str, message: str, choices: tuple[str, ...]) -> None:
        box = ChoiceBox()
        for code in choices:
            box.addItem(plain_words(option.replace("-", "_").strip("_"), code), code)
        field = FormField(message, box) if choices else FormField(message)
        self._asked[option] = field
        self.questions.addWidget(field)
        # The layout would show it a moment later: till then it cannot be given the keyboard.
        field.show()

    def answer(self, answers: Mapping[str, str]) -> None:
        """Answer what may be asked, by option, and look again."""
        self._answers |= answers
        self._look()

    def _forget_questions(self) -> None:
        for field in self._asked.values():
            self.questions.removeWidget(field)
            field.deleteLater()
        self._asked = {}

    def _say(self, part: QLabel, words: str) -> None:
        part.setText(words)
        part.setVisible(bool(words))

    # ------------------------------------------------------------------ importing

    def _on_go(self) -> None:
        if not self._looked_at:
            self._take_answers()
            return
        path, answers, stop = self._path, dict(self._answers), self._stop
        progress = self._progressed.emit

        def importing(store: Store) -> ImportReport:
            return land(store, path, answers, stop, progress)

        self._begin(_("Importing …"))
        self._desk.run(self, importing, self._on_landed, self._on_failed)

    def _take_answers(self) -> None:
        for option, field in self._asked.items():
            box = field.editor
            chosen = box.currentData() if isinstance(box, ChoiceBox) else field.text()
            self._answers[option] = chosen
        if not self.vehicle.isHidden():
            into = self.vehicle.answers()
            if not into:
                self._fit()
                return
            for option in (VEHICLE_OPTION, NEW_VEHICLE):
                self._answers.pop(option, None)
            self._answers |= into
        self._look()

    def _on_progress(self, done: int, expected: int) -> None:
        if self._busy and not self._stop.is_set():
            words = _("Importing, {done} of about {all} rows")
            share = done / expected if expected else None
            prefs = self._desk.preferences
            done_words, all_words = (format_number(Decimal(n), prefs) for n in (done, expected))
            self.strip.set_progress(words.format(done=done_words, all=all_words), share)

    def _on_landed(self, report: ImportReport) -> None:
        self._busy = False
        self._desk.tell(report.changes)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.done(QDialog.DialogCode.Rejected)
            return
        self._say(self.wrong, sentence(error))
        self._say(self.words, _("Nothing was taken from it."))
        self._fit()
        self.cancel_button.set_words(_("Close"))
        self.cancel_button.setFocus()

    # ------------------------------------------------------------------ leaving

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a question goes on, as in every form; one that is held down goes on once."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self._busy or event.isAutoRepeat():
            return
        elif self._doubted:
            self._doubted = False
            self.go_button.setFocus()
        else:
            self.go_button.click()

    def reject(self) -> None:
        """Close; what is under way is stopped first, and takes itself back."""
        if self._busy:
            self.strip.stop()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)


def _open_words(looked: Looked) -> str:
    """What is to be answered."""
    if looked.questions:
        return _("The file leaves something open. What is it?")
    if looked.vehicles:
        return _("The file does not say which vehicle it is about.")
    return _("The file does not say which vehicle it is about: a new one is made for it.")
