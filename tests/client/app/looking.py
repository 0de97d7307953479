"""What an eye would find wrong on a screen: things without a name, cut off, or out of order."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from client.app.tour import Tour
from client.ui.calendar.alarm_cards import AlarmCard
from client.ui.text import _, stretched
from client.ui.widgets.painting import text_width
from tests.client.app.painted import is_own, own_texts, shortenings
from tests.client.app.strays import Strays
from tests.client.ui.seeing import is_seen

SLACK = 1
FROM_BELOW = AlarmCard
"""The earliest lies lowest, and is come to first."""
BESIDE_A_CHOICE = 41
"""What margin and arrow take of a box with a choice."""


class LookingTour(Tour):
    """A tour that looks at each screen as it keeps its picture."""

    def __init__(self, app: QApplication, folder: Path, mark: str = "") -> None:
        super().__init__(app, folder, mark)
        self.complaints: list[str] = []
        self._shortened: set[str] = set()
        self._own: frozenset[str] = frozenset()
        self._strays = Strays(app)

    def picture(self, name: str, widget: QWidget) -> None:
        super().picture(name, widget)
        there = list(shown(widget))
        looks = (unnamed, clipped, shortened, cut_off, too_wide, disorder, without_a_way_on)
        found = {sentence for look in looks for sentence in look(widget, there)}
        found |= {f"“{words}” is painted shortened" for words in self._said_shortened()}
        found |= self._strays.taken()
        self.complaints += [f"{name}{self._mark}: {sentence}" for sentence in sorted(found)]

    def grab(self, widget: QWidget) -> QPixmap:
        with shortenings() as shortened:
            picture = super().grab(widget)
        self._shortened = set(shortened)
        return picture

    def _said_shortened(self) -> Iterator[str]:
        """What was painted shortened, but for what somebody wrote, and in stretched words."""
        if _("Garage") == stretched("Garage"):
            return
        if self._desk is not None and not all(is_own(each, self._own) for each in self._shortened):
            self._desk.read(self._desk, own_texts, self._take_own)
            self.settle(self._desk)
        yield from (words for words in self._shortened if not is_own(words, self._own))

    def _take_own(self, texts: frozenset[str]) -> None:
        self._own |= texts


def shown(widget: QWidget) -> Iterator[QWidget]:
    """The widgets in a window that can be seen."""
    for child in widget.findChildren(QWidget):
        if child.isVisibleTo(widget) and is_seen(child):
            yield child


def focusable(widget: QWidget) -> bool:
    """Whether Tab stops at it."""
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def called(widget: QWidget) -> str:
    """A widget in a complaint."""
    words = widget.accessibleName()
    if not words and isinstance(widget, QAbstractButton | QLabel | QLineEdit):
        words = widget.text()
    return f"{type(widget).__name__} “{words[:40]}”"


def unnamed(window: QWidget, there: Sequence[QWidget]) -> Iterator[str]:
    """What the keyboard reaches and a screen reader could not tell of."""
    for widget in there:
        if not focusable(widget) or isinstance(widget, QScrollBar):
            continue
        named = widget.accessibleName()
        if not named and isinstance(widget, QAbstractButton):
            named = widget.text()
        if not named:
            inside = type(widget.parentWidget()).__name__
            yield f"{type(widget).__name__} in {inside} has no accessible name"


def clipped(window: QWidget, there: Sequence[QWidget]) -> Iterator[str]:
    """Words that do not fit into their label or button."""
    for widget in there:
        if isinstance(widget, QLabel) and widget.text():
            if widget.textFormat() == Qt.TextFormat.RichText or widget.property("elides"):
                continue
            room = widget.contentsRect()
            if widget.wordWrap():
                if widget.heightForWidth(widget.width()) > widget.height() + SLACK:
                    yield f"{called(widget)} is too low for its lines"
            else:
                needed = widget.fontMetrics().horizontalAdvance(widget.text())
                if needed > room.width() + SLACK:
                    yield f"{called(widget)} needs {needed} px and has {room.width()}"
        elif isinstance(widget, QAbstractButton) and widget.text():
            needed = widget.minimumSizeHint().width()
            if needed > widget.width() + SLACK and not widget.property("elides"):
                yield f"{called(widget)} needs {needed} px and has {widget.width()}"


def shortened(window: QWidget, there: Sequence[QWidget]) -> Iterator[str]:
    """Choices whose words do not fit into their box."""
    for widget in there:
        if isinstance(widget, QComboBox):
            needed = round(text_width(widget.currentText()))
            room = widget.width() - BESIDE_A_CHOICE
            if needed > room + SLACK:
                yield f"“{widget.currentText()}” needs {needed} px in its box and has {room}"


def cut_off(window: QWidget, there: Sequence[QWidget]) -> Iterator[str]:
    """Labels and buttons that reach beyond what they lie in, where nothing scrolls."""
    for widget in there:
        parent = widget.parentWidget()
        if not isinstance(widget, QLabel | QAbstractButton) or parent is None:
            continue
        if any(isinstance(each, QAbstractScrollArea) for each in _above(widget, window)):
            continue
        inside = QRect(QPoint(0, 0), parent.size()).adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if not inside.contains(widget.geometry()):
            yield f"{called(widget)} reaches beyond {type(parent).__name__}"


def too_wide(window: QWidget, there: Sequence[QWidget]) -> Iterator[str]:
    """Pages that are wider than their window, with no bar to bring the rest into sight."""
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    for widget in there:
        if not isinstance(widget, QScrollArea) or widget.horizontalScrollBarPolicy() != never:
            continue
        inside, room = widget.widget(), widget.viewport().width()
        if inside is not None and inside.width() > room + SLACK:
            yield f"{type(widget).__name__} is {inside.width()} px wide in a room of {room}"


def _above(widget: QWidget, window: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        yield parent
        parent = parent.parentWidget()


def disorder(window: QWidget, there: Sequence[QWidget]) -> Iterator[str]:
    """Steps of Tab that go back, up or to the left, among the parts of a box or of two beside it.

    From one box to the next it may go up, to a column at the right of it.
    """
    for before, after in itertools.pairwise(_chain(window, set(there))):
        box = _common(before, after)
        if box is None or isinstance(before.parentWidget(), FROM_BELOW):
            continue
        first, then = _place_in(box, before), _place_in(box, after)
        column = box is not before.parentWidget() and then.left() > first.right()
        above = then.bottom() <= first.top() and not column
        left = then.right() <= first.left() and then.top() <= first.bottom()
        if above or left:
            yield f"Tab goes back from {called(before)} to {called(after)}"


def _common(one: QWidget, other: QWidget) -> QWidget | None:
    """The box that two widgets lie in, themselves or by their parents; None where it is further."""
    first, second = one.parentWidget(), other.parentWidget()
    if first is second or first is None or second is None:
        return first
    above = first.parentWidget()
    return above if above is second.parentWidget() else None


def _place_in(box: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(box, QPoint(0, 0)), widget.size())


def without_a_way_on(window: QWidget, there: Sequence[QWidget]) -> Iterator[str]:
    """A dialog that asks, and shows no button to answer with."""
    if isinstance(window, QDialog) and not any(
        isinstance(widget, QAbstractButton) and widget.isEnabled() for widget in there
    ):
        yield "the dialog shows no button"


def _chain(window: QWidget, seen: Set[QWidget]) -> Iterator[QWidget]:
    widget = window.nextInFocusChain()
    for _step in range(5_000):
        if widget is window or widget is None:
            return
        if widget in seen and focusable(widget):
            yield widget
        widget = widget.nextInFocusChain()


def look_enlarged(folder: Path) -> int:
    """Take the tour of an enlarged screen, and print what is wrong on it."""
    from client.app.walks.enlarged import walk_enlarged
    from client.ui.theme import Scheme, apply

    app = QApplication(["paddock-tour"])
    apply(app, Scheme.LIGHT)
    tour = walk_enlarged(app, folder, LookingTour)
    assert isinstance(tour, LookingTour)
    for complaint in tour.complaints:
        print(f"wrong: {complaint}")
    return int(bool(tour.complaints))


if __name__ == "__main__":
    sys.exit(look_enlarged(Path(sys.argv[1])))
