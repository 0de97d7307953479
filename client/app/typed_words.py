"""What was typed on pages and not kept yet, taken over as the window is made in another language.

So is the keyboard. A field is known by its way down from its page, by the names and classes of the
widgets on it: two windows make the same ones, whatever language they speak.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from client.ui.shell.page import KEPT_WHEN_LEFT, Page
from client.ui.shell.search_popup import SearchPopup
from client.ui.shell.shell import Shell

LOOK_MILLISECONDS = 50
"""Between two looks whether a page has read what it shows."""

Step = tuple[str, str, int]
Way = tuple[Step, ...]
"""For each widget from a page down: its class, its name, how many such stand before it."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed into a field, of which page and about what; "" is the search.

    Without a text it is where the keyboard was.
    """

    page: str
    about: str
    way: Way
    text: str
    focused: bool = False


def words_typed(shell: Shell) -> list[Words]:
    """What was typed on the pages of a window, and into its search, and where the keyboard was."""
    found = []
    here, at = shell.page, shell.focusWidget()
    for name, page in shell.stack.pages.items():
        for field in _fields(page):
            text, way = _text(field), _way(page, field)
            if text and way:
                found.append(Words(name, page.about, way, text, field is at))
        if page is here and at is not None and page.isAncestorOf(at):
            found.append(Words(name, page.about, _way(page, at), "", focused=True))
    found += [
        Words("", "", (), popup.field.text(), focused=True)
        for popup in shell.findChildren(SearchPopup)
        if popup.isVisible() and popup.field.text()
    ]
    return found


def _fields(page: QWidget) -> Iterator[QLineEdit | QPlainTextEdit]:
    """Fields of a page in which a person has typed something that nobody keeps otherwise."""
    for line in page.findChildren(QLineEdit):
        inside = isinstance(line.parent(), QComboBox | QAbstractSpinBox)
        secret = line.echoMode() is not QLineEdit.EchoMode.Normal
        if line.isModified() and not (inside or secret or _is_kept(line, page)):
            yield line
    for area in page.findChildren(QPlainTextEdit):
        if area.document().isModified() and not _is_kept(area, page):
            yield area


def _is_kept(field: QWidget, page: QWidget) -> bool:
    at: QWidget | None = field
    while at is not None and at is not page:
        if at.property(KEPT_WHEN_LEFT):
            return True
        at = at.parentWidget()
    return False


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


# ---------------------------------------------------------------------- the way to a field


def _way(page: QWidget, field: QWidget) -> Way:
    way: list[Step] = []
    at: QWidget = field
    while at is not page:
        parent = at.parentWidget()
        if parent is None:
            return ()
        class_, name = type(at).__name__, at.objectName()
        way.append((class_, name, _alike(parent, class_, name).index(at)))
        at = parent
    return tuple(reversed(way))


def _alike(parent: QWidget, class_: str, name: str) -> list[QWidget]:
    return [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and (type(child).__name__, child.objectName()) == (class_, name)
    ]


def _at(page: QWidget, way: Way) -> QWidget | None:
    """What stands at the end of a way; None where it is not made (yet)."""
    at = page
    for class_, name, place in way:
        alike = _alike(at, class_, name)
        if place >= len(alike):
            return None
        at = alike[place]
    return at


# ---------------------------------------------------------------------- in the window that follows


class TypedAgain(QObject):
    """Puts words into the fields of a window as one comes to them, and goes once that is done.

    A page that shows something else by then, or a field that says something, is left alone.
    """

    def __init__(self, shell: Shell, words: list[Words]) -> None:
        super().__init__(shell)
        self._shell, self._waiting = shell, words
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        shell.desk.route_changed.connect(self._look_soon)
        shell.desk.opened.connect(self._look_soon)
        self._timer.start()

    def _look_soon(self) -> None:
        self._timer.start()

    def _look(self) -> None:
        desk = self._shell.desk
        if not (desk.is_open and desk.workers.idle):
            self._timer.start()
            return
        self._waiting = [words for words in self._waiting if not self._put(words)]
        if not self._waiting:
            self.deleteLater()

    def _put(self, words: Words) -> bool:
        """Type words again; False where they have to wait for their page."""
        here = self._shell.desk.trail.here
        if not words.page:
            self._shell.open_search()
            _type(self._shell.search.field, words)
            return True
        page = self._shell.stack.pages.get(words.page)
        if page is None or here is None or here.page != words.page:
            return not words.text
        if page.about != words.about:
            return True
        field = _at(page, words.way)
        if not words.text:
            self._put_keyboard(page, field)
            return True
        if field is None:
            return False
        if _type(field, words):
            page.retyped()
        return True

    def _put_keyboard(self, page: Page, field: QWidget | None) -> None:
        """Put the keyboard where it was, unless one has gone on meanwhile."""
        waits = self._shell.focusWidget() in (None, self._shell, page, page.begins_at)
        if field is not None and waits:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _type(field: QWidget, words: Words) -> bool:
    """Put words into a field that says nothing yet, as if they were typed; says whether it did."""
    if not isValid(field):
        return False
    if isinstance(field, QLineEdit) and not field.text():
        field.setText(words.text)
        field.setModified(True)
        field.textEdited.emit(words.text)
    elif isinstance(field, QPlainTextEdit) and not field.toPlainText():
        field.setPlainText(words.text)
        field.document().setModified(True)
    else:
        return False
    if words.focused:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
    return True
