"""The parts of the window, which F6 goes round: those of the page, what lies over it, the frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from client.ui.shell.shell import Shell

Stretch = Callable[[], Sequence[QWidget]]
"""What makes up a part now, the foremost first; nothing where it is not there."""


class WindowParts:
    """Takes the keyboard from part to part, in each to where it was last, else to its first stop.

    What lies over the page comes next after it: whatever asks for an answer is one key away.
    """

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._over: list[Stretch] = []

    def add(self, over: Stretch) -> None:
        """Make something known that at times lies over the page."""
        self._over.append(over)

    def next(self) -> None:
        """Go to the part after the one that has the keyboard (F6)."""
        self._go(1)

    def previous(self) -> None:
        """Go to the part before it (Shift+F6)."""
        self._go(-1)

    def to_page(self) -> None:
        """Go to the page, as after an answer to what lay over it."""
        page = self._shell.page
        if page is not None:
            (_last_at(page) or self._beginning_of(page) or page).setFocus(_REASON)

    def _go(self, step: int) -> None:
        parts = self._parts()
        at = self._shell.focusWidget()
        # What is in no part, as a toast over the page, is as if on the page.
        here = next((place for place, part in enumerate(parts) if _holds(part, at)), 0)
        part = parts[(here + step) % len(parts)]
        stop = next(filter(None, map(_last_at, part)), None) or self._beginning_of(part[0])
        (stop or part[0]).setFocus(_REASON)

    def _beginning_of(self, part: QWidget) -> QWidget | None:
        page = self._shell.page
        start = page.begins_at if page is not None else None
        inside = start is not None and part.isAncestorOf(start)
        return start if inside else first_stop(part)

    def _parts(self) -> list[Sequence[QWidget]]:
        shell = self._shell
        page = [[each] for each in shell.page.parts] if shell.page is not None else []
        over = [part for part in (find() for find in self._over) if part]
        frame = [[each] for each in (shell.sidebar, shell.header) if each.isVisible()]
        return [*page, *over, *frame]


_REASON = Qt.FocusReason.ShortcutFocusReason


def first_stop(part: QWidget) -> QWidget | None:
    """What Tab comes to first in a part, from the beginning of the window."""
    window = part.window()
    at = window.nextInFocusChain()
    while at is not None and at is not window:
        if part.isAncestorOf(at) and _takes(at, Qt.FocusPolicy.TabFocus):
            return at
        at = at.nextInFocusChain()
    return None


def _holds(part: Sequence[QWidget], at: QWidget | None) -> bool:
    return at is not None and any(each is at or each.isAncestorOf(at) for each in part)


def _last_at(part: QWidget) -> QWidget | None:
    """Where in it the keyboard was last, if it can still be there."""
    found = part.focusWidget()
    return found if found is not None and _takes(found, Qt.FocusPolicy.StrongFocus) else None


def _takes(widget: QWidget, way: Qt.FocusPolicy) -> bool:
    """Whether it takes the keyboard in such a way, or in one of these."""
    return bool(widget.focusPolicy() & way) and widget.isVisible() and widget.isEnabled()
