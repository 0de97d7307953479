"""What no font of the computer can draw is said across the top, once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from client.operations.records import add, edit
from client.ui.shell.missing_letters import SETTING, MissingLetters
from client.ui.theme import font
from garage.records import kind_named

# Letters that hardly any computer has a font for; their names are in Python's Unicode.
VITHKUQI, TANGSA = "\U00010570\U00010571", "\U00016a70\U00016a71"


@pytest.fixture(autouse=True)
def without_their_fonts(qapp):
    measure = QFontMetricsF(font("body"))
    if any(measure.inFontUcs4(ord(sign)) for sign in VITHKUQI + TANGSA):
        pytest.skip("this computer has fonts for these letters")


@pytest.fixture
def letters(shell, settled):
    watch = MissingLetters(shell)
    watch.look()
    settled()
    return watch


def test_plain_letters_say_nothing(letters, shell, octavia, settled):
    assert letters.banner is None
    shell.desk.operate(letters, lambda s: edit(s, octavia, {"name": "Škoda Жигули"}))
    settled()
    assert letters.banner is None


def test_a_name_that_no_font_can_draw_is_told_across_the_top(
    letters, shell, octavia, settled, qtbot
):
    desk = shell.desk
    desk.operate(letters, lambda s: edit(s, octavia, {"name": VITHKUQI}))
    settled()
    assert letters.banner.isVisible()
    assert "these letters: Vithkuqi." in letters.banner.accessibleName()
    assert not letters.banner.action_button.isVisible()
    # Another script joins it in one line.
    desk.operate(letters, lambda s: add(s, kind_named("note"), {"notes": TANGSA}))
    settled()
    assert "these letters: Vithkuqi, Tangsa." in letters.banner.accessibleName()
    qtbot.mouseClick(letters.banner.close_button, Qt.MouseButton.LeftButton)
    settled()
    assert sorted(desk.settings[SETTING]) == ["TANGSA", "VITHKUQI"]
    # What was dismissed is not told again, by this window or the next.
    desk.operate(letters, lambda s: edit(s, octavia, {"name": VITHKUQI + " 2"}))
    settled()
    assert letters.banner is None
    again = MissingLetters(shell)
    again.look()
    settled()
    assert again.banner is None


def test_what_was_there_before_the_window_opened_is_told(shell, store, octavia, settled):
    edit(store, octavia, {"name": VITHKUQI})
    watch = MissingLetters(shell)
    watch.look()
    settled()
    assert "Vithkuqi" in watch.banner.accessibleName()
