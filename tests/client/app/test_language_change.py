"""Another language while the window is open: chosen in the settings, or the system's own."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog

from client.app.typed_words import TypedAgain
from client.store import Store
from client.ui.qt_words import use_qt_language
from client.ui.routes import GARAGE, SETTINGS, VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.text import use_language
from client.ui.widgets.popover import Popover


@pytest.fixture(autouse=True)
def in_english(monkeypatch, qapp):
    monkeypatch.setenv("LC_ALL", "en_IE.UTF-8")
    yield
    use_language("en")
    use_qt_language(qapp, "en")


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


def test_the_keyboard_stands_at_the_same_box_in_the_other_language(
    qtbot, with_octavia, person, session
):
    seen = {}

    def choose(shell):
        if not ready(shell):
            return False
        # Another section of the same make stands before it in this window, and not in the next.
        for tab in ("person", "window"):
            shell.desk.go(Route(SETTINGS, tab=tab))
        seen["first"] = shell
        box = shell.page.section("window").language
        box.setFocus()
        qtbot.keyClicks(box, "Deutsch")
        return True

    def look(shell):
        if shell is seen["first"] or not ready(shell) or shell.findChild(TypedAgain):
            return False
        at = shell.focusWidget()
        seen["at"] = (at.accessibleName(), at is shell.page.section("window").language)
        return shell.close()

    person((Shell, choose), (Shell, look))
    assert session(with_octavia) == 0
    assert seen["at"] == ("Sprache", True)


def test_the_keyboard_stays_where_one_has_gone_meanwhile(qtbot, with_octavia, person, session):
    seen = {}

    def choose(shell):
        if not ready(shell):
            return False
        seen["first"] = shell
        shell.desk.go(Route(SETTINGS, tab="window"))
        box = shell.page.section("window").language
        box.setFocus()
        qtbot.keyClicks(box, "Deutsch")
        return True

    def go_on(shell):
        if shell is seen["first"] or shell.page is None:
            return False
        seen["theme"] = shell.page.section("window").theme
        seen["theme"].setFocus()
        return True

    def look(shell):
        if not ready(shell) or shell.findChild(TypedAgain):
            return False
        seen["stayed"] = shell.focusWidget() is seen["theme"]
        return shell.close()

    person((Shell, choose), (Shell, go_on), (Shell, look))
    assert session(with_octavia) == 0
    assert seen["stayed"]


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


def test_what_was_typed_on_pages_stands_there_in_the_other_language_too(
    qtbot, with_octavia, person, session
):
    seen, typed = {}, {}

    def at(shell, page, tab=""):
        """Whether one is at a page that has read what it shows; goes there first."""
        id_ = shell.sidebar.contents.vehicles[0].id if page == VEHICLE else ""
        route = Route(page, id_, tab)
        if shell.desk.trail.here != route:
            shell.desk.go(route)
            return False
        return shell.desk.workers.idle and shell.page is not None

    def quick(shell):
        return shell.page.stack.fuel.quick.edit

    def type_everywhere(shell):
        if not ready(shell):
            return False
        seen["first"] = shell
        if "fuel" not in typed:
            if not at(shell, VEHICLE, "fuel"):
                return False
            qtbot.keyClicks(quick(shell), "45 l 70 EUR")
            typed["fuel"] = True
        if "specs" not in typed:
            if not at(shell, VEHICLE, "specs"):
                return False
            qtbot.keyClicks(shell.page.stack.tab("specs").name_field.line, "Wheel bolts")
            typed["specs"] = True
        if not at(shell, GARAGE):
            return False
        shell.page.start_filter()
        qtbot.keyClicks(shell.page.filters.field, "octa")
        shell.desk.go(Route(SETTINGS, tab="window"))
        shell.desk.change_settings(shell, {"language": "de"})
        return True

    def look(shell):
        if shell is seen["first"] or not ready(shell) or shell.page is None:
            return False
        if "garage" not in seen:
            if not at(shell, GARAGE) or not shell.page.filters.isVisible():
                return False
            seen["garage"] = shell.page.filters.field.text()
        if "fuel" not in seen:
            if not at(shell, VEHICLE, "fuel") or not quick(shell).text():
                return False
            seen["fuel"] = quick(shell).text()
        if not at(shell, VEHICLE, "specs"):
            return False
        field = shell.page.stack.tab("specs").name_field
        seen["specs"] = field.text()
        return bool(seen["specs"]) and shell.close()

    person((Shell, type_everywhere), (Shell, look))
    assert session(with_octavia) == 0
    del seen["first"]
    assert seen == {"garage": "octa", "fuel": "45 l 70 EUR", "specs": "Wheel bolts"}


def test_a_popover_in_which_something_is_typed_is_waited_for(
    qtbot, with_octavia, person, session, monkeypatch
):
    seen = {}

    def switch(shell):
        if not ready(shell):
            return False
        seen["first"] = shell
        shell.open_search()
        seen["popover"] = Popover(shell.header, "Asked", 200)
        seen["popover"].open_at(shell.header.rect(), below=True)
        monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
        QApplication.postEvent(shell, QEvent(QEvent.Type.LocaleChange))
        return True

    def leave(shell):
        seen["stayed"] = shell is seen["first"]
        qtbot.keyClicks(shell.search.field, "octavia")
        seen.pop("popover").close_popover()
        return True

    def look(shell):
        if shell is seen["first"] or not ready(shell):
            return False
        seen["search"] = shell.search.field.text() if shell.search.isVisible() else ""
        return bool(seen["search"]) and shell.close()

    person((Shell, switch), (Shell, leave), (Shell, look))
    assert session(with_octavia) == 0
    assert seen["stayed"]
    assert seen["search"] == "octavia"
