"""A form field: label above, editor, unit inside at the right, and one sentence when wrong."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from client.ui.theme import MEDIUM, font, set_styled
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.line_edit import LineEdit
from client.ui.widgets.speaking import aloud, announce


class UnitEdit(LineEdit):
    """A line to type in; a figure stands right with its unit, small and muted, inside."""

    inset = 0
    """Room kept at the right end, in pixels, for a button inside."""

    def __init__(self, unit: str = "", *, number: bool = False) -> None:
        super().__init__()
        self.setFont(font("body"))
        self._unit = label(unit, "small", "text_muted")
        self._unit.setParent(self)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if number or unit:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.set_unit(unit)

    def set_unit(self, unit: str) -> None:
        """Show a unit, or none."""
        self._unit.setText(unit)
        self._unit.adjustSize()
        room = self._unit.width() + 6 if unit else 0
        self.setTextMargins(0, 0, room + self.inset, 0)
        self._place()

    @property
    def unit(self) -> str:
        """What stands inside at the right."""
        return self._unit.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        size = self._unit.size()
        left = self.width() - size.width() - 11 - self.inset
        self._unit.move(left, (self.height() - size.height()) // 2)


class FormField(QWidget):
    """Any editor under its label; without one it is a line to type in (``line``).

    ``edited`` carries the text as it is typed and ``finished`` says that it was left.
    """

    edited = Signal(str)
    finished = Signal()

    def __init__(
        self,
        title: str,
        editor: QWidget | None = None,
        *,
        unit: str = "",
        number: bool = False,
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._title = label(title, "small", "text_muted", MEDIUM)
        self._called = self._hint = self._told = ""
        self._telling = self._away = False
        self._error = Remark()
        self._caution = Remark("warn")
        self.editor: QWidget = editor if editor is not None else UnitEdit(unit, number=number)
        self.call(title, unit)
        self._title.setBuddy(self.editor)
        self.setFocusProxy(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self.editor)
        self.said = QWidget()
        """What is wrong or asked, below the editor."""
        self.said.hide()
        below = QVBoxLayout(self.said)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._error)
        below.addWidget(self._caution)
        column.addWidget(self.said)
        if isinstance(self.editor, QLineEdit):
            self.editor.textEdited.connect(self.edited)
            self.editor.editingFinished.connect(self.finished)

    def lift_said(self) -> QWidget:
        """Give away what is said of the field, to whom has more room for it than its width."""
        layout = self.layout()
        if layout is not None:
            layout.removeWidget(self.said)
        self.said.setParent(None)
        return self.said

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._away = False
            self._show_words()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._away = True
            self.said.hide()

    @property
    def line(self) -> UnitEdit:
        """The line to type in; TypeError when the field has another editor."""
        if not isinstance(self.editor, UnitEdit):
            raise TypeError("this field has an editor of its own")
        return self.editor

    def text(self) -> str:
        """What is typed, without the blanks around it."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Put text in without emitting ``edited``."""
        self.line.setText(text)

    def follow(self, kept: str) -> None:
        """Show what is kept by now; what is typed and not kept yet stays."""
        if kept == self.text():
            self.line.setModified(False)
        elif not (self.line.isModified() or self.line.hasFocus()):
            self.set_text(kept)

    def set_unit(self, unit: str) -> None:
        """Show another unit inside."""
        self.line.set_unit(unit)
        self.call(self._called, unit)

    def call(self, title: str, unit: str = "") -> None:
        """Name the editor for a screen reader, with the unit that stands in it."""
        self._called = title
        # Of what has a label Orca reads that in place of its own name.
        for part in (self.editor, self._title):
            part.setAccessibleName(f"{title} ({unit})" if unit else title)

    def set_needed(self, hint: str) -> None:
        """Say to a screen reader that it cannot be left empty."""
        self._hint = hint
        self._describe()

    def _describe(self) -> None:
        complaint = self._error.text() or self._caution.text()
        example = self.editor.placeholderText() if isinstance(self.editor, QLineEdit) else ""
        # Without words of ours Qt gives the example itself.
        hint = aloud(self._hint, example) if self._hint else ""
        self.editor.setAccessibleDescription(complaint or hint)

    def _tell_soon(self) -> None:
        """Tell of what stands in the end: a check may clear a complaint and say it again."""
        if not self._telling:
            self._telling = True
            QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        """Have a complaint read out, once, that appears while one is elsewhere.

        Where the keyboard is, or goes because of it, it is read as the description.
        """
        self._telling = False
        complaint = self.error or self.caution
        if complaint == self._told:
            return
        self._told = complaint
        here = QApplication.focusWidget()
        inside = here is self.editor or (here is not None and self.editor.isAncestorOf(here))
        if complaint and self.isVisible() and not inside:
            announce(self.editor, f"{self._called}: {complaint}")

    def set_error(self, sentence: str) -> None:
        """Mark the field wrong and say what and why; an empty sentence makes it right again."""
        self._error.setText(sentence)
        self._show_words()
        self._describe()
        set_styled(self.editor, "wrong", bool(sentence))
        self._tell_soon()

    def set_caution(self, sentence: str) -> None:
        """Ask about what is typed without calling it wrong; "" asks nothing."""
        self._caution.setText(sentence)
        self._show_words()
        self._describe()
        self._tell_soon()

    def _show_words(self) -> None:
        """Show what is wrong, else what is asked; Qt makes room at once for what is shown."""
        wrong = bool(self._error.text())
        shown, other = (self._error, self._caution) if wrong else (self._caution, self._error)
        other.hide()
        shown.setVisible(bool(shown.text()))
        self.said.setVisible(bool(shown.text()) and not self._away)

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self._error.text()

    @property
    def caution(self) -> str:
        """What is asked about the value."""
        return self._caution.text()
