"""Another language while the window is open: chosen in the settings, or the system's own."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog

from client.store import Store
from client.ui.routes import GARAGE, SETTINGS, Route
from client.ui.shell.shell import Shell
from client.ui.text import use_language


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_IE.UTF-8")
    yield
    use_language("en")


def ready(shell):
    return (
        shell.isEnabled()
        and shell.desk.is_open
        and shell.sidebar.contents.vehicles
        and shell.desk.workers.idle
    )


def titles(shell):
    return [command.title for command in shell.shown_commands()]


def test_a_language_that_is_chosen_is_spoken_at_once_and_the_window_stays_where_it_was(
    qtbot, with_octavia, person, session
):
    seen = {}

    def choose(shell):
        if not ready(shell):
            return False
        seen["first"] = shell
        shell.resize(770, shell.height())
        shell.desk.go(Route(SETTINGS, tab="window"))
        shell.desk.change_settings(shell, {"language": "de"})
        return True

    def look(shell):
        if shell is seen["first"] or not ready(shell) or shell.page is None:
            return False
        trail = shell.desk.trail
        seen["said"] = (shell.page.title, shell.windowTitle())
        seen["place"] = (trail.here, shell.width())
        seen["titles"] = titles(shell)
        shell.desk.back()
        seen["back"] = trail.here
        return shell.close()

    person((Shell, choose), (Shell, look))
    assert session(with_octavia) == 0
    assert seen["said"] == ("Einstellungen", "Einstellungen – Paddock")
    assert seen["place"] == (Route(SETTINGS, tab="window"), 770)
    assert "Suchen" in seen["titles"]
    assert "Search" not in seen["titles"]
    assert seen["back"] == Route(GARAGE)
    with Store(with_octavia) as store:
        assert store.read(lambda reader: reader.settings())["language"] == "de"


def test_the_systems_language_is_followed_once_no_dialog_is_open(
    qtbot, with_octavia, person, session, monkeypatch
):
    seen = {}

    def switch(shell):
        if not ready(shell):
            return False
        seen["first"] = shell
        shell.open_shortcuts()
        monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
        QApplication.postEvent(shell, QEvent(QEvent.Type.LocaleChange))
        return True

    def leave_dialog(shell):
        seen["stayed"] = shell is seen["first"]
        (dialog,) = shell.findChildren(QDialog)
        dialog.close()
        return True

    def look(shell):
        if shell is seen["first"] or not ready(shell):
            return False
        seen["titles"] = titles(shell)
        return shell.close()

    person((Shell, switch), (Shell, leave_dialog), (Shell, look))
    assert session(with_octavia) == 0
    assert seen["stayed"]
    assert "Suchen" in seen["titles"]
