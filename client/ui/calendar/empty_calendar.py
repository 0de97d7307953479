"""What the calendar shows where there is nothing that it could ever show."""

from __future__ import annotations

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
