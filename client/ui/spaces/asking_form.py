"""Forms that a server answers: a failure is told in place, and nothing typed is lost.

Where somebody closed the form meanwhile, a failure is told by the window.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.store import Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog, sentence
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from client.ui.widgets.question_dialog import QuestionDialog

T = TypeVar("T")


class AskingForm(FormDialog):
    """While the server is asked, what it is asked with cannot be changed.

    Then the window looks at what has changed.
    """

    def __init__(
        self, desk: Desk, parent: QWidget, title: str, done: str, width: int = 520
    ) -> None:
        super().__init__(title, done, parent, width)
        self._desk = desk
        self._stood: QWidget | None = None
        """Where the keyboard stood as the server was asked."""

    def ask(self, work: Callable[[Store], T], done: Callable[[T], None]) -> None:
        """Run `work` beside everything else, and then `done`, if the form is still there."""
        if not self.save_button.isEnabled():
            return
        self.clear_wrong()
        self._wait()
        # The owner outlives the form: what was done is shown although somebody closed it.
        done_with = functools.partial(self._answered, done)
        self._desk.aside(self._desk, work, done_with, self._refused)

    def _wait(self) -> None:
        self._stood = self.focusWidget()
        # Else the keyboard would go on to Cancel, and a second Enter mean that.
        self.setFocus()
        self.save_button.setEnabled(False)
        self._content.setEnabled(False)

    def _go_on(self) -> None:
        self._content.setEnabled(True)
        self.save_button.setEnabled(True)
        stood = self._stood
        if self.focusWidget() in (None, self) and stood is not None and isValid(stood):
            stood.setFocus()

    def _answered(self, done: Callable[[T], None], answer: T) -> None:
        self._desk.look_for_changes()
        if isValid(self):
            self._go_on()
            done(answer)

    def _refused(self, error: Exception) -> None:
        if _is_open(self):
            self._go_on()
            self.show_wrong(error)
        else:
            self._desk.failed.emit(error)

    def reject(self) -> None:
        super().reject()
        if self.asks and self._asked_at is self:
            self._asked_at = self._stood

    def say(self, words: str) -> None:
        """A line of plain words below all so far."""
        self.put_below(label(words, wrap=True))


class Confirm(QuestionDialog):
    """Asks before a server does what cannot be undone, and closes once it is done.

    `typed` has to be written to confirm it.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        title: str,
        words: str,
        done: str,
        work: Callable[[Store], object],
        then: Callable[[], None],
        typed: str = "",
    ) -> None:
        super().__init__(parent, title, words, done, final=True)
        self._desk, self._work, self._then, self._typed = desk, work, then, typed
        self.typed = FormField(_("Write “{name}” to confirm").format(name=typed))
        if not typed:
            self.typed.hide()
        self.put(self.typed)
        if typed:
            self.typed.line.returnPressed.connect(self.agree)
            self.typed.setFocus()

    def agree(self) -> None:
        """Ask the server; what it refuses is told in place."""
        if not self.action.isEnabled():
            return
        if self._typed and self.typed.text() != self._typed:
            self.typed.set_error(_("That is not the name as it is written above."))
            self.make_room()
            return
        self.typed.set_error("")
        self.say_wrong("")
        self.action.setEnabled(False)
        self._desk.aside(self._desk, self._work, self._on_done, self._on_wrong)

    def _on_done(self, _answer: object) -> None:
        self._desk.look_for_changes()
        if isValid(self):
            self.accept()
            self._then()

    def _on_wrong(self, error: Exception) -> None:
        if _is_open(self):
            self.action.setEnabled(True)
            self.say_wrong(sentence(error))
        else:
            self._desk.failed.emit(error)


def _is_open(dialog: QWidget) -> bool:
    """Whether somebody sees what it says: one that was closed may not be deleted yet."""
    return isValid(dialog) and dialog.isVisible()
