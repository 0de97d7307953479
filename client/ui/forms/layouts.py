"""Which fields of a kind stand foremost in its form, how wide, and what the form is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from garage.words import N_

Fields = tuple[tuple[str, int], ...]
"""(field, twelfths of the width); a row that is full begins another."""


@dataclass(frozen=True)
class Layout:
    """The form of one kind. Fields that it does not name stand behind "More fields"."""

    add: str
    change: str
    fields: Fields
    sections: tuple[tuple[str, Fields], ...] = ()
    """More fields that are always shown, under titles."""
    rows: Fields = ()
    """The columns of what hangs on the record, and their share of the width."""
    rows_title: str = ""
    needs_one: tuple[str, ...] = ()
    """Fields of which one at least is to be filled in."""
    needs_words: str = N_("Say what it shows: without a figure there is nothing to keep.")
    """What is said where none is."""


_TAIL: Fields = (("notes", 12), ("tags", 12))
_WORK: Fields = (
    ("title", 8), ("date", 4), ("odometer", 4), ("total", 4), ("supplier", 4),
)  # fmt: skip
_LINES: Fields = (
    ("title", 28), ("type", 15), ("part", 19), ("part_number", 19), ("quantity", 11), ("cost", 14),
)  # fmt: skip
_POINTS: Fields = (("title", 48), ("state", 24), ("measured", 18))
_PARTS_AND_LABOUR = N_("Parts and labour")

LAYOUTS: Mapping[str, Layout] = {
    "service": Layout(N_("Add service"), N_("Edit service"), _WORK + _TAIL,
                      rows=_LINES, rows_title=_PARTS_AND_LABOUR),
    "repair": Layout(N_("Add repair"), N_("Edit repair"), _WORK + _TAIL,
                     rows=_LINES, rows_title=_PARTS_AND_LABOUR),
    "upgrade": Layout(N_("Add upgrade"), N_("Edit upgrade"), _WORK + _TAIL,
                      rows=_LINES, rows_title=_PARTS_AND_LABOUR),
    "inspection": Layout(
        N_("Add inspection"), N_("Edit inspection"),
        (("title", 8), ("date", 4), ("result", 4), ("valid_until", 4), ("odometer", 4),
         ("total", 4), ("supplier", 8), *_TAIL),
        rows=_POINTS, rows_title=N_("Checklist"),
    ),
    "plan_item": Layout(
        N_("Add to the plan"), N_("Edit plan item"),
        (("title", 12), ("state", 4), ("priority", 4), ("becomes", 4), ("due", 4),
         ("estimate", 4), ("assignee", 4), *_TAIL),
        rows=_POINTS[:2], rows_title=N_("Checklist"),
    ),
    "reminder": Layout(
        N_("Add reminder"), N_("Edit reminder"),
        (("title", 7), ("category", 5), ("due", 6), ("due_odometer", 6), ("every", 6),
         ("every_distance", 6), ("estimate", 6), ("anchor", 6), *_TAIL),
        needs_one=("due", "due_odometer", "due_hours"),
        needs_words=N_("Say when it falls due first: on a day or at an odometer."),
    ),
    "expense": Layout(
        N_("Add expense"), N_("Edit expense"),
        (("title", 8), ("date", 4), ("total", 3), ("category", 4), ("supplier", 5),
         ("odometer", 3), ("every", 4), ("until", 5), *_TAIL),
    ),
    "fill_up": Layout(
        N_("Add fill-up"), N_("Edit fill-up"),
        (("date", 6), ("odometer", 6), ("volume", 4), ("price", 4), ("total", 4), ("full", 6),
         ("missed", 6), ("station", 12), *_TAIL),
    ),
    "trip": Layout(
        N_("Add trip"), N_("Edit trip"),
        (("start", 6), ("destination", 6), ("date", 6), ("end", 6), ("odometer", 4),
         ("end_odometer", 4), ("distance", 4), ("purpose", 4), ("title", 8), *_TAIL),
    ),
    "insurance_policy": Layout(
        N_("Add insurance policy"), N_("Edit insurance policy"),
        (("insurer", 6), ("number", 6), ("cover", 6), ("premium", 3), ("every", 3), ("start", 6),
         ("end", 6), ("deductible", 6), ("contact", 6), *_TAIL),
    ),
    "valuation": Layout(
        N_("Add valuation"), N_("Edit valuation"),
        (("date", 6), ("value", 6), ("odometer", 6), ("origin", 6), *_TAIL),
    ),
    "odometer_reading": Layout(
        N_("Note odometer"), N_("Edit odometer reading"),
        (("odometer", 6), ("date", 6), *_TAIL), needs_one=("odometer", "hours"),
    ),
    "part": Layout(
        N_("Add part"), N_("Edit part"),
        (("name", 8), ("part_number", 4), ("supplier", 4), ("place", 4), ("unit", 2),
         ("minimum", 2), *_TAIL),
        rows=(("date", 26), ("amount", 16), ("reason", 20), ("total", 18)),
        rows_title=N_("What came and went"),
    ),
    "stock_movement": Layout(
        N_("Add movement"), N_("Edit movement"),
        (("part", 12), ("date", 6), ("amount", 6), ("reason", 6), ("total", 6), *_TAIL),
    ),
    "tyre_set": Layout(
        N_("Add tyre set"), N_("Edit tyre set"),
        (("name", 8), ("season", 4), ("brand", 4), ("size", 4), ("dot", 4), ("bought", 3),
         ("total", 3), ("place", 3), ("axle", 3), *_TAIL),
        rows=(("date", 26), ("type", 20), ("odometer", 20), ("tread_front", 16),
              ("tread_rear", 16)),
        rows_title=N_("Mounted, dismounted, measured"),
    ),
    "tyre_event": Layout(
        N_("Add tyre change"), N_("Edit tyre change"),
        (("tyre_set", 12), ("date", 6), ("type", 6), ("odometer", 4), ("tread_front", 4),
         ("tread_rear", 4), ("tread_fl", 3), ("tread_fr", 3), ("tread_rl", 3), ("tread_rr", 3),
         ("tread_rli", 6), ("tread_rri", 6), *_TAIL),
    ),
    "work_line": Layout(
        N_("Add line"), N_("Edit line"),
        (("title", 8), ("type", 4), ("part_number", 4), ("quantity", 4), ("cost", 4), *_TAIL),
    ),
    "checklist_item": Layout(
        N_("Add checklist item"), N_("Edit checklist item"),
        (("title", 8), ("state", 4), ("measured", 4), *_TAIL),
    ),
    "specification": Layout(
        N_("Add specification"), N_("Edit specification"),
        (("name", 12), ("value", 4), ("text", 8), ("section", 6), ("origin", 6), *_TAIL),
    ),
    "document": Layout(
        N_("Add document"), N_("Edit document"),
        (("title", 8), ("category", 4), ("date", 4), ("valid_until", 4), ("total", 4),
         ("number", 6), ("issuer", 6), *_TAIL),
    ),
    "note": Layout(
        N_("Add note"), N_("Edit note"), (("title", 8), ("date", 4), ("notes", 12), ("tags", 12))
    ),
    "vehicle": Layout(
        N_("Add vehicle"), N_("Edit vehicle"),
        (("name", 6), ("type", 3), ("status", 3), ("make", 4), ("model", 5),
         ("year", 3), ("trim", 4), ("vin", 8), ("plate", 5), ("plate_region", 3), ("season", 4)),
        (
            (N_("Units and odometer"),
             (("distance_unit", 6), ("volume_unit", 6), ("economy_unit", 6), ("currency", 6),
              ("odometer_offset", 6), ("uses_hours", 6))),
            (N_("What it runs on"),
             (("energies", 12), ("tank", 4), ("second_tank", 4), ("battery", 4))),
            (N_("Purchase and sale"),
             (("purchased", 4), ("purchase_price", 4), ("purchase_odometer", 4), ("sold", 4),
              ("sale_price", 4), ("sale_odometer", 4))),
            (N_("Anything else"), (("group", 5), ("colour", 4), ("axles", 3), *_TAIL)),
        ),
    ),
    "vehicle_group": Layout(
        N_("Add group"), N_("Edit group"), (("name", 8), ("colour", 4), *_TAIL)
    ),
    "custom_field": Layout(
        N_("Add own field"), N_("Edit own field"),
        (("name", 8), ("sort", 4), ("unit", 4), ("applies_to", 8), ("options", 12), *_TAIL),
    ),
}  # fmt: skip

NEVER_TYPED = frozenset({"source", "custom", "order", "picture", "file_name"})
"""Kept by the program, or shown in a way of their own."""


def layout_of(kind: str) -> Layout:
    """The layout of a kind; one that has none shows all its fields behind "More fields"."""
    found = LAYOUTS.get(kind)
    return found if found is not None else Layout(N_("Add"), N_("Change"), _TAIL)
