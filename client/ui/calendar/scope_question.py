"""The question that a change to a series asks: this one, this and all after it, or all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from client.operations.events import Scope
from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD
from client.ui.widgets.buttons import PaintedButton, SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.painting import RIGHT, draw_box, draw_text

_ROW = 52
_WIDTH = 440


def ask_scope(
    parent: QWidget,
    verb: str,
    then: Callable[[Scope], None],
    *,
    when: str = "",
    first: bool = False,
    rule: bool = False,
) -> ScopeQuestion:
    """Ask how much of a series is meant, and call `then` with it; Esc calls nothing.

    `verb` is "edit", "move" or "delete"; `when` is the instance's day in words; `first` leaves out
    "this and all after it", which is all, and `rule` "only this one", which has no rule.
    """
    left_out = {Scope.FOLLOWING: first, Scope.THIS: rule}
    offered = [scope for scope in Scope if not left_out.get(scope)]
    question = ScopeQuestion(parent, verb, then, when, offered)
    question.open()
    return question


class ScopeQuestion(QDialog):
    """Three answers below each other: arrows go between them, Enter or 1, 2, 3 takes one."""

    def __init__(
        self,
        parent: QWidget,
        verb: str,
        then: Callable[[Scope], None],
        when: str = "",
        offered: Sequence[Scope] = tuple(Scope),
    ) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._then = then
        title = _title(verb)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(label(title, "heading", weight=SEMIBOLD))
        column.addWidget(label(_("It belongs to a series."), role="text_muted", wrap=True))
        column.addSpacing(4)
        self.answers: dict[Scope, QWidget] = {}
        for scope, words, more in _answers(when):
            if scope not in offered:
                continue
            row = _Answer(words, more, len(self.answers) + 1)
            row.clicked.connect(self._on_clicked)
            self.answers[scope] = row
            column.addWidget(row)
        column.addSpacing(4)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = SecondaryButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        column.addLayout(foot)
        next(iter(self.answers.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        here = self.sender()
        for scope, row in self.answers.items():
            if row is here:
                self.take(scope)
                return

    def take(self, scope: Scope) -> None:
        """Answer, and close."""
        self.accept()
        self._then(scope)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scopes, key = list(self.answers), event.key()
        here = self.focusWidget()
        at = next((n for n, row in enumerate(self.answers.values()) if row is here), 0)
        number = key - Qt.Key.Key_1
        if 0 <= number < len(scopes):
            self.take(scopes[number])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            scope = scopes[(at + step) % len(scopes)]
            self.answers[scope].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


def _title(verb: str) -> str:
    return {
        "edit": _("What shall change?"),
        "move": _("What shall move?"),
        "delete": _("What shall be deleted?"),
    }[verb]


def _answers(when: str) -> tuple[tuple[Scope, str, str], ...]:
    return (
        (Scope.THIS, _("Only this one"), when),
        (Scope.FOLLOWING, _("This one and all after it"), _("what was before stays as it is")),
        (Scope.ALL, _("All of the series"), _("those that are past too")),
    )


class _Answer(PaintedButton):
    """A row with words, what they mean below, and its key at the right."""

    def __init__(self, words: str, more: str, number: int) -> None:
        super().__init__()
        self._words, self._more, self._number = words, more, str(number)
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setAccessibleDescription(more)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH - 48, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        surface = "surface_hover" if self.hovered else "surface_raised"
        draw_box(painter, rect, surface, "border_strong", 6)
        room = rect.adjusted(16, 0, -44, 0)
        if self._more:
            draw_text(painter, QRectF(room.x(), 7, room.width(), 20), self._words, "body", MEDIUM)
            below = QRectF(room.x(), 28, room.width(), 16)
            draw_text(painter, below, self._more, "small", role="text_muted")
        else:
            draw_text(painter, room, self._words, "body", MEDIUM)
        key = QRectF(rect.right() - 40, 0, 24, rect.height())
        draw_text(painter, key, self._number, "small", role="text_muted", align=RIGHT)
