"""The specs tab: facts about a vehicle, from the plate of tyres to the torque of wheel bolts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from client.operations.record_rows import RecordRow, rows_of
from client.operations.records import add
from client.store import Changes, Reader, Store
from client.ui.desk import Desk
from client.ui.forms.spec_values import value_typed
from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.filter_example import filter_example
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.record_cells import cell_text, text_column
from client.ui.vehicles.records_spec import Choice, Nothing, RecordsSpec
from client.ui.vehicles.records_tab import RecordsTab
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.spec_words import origin_words, spec_name, spec_text, spec_value
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.drafts import Draft, Drafts
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from client.ui.widgets.rows_model import Column
from garage.records import Specification, Vehicle, kind_named
from garage.records.vehicles import SPEC_SECTIONS
from garage.rules.spec_sections import section_of

_KIND = kind_named("specification")
_TYPED = "typed"
_LABEL_GAP = 4
"""What lies between a field and its label, in pixels."""


def specs_spec() -> RecordsSpec:
    """What the tab is made of, in the person's language."""
    return RecordsSpec(
        key="specs",
        name=_("Specs"),
        concerns=("specification",),
        adds={"specification": _("Add spec")},
        read=_read,
        facts=lambda rows: None,
        columns=_columns,
        count=lambda n: ngettext("{n} spec", "{n} specs", n).format(n=n),
        sums=lambda rows, shown: (),
        hint=filter_example("specification", "name", f"~ {_('tyre')}"),
        nothing=Nothing(
            "list",
            _("No specs yet"),
            _(
                "Tyre pressures, oil grade, torques: the facts you look up again and again, at"
                " hand, and found by the search."
            ),
            _("Add spec"),
        ),
        choices=(Choice(_("Known from"), _("All sources"), _origin, origin_words),),
        heading=_heading,
        as_shown=_as_shown,
    )


class SpecsTab(RecordsTab):
    """Facts with their source; a line above them adds one without a form."""

    make_spec = staticmethod(specs_spec)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.name_field, self.value_field = FormField(_("Name")), FormField(_("Value"))
        self.name_field.line.setPlaceholderText(_("Wheel bolts"))
        self.value_field.line.setPlaceholderText(_("120 Nm, or words"))
        self.add_button = SecondaryButton(_("Add"), "plus")
        self.add_button.clicked.connect(self.add_typed)
        self._fields = (self.name_field, self.value_field)
        for field in self._fields:
            field.line.returnPressed.connect(self.add_typed)
        lines = (self.name_field.line, self.value_field.line)
        self._drafts = Drafts(lines, self.value_field.set_error)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name_field, 2)
        row.addWidget(self.value_field, 3)
        self.quick = Card()
        self.quick.body.addWidget(label(_("Add a spec"), weight=SEMIBOLD))
        self.quick.body.addLayout(row)
        self._column.insertWidget(0, self.quick)
        beside = QVBoxLayout()
        above = label(" ", "small").sizeHint().height() + _LABEL_GAP
        beside.setContentsMargins(0, above, 0, 0)
        beside.addWidget(self.add_button)
        beside.addStretch(1)
        row.addLayout(beside)

    def show_vehicle(self, vehicle: Vehicle, shown: Shown) -> None:
        if vehicle.id != self.vehicle.id:
            self._clear_wrong()
            self._drafts.turn(vehicle.id)
        super().show_vehicle(vehicle, shown)

    def _clear_wrong(self) -> None:
        for field in self._fields:
            field.set_error("")

    def add(self) -> None:
        """Go to the line in which a fact is typed."""
        self.name_field.line.setFocus()

    def add_typed(self) -> None:
        """Add the fact that is typed, once; a number with its unit is kept as one."""
        self._clear_wrong()
        name, text = self.name_field.text(), self.value_field.text()
        if not name and not text and self._drafts.is_sending:
            return
        if not name or not text:
            field = self.value_field if name else self.name_field
            field.set_error(_("Write something here."))
            field.line.setFocus()
            return
        values = {
            "vehicle": self.vehicle.id, "name": name, "origin": _TYPED,
            **value_typed(text, self.reading),
        }  # fmt: skip

        def work(store: Store) -> Changes:
            return add(store, _KIND, {key: value for key, value in values.items() if value})

        taken = self._drafts.take()
        self.name_field.line.setFocus()
        kept, refused = partial(self._on_typed_added, taken), partial(self._on_typed_refused, taken)
        self.desk.operate(self, work, kept, refused)

    def _on_typed_added(self, taken: Draft, _changes: Changes) -> None:
        self._drafts.kept(taken)

    def _on_typed_refused(self, taken: Draft, error: Exception) -> None:
        if not self._drafts.refused(taken, sentence(error)):
            self.desk.failed.emit(error)

    def typed_values(self, row: Any, column: Column[Any], text: str) -> dict[str, Any]:
        if column.field == "value":
            return value_typed(text, self.reading)
        return super().typed_values(row, column, text)

    def cell_words(self, row: Any, column: Column[Any]) -> str | None:
        if column.field == "name" and row.record.name != spec_name(row.record):
            return spec_name(row.record)
        if column.field != "value":
            return None
        record = row.record
        value = record.value if record.value is not None else record.text
        return cell_text(_KIND.field("value"), value, self.shown, self.reading)


def _read(reader: Reader, vehicle: str, today: date) -> Sequence[RecordRow]:
    """By their sections, then by name."""
    rows = rows_of(reader, "specification", vehicle)
    order = list(SPEC_SECTIONS)

    def place(row: RecordRow) -> tuple[int, str]:
        return order.index(section_of(row.record)), spec_name(row.record).casefold()

    return sorted(rows, key=place)


def _heading(row: RecordRow) -> str:
    return _(SPEC_SECTIONS[section_of(row.record)])


def _as_shown(row: RecordRow) -> Specification:
    spec: Specification = row.record
    name, text = spec_name(spec), spec_text(spec)
    origin = origin_words(_origin(row))
    return replace(spec, name=name, text=text, origin=origin, section=section_of(spec))


def _origin(row: RecordRow) -> str:
    return str(row.record.origin or _TYPED)


def _columns(shown: Shown, facts: object) -> list[Column[Any]]:
    return [
        text_column("name", _("Name"), lambda row: spec_name(row.record), field="name", width=220,
                    stretch=True),
        Column[Any](
            "value", _("Value"), lambda row: spec_value(row.record, shown),
            lambda row: spec_value(row.record, shown).casefold() or None, width=240, stretch=True,
            bold=True, field="value", tooltip=lambda row: _as_kept(row.record, shown),
        ),
        text_column("section", _("Section"), _heading, field="section", hidden=True, width=180,
                    muted=True),
        text_column("origin", _("Known from"), lambda row: origin_words(_origin(row)), width=180,
                    muted=True),
        text_column("notes", _("Notes"), field="notes", hidden=True, width=180, muted=True),
    ]  # fmt: skip


def _as_kept(spec: Specification, shown: Shown) -> str:
    """The number as it was written, where another unit is shown."""
    if spec.value is None:
        return ""
    kept = shown.quantity(spec.value, spec.value.unit or None)
    return kept if kept != shown.quantity(spec.value) else ""
