"""A page of the window: its title, its actions, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from client.ui.commands import Command
from client.ui.routes import Route

KEPT_WHEN_LEFT = "kept_when_left"
"""The property of a widget whose fields are kept by themselves once one goes elsewhere."""


class Page(QWidget):
    """Stands below the page header, which shows `title` and the actions.

    Call `set_title` and `set_actions` whenever they change; `back` says whether the header shows
    the way back, and `more` is what the menu offers beside the actions. `show_route` is called each
    time one comes to the page or goes about in it.
    An action that is one of everywhere too may have other keys here.
    """

    title_changed = Signal(str)
    actions_changed = Signal()

    back = False
    bare = False
    """Whether it takes the whole window, without sidebar and header."""
    toast_margins = (24, 24)
    """What lies between a toast and the page's left and lower edge, in pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.primary: Command | None = None
        self.secondary: tuple[Command, ...] = ()
        self.more: tuple[Command, ...] = ()

    @property
    def own_commands(self) -> tuple[Command, ...]:
        """All that can be done here, the foremost first."""
        primary = () if self.primary is None else (self.primary,)
        return (*primary, *self.secondary, *self.more)

    def set_title(self, title: str) -> None:
        """Say what stands in the header."""
        if title != self.title:
            self.title = title
            self.title_changed.emit(title)

    def set_actions(
        self,
        primary: Command | None,
        secondary: tuple[Command, ...] = (),
        more: tuple[Command, ...] = (),
    ) -> None:
        """Say what can be done here: one thing above all, others, and what only the menu has."""
        self.primary, self.secondary, self.more = primary, secondary, more
        self.actions_changed.emit()

    @property
    def about(self) -> str:
        """The id of what it shows, where it shows one thing at a time; "" else."""
        return ""

    def retyped(self) -> None:
        """Words that were typed in the window before stand in one of its fields again."""

    @property
    def begins_at(self) -> QWidget | None:
        """What has the keyboard where the window opens on this page; None for nothing yet."""
        return None

    @property
    def parts(self) -> Sequence[QWidget]:
        """What F6 stops at on it, from left to right; itself where it is of one piece."""
        return (self,)

    def enter(self) -> None:
        """Take the keyboard, unless it is here: one looked for this page by its name."""
        at = self.window().focusWidget()
        if at is None or not self.isAncestorOf(at):
            (self.begins_at or self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_route(self, route: Route) -> None:
        """Show what the route asks for."""

    def begin_with(self, glimpse: Page) -> None:
        """Take over from what stood here before the store was open; by default it just goes."""
        glimpse.hide()
        glimpse.deleteLater()

    def refresh(self) -> None:
        """Read everything again (F5)."""
