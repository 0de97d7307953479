"""The editor of one note: a title, a text, and what of them is not kept yet."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

from client.ui.shell.page import KEPT_WHEN_LEFT
from client.ui.text import _
from client.ui.theme import SEMIBOLD, font
from client.ui.widgets.buttons import Button, ButtonKind
from client.ui.widgets.card import Card
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.line_edit import LineEdit
from garage.records import Note

_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class _Text(QPlainTextEdit):
    """``left`` when the keyboard goes elsewhere."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.left.emit()


class NoteEditor(Card):
    """``left`` says that what was typed is to be kept, ``history_wanted`` that the mark was used.

    A note that is only being written is one as well, empty so far.
    """

    left = Signal()
    history_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(KEPT_WHEN_LEFT, True)
        self._note: Note | None = None
        self.title = LineEdit()
        self.title.setFont(font("heading", SEMIBOLD))
        self.title.setPlaceholderText(_("Title"))
        self.title.setAccessibleName(_("Title"))
        self.title.editingFinished.connect(self.left)
        self.text = _Text()
        self.text.setFont(font("body"))
        self.text.setPlaceholderText(_("Write whatever is worth remembering."))
        self.text.setAccessibleName(_("Text"))
        self.text.setTabChangesFocus(True)
        self.text.left.connect(self.left)
        self.written = label("", "small", "text_muted")
        self.mark = Button(_("A value was overtaken"), "git-branch", ButtonKind.LINK)
        self.mark.clicked.connect(self.history_wanted)
        self.complaint = Remark()
        self.locked = Remark("text_muted")
        for part in (self.title, self.written, self.text, self.locked, self.complaint):
            self.body.addWidget(part)
        self.body.insertWidget(2, self.mark, 0, Qt.AlignmentFlag.AlignLeft)
        self.mark.hide()
        self.title.returnPressed.connect(self.text.setFocus)

    @property
    def note(self) -> Note | None:
        """The note shown; None before there is a vehicle."""
        return self._note

    def shows(self, id_: str) -> bool:
        """Whether it is this note that is shown."""
        return self._note is not None and self._note.id == id_

    def lock(self, why: str) -> None:
        """Let the note be read only, and say who may change it; "" lets it be written."""
        self.title.setReadOnly(bool(why))
        self.text.setReadOnly(bool(why))
        self.locked.say(why)

    def show_mark(self, *, overtaken: bool) -> None:
        """Say, or no longer, that a value of the note lost to an edit elsewhere."""
        self.mark.setVisible(overtaken)

    def show_note(self, note: Note, written: str = "") -> None:
        """Show a note instead of the one before; what was typed into that is gone from here."""
        self._note = note
        self._say_written(written)
        self.complain("")
        self.title.setText(note.title)
        self.text.setPlainText(note.notes)

    def follow(self, note: Note, written: str = "") -> None:
        """Show the same note as it is now; what is typed in it stays, a last blank too."""
        typed, before = self.typed(), self._note
        self._note = note
        self._say_written(written)
        if before is None:
            return
        if "title" not in typed and note.title.strip() != before.title.strip():
            self.title.setText(note.title)
        if "notes" not in typed and note.notes.strip() != before.notes.strip():
            self.text.setPlainText(note.notes)

    def _say_written(self, words: str) -> None:
        self.written.setText(words)
        self.written.setVisible(bool(words))

    def became(self, note: Note) -> None:
        """What is shown counts as kept as it is in this note; what else is typed stays."""
        self._note = note

    def typed(self) -> dict[str, str | None]:
        """What differs from the note as it is kept; None where something was emptied."""
        before = (self._note.title, self._note.notes) if self._note else ("", "")
        now = (self.title.text().strip(), self.text.toPlainText().strip())
        return {
            name: new or None
            for name, old, new in zip(("title", "notes"), before, now, strict=True)
            if new != old.strip()
        }

    def type_again(self, typed: Mapping[str, str | None]) -> None:
        """Show what was typed and could not be kept."""
        if "title" in typed:
            self.title.setText(typed["title"] or "")
        if "notes" in typed:
            self.text.setPlainText(typed["notes"] or "")
        self.complain(_("This was not kept yet; it is tried again when you leave the note."))

    def complain(self, sentence: str) -> None:
        """Say why it could not be kept; what was typed stays."""
        self.complaint.say(sentence)
