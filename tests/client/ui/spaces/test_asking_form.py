"""Forms that a server answers, while it takes its time."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from client.operations import sharing
from client.store.account import set_account
from client.ui.spaces import garage_forms, vehicle_forms
from client.ui.spaces.asking_form import Confirm
from client.ui.spaces.garage_forms import JoinForm, NewGarageForm
from client.ui.spaces.vehicle_forms import MoveForm
from garage.records import Vehicle
from tests.client.store.sharing import CLUB, hold
from tests.client.ui.waiting import PATIENCE_SECONDS


class Slow:
    """Something that is asked of a server: begun at once, done once it may go on."""

    def __init__(self, work):
        self.begun, self._may = threading.Event(), threading.Event()
        self._work = work

    def __call__(self, *asked):
        self.begun.set()
        assert self._may.wait(PATIENCE_SECONDS)
        return self._work(*asked)

    def go_on(self):
        self._may.set()


@pytest.fixture
def slow(monkeypatch, qtbot):
    """Let what a module calls by a name take its time, and wait until it was called."""
    made = []

    def slow_down(module, name):
        made.append(Slow(getattr(module, name)))
        monkeypatch.setattr(module, name, made[-1])
        return made[-1]

    yield slow_down
    for each in made:
        each.go_on()


@pytest.fixture
def failed(desk):
    """What the window says has failed."""
    told = []
    desk.failed.connect(told.append)
    return told


@pytest.fixture
def shell(shell, store):
    """The window of a person whose sign-in is over: the server refuses all that is asked."""
    store.layered(lambda t: set_account(t.connection, signed_out=1))
    return shell


def opened(form):
    form.open()
    form.activateWindow()
    return form


def test_a_refusal_after_the_form_was_closed_is_told_by_the_window(
    desk, shell, slow, failed, settled, qtbot
):
    asked = slow(garage_forms, "new_garage")
    form = opened(NewGarageForm(desk, shell))
    form.fields["name"].set_text("Oldtimers")
    form.save()
    assert asked.begun.wait(PATIENCE_SECONDS)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    form.discard_button.click()
    asked.go_on()
    settled()
    assert [str(each) for each in failed] == ["nobody is signed in; sign in to sync"]


def test_a_refusal_of_what_was_confirmed_is_told_though_the_question_was_closed(
    desk, shell, slow, failed, settled, qtbot
):
    class Deeds:
        leave = staticmethod(lambda store: sharing.leave_garage(store, CLUB))

    asked, then = slow(Deeds, "leave"), []
    question = Confirm(desk, shell, "Leave?", "", "Leave", Deeds.leave, lambda: then.append(1))
    opened(question).agree()
    assert asked.begun.wait(PATIENCE_SECONDS)
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    asked.go_on()
    settled()
    assert [str(each) for each in failed] == ["nobody is signed in; sign in to sync"]
    assert then == []


def test_a_refusal_is_told_in_the_form_alone_while_it_is_open(
    desk, shell, slow, failed, settled, qtbot
):
    asked = slow(garage_forms, "new_garage")
    form = opened(NewGarageForm(desk, shell))
    line = form.fields["name"].line
    qtbot.keyClicks(line, "Oldtimers")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert asked.begun.wait(PATIENCE_SECONDS)
    # A second Enter, pressed too soon, means neither Cancel nor another garage.
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    assert form.isVisible()
    asked.go_on()
    settled()
    assert form.wrong.text() == "Nobody is signed in; sign in to sync."
    assert failed == []
    assert form.focusWidget() is line
    assert form.save_button.isEnabled()


def test_the_keyboard_is_back_where_one_typed_after_the_form_asked_whether_to_throw_it_away(
    desk, shell, slow, settled, qtbot
):
    asked = slow(garage_forms, "new_garage")
    form = opened(NewGarageForm(desk, shell))
    line = form.fields["name"].line
    qtbot.keyClicks(line, "Oldtimers")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert asked.begun.wait(PATIENCE_SECONDS)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Escape)
    asked.go_on()
    settled()
    assert form.focusWidget() is form.keep_button
    form.keep_button.click()
    assert form.focusWidget() is line


def test_a_code_cannot_be_changed_while_it_is_looked_at(desk, shell, slow, settled, qtbot):
    asked = slow(garage_forms, "look_at_invitation")
    form = opened(JoinForm(desk, shell))
    line = form.fields["code"].line
    qtbot.keyClicks(line, "AAAA")
    form.save_button.click()
    assert asked.begun.wait(PATIENCE_SECONDS)
    qtbot.keyClicks(line, "BBBB")
    assert line.text() == "AAAA"
    asked.go_on()
    settled()
    line.setFocus()
    qtbot.keyClicks(line, "BBBB")
    assert line.text() == "AAAABBBB"


def test_only_of_a_photo_it_is_told_that_it_stays(desk, shell, store, settled):
    (herbie,) = (v for v in store.read(lambda r: r.all(Vehicle)) if v.name == "Herbie")
    for picture, told in (("", False), ("car", False), (f"photo:{'0' * 64}", True)):
        form = opened(MoveForm(desk, shell, replace(herbie, picture=picture)))
        settled()
        words = [each.text() for each in form.findChildren(QLabel)]
        assert any("photo stays" in each for each in words) is told
        form.reject()


def test_where_a_vehicle_goes_cannot_be_changed_while_it_goes(
    desk, shell, slow, store, settled, qtbot
):
    hold(store, CLUB, name="Oldtimers", kind="club")
    hold(store, name="Lindner")
    asked = slow(vehicle_forms, "move_records")
    (herbie,) = (v for v in store.read(lambda r: r.all(Vehicle)) if v.name == "Herbie")
    form = opened(MoveForm(desk, shell, herbie))
    settled()
    assert form.target.count() == 2
    form.save_button.click()
    assert asked.begun.wait(PATIENCE_SECONDS)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(form.target, key)
        assert form.target.currentIndex() == 0
    asked.go_on()
    settled()
    qtbot.keyClick(form.target, Qt.Key.Key_Down)
    assert form.target.currentIndex() == 1
