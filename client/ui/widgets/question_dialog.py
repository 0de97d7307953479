"""The dialog that asks before something is done: the question, what follows, and the answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import Button, ButtonKind, SecondaryButton
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.speaking import announce

_WIDTH = 440


class QuestionDialog(QDialog):
    """``agreed`` says yes; Cancel and Esc say nothing. Open it with ``open()``.

    `action` names what is done, and `final` says that it cannot be taken back: its button warns,
    and the keyboard stands on Cancel.
    """

    agreed = Signal()

    def __init__(
        self,
        parent: QWidget,
        title: str,
        words: str,
        action: str,
        *,
        icon: str = "",
        final: bool = False,
    ) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleDescription(words)
        self.setMinimumWidth(_WIDTH)
        self.action = Button(action, icon, ButtonKind.DANGER if final else ButtonKind.PRIMARY)
        self.action.clicked.connect(self._on_agreed)
        self.cancel = SecondaryButton(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.wrong = Remark()
        self._answers = QHBoxLayout()
        self._answers.setSpacing(8)
        self._answers.addStretch(1)
        self._answers.addWidget(self.cancel)
        self._answers.addWidget(self.action)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(label(title, "heading", weight=SEMIBOLD, wrap=True))
        column.addWidget(label(words, role="text_muted", wrap=True))
        column.addWidget(self.wrong)
        column.addLayout(self._answers)
        (self.cancel if final else self.action).setFocus()

    def put(self, widget: QWidget) -> None:
        """Put something to fill in below the words."""
        self._column.insertWidget(self._column.indexOf(self.wrong), widget)

    def add_answer(self, words: str) -> Button:
        """Another answer, which stands before the first; it closes the dialog."""
        button = SecondaryButton(words)
        self._answers.insertWidget(self._answers.indexOf(self.action), button)
        button.clicked.connect(self.accept)
        # Tab comes to the answers as they stand.
        QWidget.setTabOrder(self.cancel, button)
        QWidget.setTabOrder(button, self.action)
        return button

    def say_wrong(self, words: str) -> None:
        """Say why it was not done; "" says nothing any more."""
        self.wrong.say(words)
        if words:
            announce(self, words, urgent=True)
        self.make_room()

    def make_room(self) -> None:
        """Be as high as all in it: Qt makes no window grow with words that break."""
        self._column.activate()
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.make_room()

    def agree(self) -> None:
        """Close and say yes; what takes a while, and may be refused, is done here instead."""
        self.accept()
        self.agreed.emit()

    def _on_agreed(self) -> None:
        self.agree()
