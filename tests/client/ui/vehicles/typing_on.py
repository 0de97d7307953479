"""Typing as a person does who waits for nothing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

_KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


def press(text):
    """Press keys where the keyboard is by then; "\\n" is Enter, "\\t" is Tab."""
    for letter in text:
        at = QApplication.focusWidget()
        if letter in _KEYS:
            QTest.keyClick(at, _KEYS[letter])
        else:
            QTest.keyClicks(at, letter)
