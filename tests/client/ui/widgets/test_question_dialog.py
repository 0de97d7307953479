import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from client.ui.widgets.form_field import FormField
from client.ui.widgets.question_dialog import QuestionDialog


@pytest.fixture
def page(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def ask(page, qtbot):
    """`ask(final=…)`: an open question, and the answers it got."""

    def ask(*, final):
        answers = []
        words = "It goes for everybody. " * 5
        question = QuestionDialog(page, "Delete it?", words, "Delete", final=final)
        question.agreed.connect(lambda: answers.append("agreed"))
        question.rejected.connect(lambda: answers.append("left"))
        question.open()
        qtbot.waitExposed(question)
        return question, answers

    return ask


@pytest.mark.parametrize(("final", "answer"), [(True, "left"), (False, "agreed")])
def test_enter_does_what_can_be_taken_back_and_nothing_else(ask, qtbot, final, answer):
    question, answers = ask(final=final)
    qtbot.keyClick(question.focusWidget(), Qt.Key.Key_Return)
    assert answers == [answer]


@pytest.mark.parametrize("final", [True, False])
def test_esc_does_nothing(ask, qtbot, final):
    question, answers = ask(final=final)
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert answers == ["left"]


def test_another_answer_closes_it_and_does_not_agree(ask, qtbot):
    question, answers = ask(final=True)
    other = question.add_answer("Only this one")
    other.clicked.connect(lambda: answers.append("other"))
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert answers == ["other"]
    assert not question.isVisible()


def test_tab_goes_from_what_is_filled_in_over_cancel_and_the_other_answer_to_the_action(page):
    question = QuestionDialog(page, "Delete it?", "It goes.", "Delete", final=True)
    other = question.add_answer("Only this one")
    field = FormField("Why")
    question.put(field)
    question.open()
    field.line.setFocus()
    stops = []
    for _step in range(4):
        stops.append(question.focusWidget())
        question.focusNextChild()
    assert stops == [field.line, question.cancel, other, question.action]


def test_it_grows_with_what_is_said_to_be_wrong(ask):
    question, _answers = ask(final=True)
    before = question.height()
    question.say_wrong("The server cannot be reached; look whether you are connected. " * 4)
    assert question.height() > before + question.wrong.fontMetrics().height()
    bottom = question.wrong.mapTo(question, question.wrong.rect().bottomLeft()).y()
    assert bottom < question.action.y()
    assert question.wrong.height() >= question.wrong.heightForWidth(question.wrong.width())
    question.say_wrong("")
    assert question.height() == before


def test_what_follows_is_told_to_who_hears_the_window(ask):
    question, _answers = ask(final=True)
    assert question.accessibleDescription().startswith("It goes for everybody.")
