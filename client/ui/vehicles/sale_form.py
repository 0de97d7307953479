"""The form for a vehicle that is given away: when, for how much, at which odometer."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.operations.records import edit
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.vehicles.shown import Shown
from client.ui.widgets.form_field import FormField
from garage.errors import ValueRefused
from garage.reading import Reading
from garage.records import Vehicle, kind_named

_FIELDS = ("sold", "sale_price", "sale_odometer")


class SaleForm(FormDialog):
    """Marks a vehicle as sold; the price and the odometer may be left out."""

    def __init__(self, desk: Desk, parent: QWidget, vehicle: Vehicle) -> None:
        super().__init__(
            _("Sell {vehicle}").format(vehicle=vehicle.name), _("Mark as sold"), parent
        )
        self._desk, self._vehicle = desk, vehicle
        shown = Shown(desk.preferences, desk.today(), desk.months).of(vehicle)
        self._reading = Reading.of(
            desk.preferences, zone=desk.zone, today=desk.today()
        ).for_vehicle(vehicle)
        money = shown.currency(self._reading.currency)
        self.put("sold", FormField(_("Sold on")), 4)
        self.put("sale_price", FormField(_("Sold for"), unit=money), 4)
        self.put(
            "sale_odometer", FormField(_("Odometer"), unit=shown.symbol(shown.distance_unit)), 4
        )
        self.fields["sold"].set_text(shown.day(desk.today()))
        self._before = self._state()
        self.fields["sale_price"].setFocus()

    def _state(self) -> list[str]:
        return [self.fields[name].text() for name in _FIELDS]

    def is_changed(self) -> bool:
        return self._state() != self._before

    def save(self) -> None:
        self.clear_wrong()
        kind = kind_named("vehicle")
        values: dict[str, Any] = {"status": "sold"}
        for name in _FIELDS:
            text = self.fields[name].text()
            if not text:
                continue
            try:
                values[name] = self._reading.value(kind.field(name), text)
            except ValueRefused as error:
                self.show_wrong(ValueRefused(error.message, error.hint, error.code, name))
                return
        vehicle = self._vehicle.id

        def sell(store: Store) -> Changes:
            return edit(store, vehicle, values)

        self.save_button.setEnabled(False)
        self._desk.operate(self, sell, self._on_sold, self.show_wrong)

    def _on_sold(self, changes: Changes) -> None:
        if isValid(self):
            self.accept()
