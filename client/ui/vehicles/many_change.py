"""The command that changes one field of all that is selected: its entry in menus, its dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.spaces.access import access_of
from client.ui.text import _
from client.ui.theme import icon
from garage.permissions import Verb

if TYPE_CHECKING:
    from client.ui.vehicles.many_fields import Chosen

KEY = "Shift+E"


class ManyChange(QObject):
    """Stands between a page and the dialog; `choose` tells what is selected, when it is asked."""

    def __init__(self, desk: Desk, page: QWidget, choose: Callable[[], Chosen | None]) -> None:
        super().__init__(page)
        self._desk, self._page, self._choose = desk, page, choose

    def can(self) -> bool:
        """Whether anything is selected that has a field to be changed."""
        return self._chosen() is not None

    def why_not(self) -> str:
        """Who may change it, if the person may not."""
        chosen = self._chosen()
        if chosen is None or chosen.vehicle is None:
            return ""
        access, space = access_of(self._desk), chosen.vehicle.space
        kinds = {kind for kind, _measure in chosen.sorts.values()}
        whys = [access.why_not(Verb.EDIT, kind, space) for kind in sorted(kinds)]
        return whys[0] if all(whys) else ""

    def _chosen(self) -> Chosen | None:
        chosen = self._choose()
        return chosen if chosen is not None and chosen.sorts and chosen.fields else None

    def open(self) -> None:
        """Ask which field of what is selected is to have which value."""
        chosen = self._chosen()
        if chosen is not None:
            # It is not needed before: importing it would hold up the tab.
            from client.ui.vehicles.many_dialog import ManyDialog

            ManyDialog(self._desk, self._page.window(), chosen).open()

    def put_in(self, menu: QMenu) -> QAction:
        """Offer it in a menu about what is selected."""
        action = menu.addAction(icon("list-checks", "text"), _("Change a field…"), self.open)
        action.setShortcut(KEY)
        action.setEnabled(self.can())
        return action


def _allowed() -> str:
    return ""


def change_command(
    id_: str,
    run: Callable[[], None],
    can: Callable[[], bool],
    why_not: Callable[[], str] = _allowed,
) -> Command:
    """What is offered on a page whose selection can be changed so."""
    words = _("Change a field of what is selected…")
    return Command(id_, words, run, KEY, "list-checks", can, forbidden=why_not)
