"""The trash: what was deleted, and the way back."""

from __future__ import annotations

from client.ui.desk import Desk
from client.ui.shell.page import Page
from client.ui.text import _


class TrashPage(Page):
    """Not made yet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.set_title(_("Trash"))
