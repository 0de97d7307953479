"""What a file leaves open: asked, and once it was answered still there to be changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from client.exchange.drafts import Question
from client.ui.shell.import_frame import MARGIN, WIDTH
from client.ui.shell.import_words import judged_titles, plain_words
from client.ui.text import said
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from garage.regions import Preferences

_LEAST, _MOST = 180, 320
"""How wide an answered question is at least, and at most."""


class QuestionFields(QWidget):
    """``changed`` says that what was answered before is now something else."""

    changed = Signal()

    def __init__(self, preferences: Callable[[], Preferences]) -> None:
        super().__init__()
        self._preferences = preferences
        self.asked: dict[str, FormField] = {}
        self.answered: dict[str, FormField] = {}
        self._open = QVBoxLayout()
        self._open.setSpacing(12)
        self._known = QGridLayout()
        self._known.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._open)
        known = QHBoxLayout()
        known.addLayout(self._known)
        known.addStretch()
        column.addLayout(known)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab goes, in its order."""
        return tuple(each.editor for each in (*self.asked.values(), *self.answered.values()))

    def answers(self) -> dict[str, str]:
        """What stands in the fields, by option."""
        return {
            option: str(box.currentData()) if isinstance(box := field.editor, ChoiceBox)
            else field.text()
            for option, field in (*self.answered.items(), *self.asked.items())
        }  # fmt: skip

    def show_questions(
        self,
        questions: Sequence[Question],
        answered: Sequence[Question],
        answers: Mapping[str, str],
        width: int,
    ) -> None:
        """Ask, below one another; what was answered stands side by side."""
        if self._stands(questions, answered):
            return
        for field in (*self.asked.values(), *self.answered.values()):
            field.hide()
            field.setParent(None)
            field.deleteLater()
        self.asked = {each.option: self._asking(each) for each in questions}
        for field in self.asked.values():
            field.editor.setMaximumWidth(WIDTH - 2 * MARGIN)
            self._open.addWidget(field)
            # The layout would show it a moment later: till then it cannot be given the keyboard.
            field.show()
        self.answered = {each.option: self._kept(each, answers) for each in answered}
        beside = max(width // _LEAST, 1)
        for place, field in enumerate(self.answered.values()):
            field.setMaximumWidth(_MOST)
            self._known.addWidget(field, place // beside, place % beside)
            field.show()
        self.setVisible(bool(self.asked or self.answered))

    def _stands(self, questions: Sequence[Question], answered: Sequence[Question]) -> bool:
        """Whether nothing else is asked than before: what stands in the fields stays."""
        return [each.option for each in questions] == list(self.asked) and [
            each.option for each in answered
        ] == list(self.answered)

    def _asking(self, question: Question) -> FormField:
        message = said(question.message)
        if not question.choices:
            return FormField(message)
        return FormField(message, _box(question, _preferred(question.option, self._preferences())))

    def _kept(self, question: Question, answers: Mapping[str, str]) -> FormField:
        box = _box(question, answers.get(question.option, ""))
        box.currentIndexChanged.connect(self.changed)
        return FormField(judged_titles()[name_of(question.option)], box)


def name_of(option: str) -> str:
    """An option as it is called in code: "date_order" for "--date-order"."""
    return option.replace("-", "_").strip("_")


def _box(question: Question, chosen: str) -> ChoiceBox:
    box = ChoiceBox()
    codes = [*question.choices, *({chosen} - {*question.choices, ""})]
    for code in codes:
        box.addItem(plain_words(name_of(question.option), code), code)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def _preferred(option: str, preferences: Preferences) -> str:
    """The person's own unit, currency or order of dates: it stands in the box first."""
    return {
        "--distance-unit": preferences.unit_for("distance") or "",
        "--volume-unit": preferences.unit_for("volume") or "",
        "--currency": preferences.currency,
        "--date-order": preferences.date_order.lower(),
    }.get(option, "")
