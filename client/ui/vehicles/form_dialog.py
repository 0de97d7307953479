"""A form in a dialog: fields in twelve columns, one sentence when something is wrong, buttons."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from client.errors import ClientError
from client.ui.forms.field_grid import FieldGrid, FormScroll
from client.ui.shell.said import capitalised, in_parts
from client.ui.shell.said import sentence as of_any
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import Button, ButtonKind, PrimaryButton, SecondaryButton
from client.ui.widgets.check_box import CheckBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.on_screen import stay_on_screen
from client.ui.widgets.painting import draw_rule
from client.ui.widgets.speaking import announce
from client.ui.widgets.tips import plain_tip
from garage.errors import GarageError, ValueRefused

_MARGIN = 24
_PLACED_MILLISECONDS = 100
_OTHER_PARTS = 200
"""What the title, the buttons and the window's own frame take of the screen's height."""
_LEAST = 480


class FormDialog(QDialog):
    """Open it with ``open()``; it deletes itself. ``save`` is called by Enter and the button.

    Where ``is_changed`` says so, Esc asks once before what was typed is thrown away.
    """

    def __init__(self, title: str, done: str, parent: QWidget, width: int = 520) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        self.fields: dict[str, FormField] = {}
        self._asked_at: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 20)
        column.setSpacing(16)
        head = label(title, "heading", weight=SEMIBOLD)
        head.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        column.addWidget(head)
        content = self._content = QWidget()
        self.body = QVBoxLayout(content)
        # The ring around a focused button needs room that the frame would cut off.
        self.body.setContentsMargins(_MARGIN, 2, _MARGIN, 2)
        self.body.setSpacing(12)
        self.grid = FieldGrid()
        self.body.addWidget(self.grid)
        self._scroll = FormScroll(content)
        bar = self._scroll.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        bar.rangeChanged.connect(self._on_scrolled)
        column.addWidget(self._scroll)
        self.locked, self.wrong = Remark("text_muted"), Remark()
        for remark in (self.locked, self.wrong):
            remark.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
            column.addWidget(remark)
        column.addStretch(1)
        self._foot = QStackedLayout()
        # First: it shows what is put into it, which would be a window of its own.
        column.addLayout(self._foot)
        self._foot.addWidget(self._buttons(done))
        self._foot.addWidget(self._question())

    def _buttons(self, done: str) -> QWidget:
        self.cancel_button = SecondaryButton(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button = PrimaryButton(done)
        self.save_button.clicked.connect(self.save)
        self._foot_row = _row(None, self.cancel_button, self.save_button)
        return self._foot_row

    def _question(self) -> QWidget:
        self.keep_button = SecondaryButton(_("Keep typing"))
        self.keep_button.clicked.connect(self._keep_typing)
        self.discard_button = Button(_("Throw away"), "trash-2", ButtonKind.DANGER)
        self.discard_button.clicked.connect(self._throw_away)
        question = _("Throw away what you typed?")
        # The keyboard goes past the question, straight to the answers.
        for button in (self.keep_button, self.discard_button):
            button.setAccessibleDescription(question)
        return _row(label(question), self.keep_button, self.discard_button)

    # ------------------------------------------------------------------ what it holds

    def put(self, name: str, field: FormField, span: int = 6) -> FormField:
        """Add a field, `span` twelfths wide; a row that is full begins another."""
        self.fields[name] = field
        self.grid.put(field, span)
        return field

    def put_widget(self, widget: QWidget, span: int = 6) -> None:
        """Add anything, `span` twelfths wide."""
        self.grid.put_widget(widget, span)

    def put_below(self, widget: QWidget) -> None:
        """Add something below all fields so far, over the whole width."""
        self.body.addWidget(widget)

    def put_links(self, *links: QWidget) -> None:
        """Add actions without a border, side by side below all so far."""
        self._links = QWidget()
        row = QHBoxLayout(self._links)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        for link in links:
            row.addWidget(link)
        row.addStretch(1)
        self.body.addWidget(self._links)

    def links_last(self, above: QWidget) -> None:
        """Let something and the links stand below fields that were added since."""
        for part in (above, self._links):
            self.body.removeWidget(part)
            self.body.addWidget(part)

    def put_at_foot(self, widget: QWidget) -> None:
        """Put something at the left of the buttons."""
        row = self._foot_row.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(0, widget)
        widget.show()
        self.buttons_last()

    def begin_fields(self, title: str = "") -> None:
        """Put the fields that follow below all so far, under a title if there is one."""
        if title:
            self.body.addSpacing(4)
            self.body.addWidget(label(title, "body", weight=SEMIBOLD))
        self.grid = FieldGrid()
        self.body.addWidget(self.grid)
        if self.isVisible():
            self.grid.show()

    def forbid(self, who: str) -> None:
        """Let the fields be looked at only, and say who may change them; "" does nothing."""
        if not who:
            return
        words = _("You can look at this. {who}.").format(who=_(who))
        self.locked.say(words)
        self._content.setEnabled(False)
        self.save_button.setEnabled(False)
        self.save_button.setToolTip(plain_tip(words))
        self.save_button.setAccessibleDescription(words)
        self.cancel_button.set_words(_("Close"))
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Keep what was typed; a form says how."""

    def buttons_last(self) -> None:
        """Let Tab come to the buttons after fields that were added since."""
        buttons = (self.cancel_button, self.save_button, self.keep_button, self.discard_button)
        last, *others = _last_stops(self, 2)
        if last in buttons or not others:
            return
        # Qt takes the first stop for one that follows the last: it is moved by way of another.
        QWidget.setTabOrder(others[0], buttons[0])
        for before, after in pairwise((last, *buttons)):
            QWidget.setTabOrder(before, after)

    # ------------------------------------------------------------------ leaving it

    def is_changed(self) -> bool:
        """Whether something was typed that closing would lose."""
        return False

    @property
    def asks(self) -> bool:
        """Whether it asks if what was typed is to be thrown away."""
        return self._foot.currentIndex() == 1

    def reject(self) -> None:
        if self.asks or not self.is_changed():
            super().reject()
            return
        self._asked_at = self.focusWidget()
        self._foot.setCurrentIndex(1)
        self.keep_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _keep_typing(self) -> None:
        self._foot.setCurrentIndex(0)
        if self._asked_at is not None and isValid(self._asked_at):
            self._asked_at.setFocus()

    def _throw_away(self) -> None:
        super().reject()

    # ------------------------------------------------------------------ its shape

    def event(self, event: QEvent) -> bool:
        told = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return told

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            # A window manager places it in its own time, by the size that it had at first.
            QTimer.singleShot(_PLACED_MILLISECONDS, self, partial(stay_on_screen, self))
            self.buttons_last()
            if self.focusWidget() in (None, self.cancel_button):
                # Else Cancel has the keyboard first, and Enter means it.
                self.save_button.setFocus()
                self.focusNextChild()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()
        if event.size().height() > event.oldSize().height():
            stay_on_screen(self)

    def _on_scrolled(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # A line where fields go on beyond the frame: what is cut there is not lost.
        bar, frame = self._scroll.verticalScrollBar(), self._scroll.geometry()
        painter = QPainter(self)
        if bar.value() > bar.minimum():
            draw_rule(painter, 0, frame.top() - 1, self.width())
        if bar.value() < bar.maximum():
            draw_rule(painter, 0, frame.bottom() + 1, self.width())

    def _grow(self) -> None:
        """Make room for a complaint that breaks into lines: Qt does so for no window."""
        screen = self.screen()
        room = screen.availableGeometry().height() if screen is not None else 0
        self._scroll.fit(max(room - _OTHER_PARTS, _LEAST))
        layout = self.layout()
        wanted = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if wanted > self.height():
            self.resize(self.width(), wanted)

    def give_back(self) -> None:
        """Be no higher than is needed, where one field took another's place: else forms only grow.

        What came and went as one typed would make the buttons jump.
        """
        self._grow()
        layout = self.layout()
        if layout is not None:
            layout.activate()
            wanted = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), max(wanted, layout.totalMinimumSize().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.asks:
            # Once too often is no answer: nothing is thrown away that nobody said so of.
            self._keep_typing()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not self.asks and self.save_button.isEnabled():
            # Not while it is being kept, nor where it may only be looked at.
            self.save()

    # ------------------------------------------------------------------ what is wrong

    def clear_wrong(self) -> None:
        """Take all complaints away."""
        self.wrong.say("")
        for field in self.fields.values():
            field.set_error("")

    def say_wrong(self, words: str) -> None:
        """Say what is wrong below the fields."""
        self.wrong.say(words)
        if words:
            announce(self, words, urgent=True)

    def show_wrong(self, error: Exception, names: Mapping[str, str] | None = None) -> None:
        """Say what is wrong: at its field where that is known, else below the form."""
        # The operation may end after the dialog was closed.
        if not isValid(self):
            return
        self.save_button.setEnabled(True)
        name = error.field if isinstance(error, ValueRefused) and error.field else ""
        field = self.fields.get((names or {}).get(name, name))
        words = sentence(error)
        if field is not None:
            field.set_error(words)
            field.setFocus()
            return
        self.say_wrong(words)


def sentence(error: Exception) -> str:
    """An error as one sentence: what is wrong and what to do."""
    if not isinstance(error, GarageError | ClientError):
        return f"{of_any(error)}."
    what = error.reason if isinstance(error, ValueRefused) else error.message
    return f"{capitalised(in_parts(error, what, error.hint))}."


def _last_stops(window: QWidget, count: int) -> list[QWidget]:
    """What Tab comes to last in a window, shown or not, the very last first."""
    found: list[QWidget] = []
    widget = window.previousInFocusChain()
    while widget is not None and widget is not window and len(found) < count:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.previousInFocusChain()
    return found


def check_box(words: str, *, on: bool = False) -> CheckBox:
    """A box to tick, as high as a field's line."""
    box = CheckBox(words)
    box.setChecked(on)
    return box


def _row(first: QWidget | None, *buttons: QWidget) -> QWidget:
    """Words at the left, buttons at the right."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
    row.setSpacing(8)
    if first is not None:
        row.addWidget(first)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return made
