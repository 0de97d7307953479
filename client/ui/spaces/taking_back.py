"""What a server did, told in a toast whose Undo asks it for the opposite."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from client.store import Store
from client.ui.desk import Desk
from client.ui.text import _

Back = Callable[[Store], object]


def tell_done(
    desk: Desk, words: str, back: Back | None, then: Callable[[], None] | None = None
) -> None:
    """Say what was done; `back` does the opposite (None: nobody here may), and `then` follows it.

    `then` is a method of a QObject, or anything else that holds as long as the window.
    """
    undo = partial(_take_back, desk, words, back, then) if back is not None else False
    desk.said.emit(words, undo)


def _take_back(desk: Desk, words: str, back: Back, then: Callable[[], None] | None) -> None:
    # The desk outlives every form: what was taken back is shown wherever one is by then.
    desk.aside(desk, back, partial(_on_back, desk, words, then))


def _on_back(desk: Desk, words: str, then: Callable[[], None] | None, _answer: object) -> None:
    desk.look_for_changes()
    owner = getattr(then, "__self__", None)
    if then is not None and (not isinstance(owner, QObject) or isValid(owner)):
        then()
    desk.said.emit(_("Undone: {what}").format(what=words), False)
