"""What stands in a tab that has no records yet."""

from __future__ import annotations

from collections.abc import Callable

from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.records_spec import Nothing
from client.ui.widgets.empty_state import EmptyState

_IMPORT = "garage.import"


def nothing_there(nothing: Nothing, desk: Desk, add: Callable[[], None]) -> EmptyState:
    """Say what is missing and why it is worth having; offer to add it, or to import."""
    known = _IMPORT in desk.commands
    empty = EmptyState(
        nothing.icon,
        nothing.title,
        nothing.words,
        (nothing.add, "plus"),
        (_("Import"), "download") if known else ("", ""),
    )
    empty.primary.connect(add)
    if known:
        empty.secondary.connect(desk.command(_IMPORT).run)
    return empty
