"""A person at the window, who finds things by their words and has a mouse and a keyboard.

All goes through the window, as the system's own events do: what is covered cannot be clicked, and a
key goes to whatever has the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QLabel,
    QMenu,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from client.ui.shell.shell import Shell
from client.ui.widgets.page_tabs import PageTabs
from client.ui.widgets.popover import Popover
from client.ui.widgets.toast import Toast
from garage.records import Record, kind_named
from tests.client.ui.seeing import is_seen
from tests.client.ui.waiting import settle

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MOST_STEPS = 150
"""So many steps of Tab, or of an arrow, are enough for any window here."""
DRAG_STEPS = 6


class Person:
    """Sits before one window."""

    def __init__(self, shell: Shell, qtbot: QtBot, *, aside: bool = True) -> None:
        """`aside`: waits for servers too, but where a window goes on asking one by itself."""
        self.shell, self._qtbot, self._aside = shell, qtbot, aside

    def settle(self) -> None:
        """Wait until the window has come to rest."""
        settle(self._qtbot, self.shell.desk, aside=self._aside)
        if QApplication.activeWindow() is None:
            # A desktop gives the keyboard to the window below one that went; tests have none.
            self.front.activateWindow()
            settle(self._qtbot, self.shell.desk, aside=self._aside)

    def until(self, come: Callable[[], Any]) -> None:
        """Wait for something that the window does by itself."""
        self._qtbot.waitUntil(come)

    # ------------------------------------------------------------------ what one sees

    @property
    def front(self) -> QWidget:
        """The window that takes the mouse: a menu, else a dialog, else the main one."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.shell

    def things(self) -> Iterator[QWidget]:
        """All that can be seen in the window in front."""
        for widget in self.front.findChildren(QWidget):
            if widget.isVisible() and is_seen(widget):
                yield widget

    def find(self, words: str, kind: type[QWidget] = QWidget) -> QWidget:
        """What bears these words, or begins with them.

        What can be used comes before its heading, what lies in a popover before what is below.
        """
        found = [
            (usable(each) > 0, in_popover(each), called(each) == words, usable(each), each)
            for each in self.things()
            if isinstance(each, kind) and called(each).startswith(words)
        ]
        assert found, f"“{words}” is not to be seen among {sorted(self.words())}"
        return max(found, key=lambda one: one[:-1])[-1]

    def words(self) -> set[str]:
        """What stands in the window in front."""
        return {called(each) for each in self.things()} - {""}

    def sees(self, words: str) -> bool:
        """Whether these words stand anywhere in the window in front."""
        return any(words in each for each in self.words())

    @property
    def toast(self) -> str:
        """What was told last at the foot of the window; "" when nothing is."""
        told = [each for each in self.shell.findChildren(Toast) if each.isVisible()]
        return told[-1].accessibleName() if told else ""

    @property
    def at(self) -> str:
        """What has the keyboard."""
        return called(self.keyboard)

    @property
    def keyboard(self) -> QWidget:
        """The widget that has the keyboard."""
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found

    def records(self, kind: str) -> list[Any]:
        """What the store has of a kind, the trash not counted."""
        type_: type[Record] = kind_named(kind).type
        return self.shell.desk._store.read(lambda reader: reader.all(type_))

    def only(self, kind: str, **values: Any) -> Any:
        """The one record of a kind that has these values."""
        found = [
            each
            for each in self.records(kind)
            if all(getattr(each, name) == value for name, value in values.items())
        ]
        assert len(found) == 1, found
        return found[0]

    # ------------------------------------------------------------------ the mouse

    def click(
        self,
        what: str | QWidget,
        at: QPoint | None = None,
        held: Qt.KeyboardModifier = NONE,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        """Click in the middle of something, or at a place in it."""
        window, place = self._place(what, at)
        QTest.mouseClick(window, button, held, place)
        self.settle()

    def double_click(self, what: str | QWidget, at: QPoint | None = None) -> None:
        """Click twice."""
        window, place = self._place(what, at)
        QTest.mouseClick(window, LEFT, NONE, place)
        QTest.mouseDClick(window, LEFT, NONE, place)
        self.settle()

    def menu_of(self, what: str | QWidget, at: QPoint | None = None) -> None:
        """Open something's menu by the right button."""
        self.click(what, at, button=RIGHT)
        assert isinstance(self.front, QMenu), "there is no menu"

    def choose(self, *path: str) -> None:
        """Click through the entries of the menu that is open."""
        for words in path:
            menu = self.front
            assert isinstance(menu, QMenu), f"no menu is open for “{words}”"
            entry = entry_of(menu, words)
            self.click(menu, menu.actionGeometry(entry).center())

    def tab(self, words: str) -> None:
        """Click on a tab of the page."""
        tabs = self.find("Vehicle", PageTabs)
        assert isinstance(tabs, PageTabs)
        places = [at for at in range(tabs.count()) if tabs.tabText(at).startswith(words)]
        assert places, f"there is no tab “{words}”"
        self.click(tabs, tabs.tabRect(places[0]).center())

    def drag(
        self,
        what: str | QWidget,
        start: QPoint | None,
        target: QWidget,
        end: QPoint,
        held: Qt.KeyboardModifier = NONE,
    ) -> None:
        """Press, move in steps, let go."""
        window, begin = self._place(what, start)
        finish = target.mapTo(target.window(), end)
        QTest.mousePress(window, LEFT, held, begin)
        for step in range(1, DRAG_STEPS + 1):
            QTest.mouseMove(window, begin + (finish - begin) * step / DRAG_STEPS)
        QTest.mouseRelease(window, LEFT, held, finish)
        self.settle()

    def wheel(self, what: str | QWidget, clicks: int) -> None:
        """Turn the wheel over something; up is more than nothing."""
        window, place = self._place(what, None)
        turn = QWheelEvent(
            QPointF(place), QPointF(window.mapToGlobal(place)), QPoint(), QPoint(0, 120 * clicks),
            Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(window, turn)
        self.settle()

    def _place(self, what: str | QWidget, at: QPoint | None) -> tuple[QWindow, QPoint]:
        widget = self.find(what) if isinstance(what, str) else what
        # What a window was just given, it lays out in its own time.
        self.until(lambda: demand_uncovered(widget, at))
        top = widget.window()
        handle = top.windowHandle()
        assert handle is not None
        return handle, widget.mapTo(top, middle(widget) if at is None else at)

    # ------------------------------------------------------------------ the keyboard

    def press(self, *keys: str) -> None:
        """Press keys, as "Ctrl+Shift+F" or "Menu"."""
        for each in keys:
            pressed = QKeySequence(each)[0]
            QTest.keyClick(self._listener(), pressed.key(), pressed.keyboardModifiers())
            if pressed.key() == Qt.Key.Key_Menu:
                # The system's part of Qt asks for the menu, and tests have no system.
                asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
                QApplication.sendEvent(self._listener(), asked)
            self.settle()

    def type(self, words: str) -> None:
        """Type words into what has the keyboard."""
        # Through the widget: to a window QTest sends the letters of ASCII alone.
        QTest.keyClicks(self.keyboard, words)
        self.settle()

    def go_to(self, words: str, kind: type[QWidget] = QWidget, key: str = "Tab") -> None:
        """Press a key until what bears these words has the keyboard."""
        passed = []
        for _step in range(MOST_STEPS):
            here = QApplication.focusWidget()
            if isinstance(here, kind) and called(here).startswith(words):
                return
            passed.append("nothing" if here is None else called(here))
            self.press(key)
        raise AssertionError(f"{key} never comes to “{words}”, only to {sorted(set(passed))}")

    def pick(self, *path: str) -> None:
        """Go by the arrows to the entries of the menu that is open, and press Enter."""
        for words in path:
            menu = self.front
            assert isinstance(menu, QMenu), f"no menu is open for “{words}”"
            entry = entry_of(menu, words)
            for _step in menu.actions():
                if menu.activeAction() is entry:
                    break
                QTest.keyClick(self._listener(), Qt.Key.Key_Down)
            assert menu.activeAction() is entry, f"the arrows never come to “{words}”"
            self.press("Return")

    def command(self, *path: str) -> None:
        """Do something by the menu of all commands, by keys alone."""
        self.press("F10")
        self.pick(*path)

    def _listener(self) -> QWindow:
        handle = self.front.windowHandle()
        assert handle is not None
        return handle

    # ------------------------------------------------------------------ taking back

    def undo(self) -> None:
        """Take the last deed back by Ctrl+Z, and be told so."""
        self.press("Ctrl+Z")
        assert self.toast.startswith(("Undone", "Undid", "Took back")), self.toast


def called(widget: QWidget) -> str:
    """The words of a widget."""
    words = widget.accessibleName()
    if not words and isinstance(widget, QAbstractButton | QLabel):
        words = widget.text()
    return words.replace("&", "")


def middle(widget: QWidget) -> QPoint:
    """Where one clicks on something: a box to tick takes clicks on itself and its words alone."""
    inside = widget.rect().center()
    return QPoint(10, inside.y()) if isinstance(widget, QCheckBox) else inside


def demand_uncovered(widget: QWidget, at: QPoint | None) -> None:
    """Fail where something lies over the place at which one would click."""
    top = widget.window()
    hit = top.childAt(widget.mapTo(top, middle(widget) if at is None else at)) or top
    assert hit is widget or widget.isAncestorOf(hit), f"{called(widget)} lies below {hit}"


def in_popover(widget: QWidget) -> bool:
    """Whether it lies in a popover over the window."""
    here: QWidget | None = widget
    while here is not None and not isinstance(here, Popover):
        here = here.parentWidget()
    return here is not None


def usable(widget: QWidget) -> int:
    """Whether it is a button, or can have the keyboard, or neither."""
    if isinstance(widget, QAbstractButton):
        return 2
    return int(widget.focusPolicy() != Qt.FocusPolicy.NoFocus)


def entry_of(menu: QMenu, words: str) -> QAction:
    """An entry of a menu by how it begins, the shortcut not counted."""
    entries = {each.text().replace("&", "").partition("\t")[0]: each for each in menu.actions()}
    found = [each for name, each in entries.items() if name.startswith(words)]
    assert found, f"“{words}” is not in the menu: {list(entries)}"
    exact = entries.get(words, found[0])
    assert exact.isEnabled(), f"“{words}” is grey"
    return exact


def cell(table: QAbstractItemView, words: str, column: int | None = None) -> QPoint:
    """The middle of the first cell with these words; or of another column's in that row."""
    model = table.model()
    columns = model.columnCount() if isinstance(table, QTableView) else 1
    for row in range(model.rowCount()):
        for place in range(columns):
            index = model.index(row, place)
            if words in str(index.data() or ""):
                index = index if column is None else model.index(row, column)
                table.scrollTo(index)
                return table.visualRect(index).center()
    raise AssertionError(f"no row has “{words}”")
