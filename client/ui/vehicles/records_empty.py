"""What stands in a tab that has no records yet."""

from __future__ import annotations

from collections.abc import Callable

from client.ui.desk import Desk
from client.ui.spaces.looked_at_only import LookedAtOnly
from client.ui.text import _
from client.ui.vehicles.records_spec import RecordsSpec
from client.ui.widgets.empty_state import EmptyState

_IMPORT = "garage.import"


def nothing_there(
    spec: RecordsSpec, desk: Desk, add: Callable[[], None], space: Callable[[], str]
) -> EmptyState:
    """Say what is missing and why it is worth having; offer to add it, or to import."""
    nothing = spec.nothing
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
    LookedAtOnly(desk, empty, next(iter(spec.adds)), space)
    return empty


def no_fill_ups(desk: Desk, space: Callable[[], str]) -> EmptyState:
    """Say of the fuel log what its line is for."""
    empty = EmptyState(
        "fuel",
        _("No fill-ups yet"),
        _("Write the first one in the line above; after two full ones you see the economy."),
    )
    LookedAtOnly(desk, empty, "fill_up", space)
    empty.hide()
    return empty
