"""A record like one that is there: its values in the form of a new one, for today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from client.ui.vehicles.table_host import TableHost
from garage.records import Record, kind_named
from garage.records.elements import CustomField, SourceField

if TYPE_CHECKING:
    from client.ui.vehicles.form_dialog import FormDialog

_ONCE = frozenset(
    {
        "vehicle", "date", "end", "until", "due", "every", "odometer", "end_odometer", "hours",
        "position", "invoice", "missed", "charge_from", "charge_to",
    }
)  # fmt: skip
"""What holds for the one record alone: when and where it was, and what ran on from it."""


def repeated(record: Record) -> dict[str, Any]:
    """The values that a record like this begins with."""
    return {
        spec.name: value
        for spec in kind_named(record.kind).fields
        if spec.name not in _ONCE
        and not spec.hidden
        and not isinstance(spec.type, SourceField | CustomField)
        and (value := getattr(record, spec.name)) not in (None, "", frozenset(), ())
    }


def repeat_selected(tab: TableHost) -> FormDialog | None:
    """Open the form of a new record like the one that is selected; nothing is written yet."""
    # It is not needed before: importing it would hold up the tab.
    from client.ui.vehicles.record_form import open_form

    rows = tab.selected()
    if len(rows) != 1:
        return None
    (row,) = rows
    return open_form(tab.desk, tab.window(), row.kind, tab.vehicle, preset=repeated(row.record))
