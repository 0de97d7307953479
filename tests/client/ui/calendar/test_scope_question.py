"""How much of a series is meant: asked once, answered with the keyboard or a click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from client.operations.events import Scope
from client.ui.calendar.scope_question import ScopeQuestion, ask_scope


def _asked(page: QWidget, said: list[Scope], *, first: bool = False) -> ScopeQuestion:
    question = ask_scope(page, "delete", said.append, when="Thu 19 Nov", first=first)
    question.activateWindow()
    return question


@pytest.mark.parametrize(
    ("key", "scope"),
    [(Qt.Key.Key_1, Scope.THIS), (Qt.Key.Key_2, Scope.FOLLOWING), (Qt.Key.Key_3, Scope.ALL)],
)
def test_a_digit_answers(page: QWidget, qtbot: QtBot, key: Qt.Key, scope: Scope) -> None:
    said: list[Scope] = []
    qtbot.keyClick(_asked(page, said), key)
    assert said == [scope]


def test_an_arrow_and_enter_answer(page: QWidget, qtbot: QtBot) -> None:
    said: list[Scope] = []
    question = _asked(page, said)
    qtbot.keyClick(question, Qt.Key.Key_Down)
    qtbot.keyClick(question.answers[Scope.FOLLOWING], Qt.Key.Key_Return)
    assert said == [Scope.FOLLOWING]


def test_a_click_answers(page: QWidget, qtbot: QtBot) -> None:
    said: list[Scope] = []
    qtbot.mouseClick(_asked(page, said).answers[Scope.ALL], Qt.MouseButton.LeftButton)
    assert said == [Scope.ALL]


def test_escape_changes_nothing(page: QWidget, qtbot: QtBot) -> None:
    said: list[Scope] = []
    question = _asked(page, said)
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert said == []


def test_of_the_first_of_a_series_all_after_it_are_all(page: QWidget) -> None:
    question = _asked(page, [], first=True)
    assert list(question.answers) == [Scope.THIS, Scope.ALL]
    question.reject()


def test_a_rule_is_never_of_one_alone(page: QWidget) -> None:
    question = ask_scope(page, "edit", [].append, rule=True)
    assert list(question.answers) == [Scope.FOLLOWING, Scope.ALL]
    question.reject()
