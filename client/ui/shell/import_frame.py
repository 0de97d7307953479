"""The frame of every import: what was found, what is under way, the buttons, and leaving."""

from __future__ import annotations

import threading
from abc import abstractmethod
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from client.operations.importing import Cancelled
from client.ui.desk import Desk
from client.ui.forms.field_grid import settle_layouts
from client.ui.shell.said import sentence
from client.ui.shell.window_keys import CLOSE_KEYS
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.on_screen import stay_on_screen
from client.ui.widgets.progress_strip import ProgressStrip

WIDTH = 560
MARGIN = 24


class ImportFrame(QDialog):
    """Looks at a file at once; imports it when the person says so. Open it with ``open()``.

    ``skipped_all`` says that neither this file nor those that wait are wanted.
    """

    skipped_all = Signal()
    _progressed = Signal(int, int)

    def __init__(self, desk: Desk, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import {file}").format(file=path.name))
        self.setMinimumWidth(WIDTH)
        self._desk, self._path = desk, path
        self._stop = threading.Event()
        self._busy = False
        self._has_more = False
        """Whether other files wait for this one."""
        self._doubted = False
        """Whether something is to be looked over: a first Enter does not import it."""
        self.words = label("", wrap=True)
        self.details = label("", "small", "text_muted", wrap=True)
        self.wrong = label("", role="late", wrap=True)
        self.questions = QVBoxLayout()
        self.questions.setSpacing(12)
        self.strip = ProgressStrip()
        self.strip.cancelled.connect(self._on_stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 20, MARGIN, 20)
        column.setSpacing(12)
        title = _("Import {file}").format(file=path.name)
        self.heading = label(title, "heading", weight=SEMIBOLD)
        column.addWidget(self.heading)
        for part in self._parts():
            column.addWidget(part)
        column.addLayout(self.questions)
        column.addWidget(self.strip)
        column.addStretch(1)
        column.addLayout(self._make_buttons())
        self._progressed.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)
        desk.closing.connect(self._on_stop)
        # The window behind hears of no key while this is open, nor of a click on its cross.
        QShortcut(QKeySequence(CLOSE_KEYS), self, self._close_behind)
        self._look()

    def _parts(self) -> tuple[QWidget, ...]:
        """What stands below the heading, from the top."""
        return (self.words, self.wrong, self.details)

    def _make_buttons(self) -> QHBoxLayout:
        self.skip_button = SecondaryButton(_("Skip all"))
        self.skip_button.hide()
        self.skip_button.clicked.connect(self._on_skip_all)
        self.cancel_button = SecondaryButton(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.go_button = PrimaryButton(_("Import"), "download")
        self.go_button.clicked.connect(self._on_go)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.skip_button, self.cancel_button, self.go_button):
            row.addWidget(button)
        return row

    def say_place(self, place: int, count: int) -> None:
        """Say which of several files it is, that are looked at one after another."""
        words = _("Import {file} ({place} of {count})")
        self.heading.setText(words.format(file=self._path.name, place=place, count=count))
        self.cancel_button.set_words(_("Skip"))
        self._has_more = place < count
        self._show_buttons(not self._busy)

    @abstractmethod
    def _look(self) -> None:
        """Look at the file."""

    @abstractmethod
    def _on_go(self) -> None:
        """Import it, or first say what was asked."""

    @abstractmethod
    def _on_progress(self, done: int, expected: int) -> None:
        """Say how far it is."""

    # ------------------------------------------------------------------ what is shown

    def _begin(self, words: str) -> None:
        self._busy = True
        for part in (self.words, self.wrong, self.details):
            part.hide()
        # Else the keyboard goes on to Cancel, and a second Enter stops what the first began.
        self.setFocus()
        self.go_button.setEnabled(False)
        self._show_buttons(False)
        # After what goes: Qt grows a window at once by what is shown, and never shrinks it.
        settle_layouts(self)
        self.strip.set_progress(words, None)
        self.strip.show()
        self._fit()

    def _show_buttons(self, shown: bool) -> None:
        """While something is under way, the one Cancel beside it is enough."""
        self.skip_button.setVisible(shown and self._has_more)
        self.cancel_button.setVisible(shown)
        self.go_button.setVisible(shown)

    def _end(self) -> None:
        """Nothing is under way any more: what was found can be answered."""
        self._busy = False
        self.strip.hide()
        self._show_buttons(True)

    def _fit(self) -> None:
        """Have room for what is shown now; less is no reason to shrink, the buttons would jump."""
        layout = self.layout()
        if layout is not None:
            settle_layouts(self)
            stands = self.height() if self.isVisible() else 0
            self.resize(self.width(), max(layout.totalHeightForWidth(self.width()), stands))
            stay_on_screen(self)

    def _say(self, part: QLabel, words: str) -> None:
        part.setText(words)
        part.setVisible(bool(words))

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.done(QDialog.DialogCode.Rejected)
            return
        self._say(self.wrong, sentence(error))
        self._say(self.words, _("Nothing was taken from it."))
        self._fit()
        if not self._has_more:
            self.cancel_button.set_words(_("Close"))
        self.cancel_button.setFocus()

    # ------------------------------------------------------------------ leaving

    def _close_behind(self) -> None:
        behind = self.parentWidget()
        if behind is not None:
            behind.window().close()

    def _on_stop(self) -> None:
        self._stop.set()

    def _on_skip_all(self) -> None:
        self.skipped_all.emit()
        self.reject()

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
