"""No tooltip takes what others wrote for HTML."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument

import client.ui
from client.ui.widgets.tips import plain_tip

SOURCES = Path(client.ui.__file__).parent
SET = re.compile(r"\.setToolTip\(\s*(\S[^\n]*)|QToolTip\.showText\(([^;]{0,90})")
LITERAL = re.compile(r'_\("[^"]*"\)')


@pytest.mark.parametrize(
    "words",
    ['<img src="//stranger/share/x.png"> Tour', "<b>Tour</b> & more\nat <i>9</i>", "a < b", "Tour"],
)
def test_words_are_shown_as_they_were_written(words: str) -> None:
    tip = plain_tip(words)
    shown = QTextDocument()
    if "<span" in tip:
        shown.setHtml(tip)
        assert shown.toPlainText() == words
        assert "<img" not in tip
    else:
        assert tip == words


def test_every_tooltip_of_the_window_goes_that_way() -> None:
    found = [
        (path.name, match[0])
        for path in SOURCES.rglob("*.py")
        for match in SET.finditer(path.read_text(encoding="utf-8"))
        if "plain_tip(" not in match[0] and not LITERAL.search(match[0])
    ]
    assert found == []
