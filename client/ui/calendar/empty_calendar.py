"""What the calendar shows where there is nothing that it could ever show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from client.ui.text import _
from client.ui.widgets.empty_state import EmptyState


def empty_calendar() -> EmptyState:
    """Says what belongs here; its buttons add an event and import a file."""
    return EmptyState(
        "calendar",
        _("Nothing in the calendar yet"),
        _(
            "Events that you add stand here, and beside them what is due for your vehicles: "
            "inspections, services, insurance."
        ),
        (_("New event"), "plus"),
        (_("Import"), "download"),
    )


def show_one(stack: QStackedWidget, nothing: EmptyState, view: QWidget, *, empty: bool) -> None:
    """Show what says that there is nothing, or the view; the keyboard goes with it."""
    here = stack.window().focusWidget()
    gone = view if empty else nothing
    had = here is not None and (here is gone or gone.isAncestorOf(here))
    stack.setCurrentWidget(nothing if empty else view)
    if had:
        (nothing.primary_button if empty else view).setFocus(Qt.FocusReason.OtherFocusReason)
