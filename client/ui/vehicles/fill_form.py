"""The form for a fill-up, new or to be changed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget
from shiboken6 import isValid

from client.operations.fuel_log import MEASURES
from client.operations.records import add, edit
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog, check_box, sentence
from client.ui.vehicles.shown import Shown
from client.ui.widgets.form_field import FormField
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.reading import Reading
from garage.records import FillUp, Vehicle, kind_named
from garage.units import Quantity

_TYPED = ("date", "odometer", "amount", "price", "total", "station")
_KIND = kind_named("fill_up")


class FillForm(FormDialog):
    """With ``fill`` it changes that one, else it adds one; what stays as it was is not written."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        vehicle: Vehicle,
        measure: str,
        fill: FillUp | None,
        done: Callable[[Changes], None] | None = None,
    ) -> None:
        title = _("Add fill-up") if fill is None else _("Change fill-up")
        super().__init__(title, _("Add") if fill is None else _("Save"), parent)
        self._desk, self._vehicle, self._fill, self._done = desk, vehicle, fill, done
        if fill is not None:
            measure = next((name for name in MEASURES if getattr(fill, name)), measure)
        self._measure = measure
        self._shown = Shown(desk.preferences, desk.today(), desk.months).of(vehicle)
        prefs = Reading.of(desk.preferences, zone=desk.zone, today=desk.today())
        self.reading = prefs.for_vehicle(vehicle)
        self._put_fields()
        texts = {name: self._text(name) for name in _TYPED}
        if fill is None:
            texts["date"] = self._shown.day(desk.today())
        for name, text in texts.items():
            self.fields[name].set_text(text)
        self._initial = dict(texts)
        self.notes.setPlainText(fill.notes if fill else "")
        first = "odometer" if fill is None else "date"
        self.fields[first].setFocus()

    def _put_fields(self) -> None:
        words = {"volume": _("Volume"), "energy": _("Energy"), "mass": _("Mass")}
        amount = self.reading.unit(self._measure)
        money = self._shown.currency(self.reading.currency)
        per = f"{money}/{self._shown.symbol(self.reading.price_per or amount)}"
        way = self._shown.symbol(self.reading.unit("distance"))
        self.put("date", FormField(_("Date")))
        self.put("odometer", FormField(_("Odometer"), unit=way, number=True))
        self.put(
            "amount",
            FormField(words[self._measure], unit=self._shown.symbol(amount), number=True),
            4,
        )
        self.put("price", FormField(_("Price"), unit=per, number=True), 4)
        self.put("total", FormField(_("Total"), unit=money, number=True), 4)
        full = self._fill.full if self._fill else True
        self.full = check_box(_("The tank was full"), on=full)
        missed = self._fill.missed if self._fill else False
        self.missed = check_box(_("A fill-up before it was not written down"), on=missed)
        boxes = QWidget()
        row = QHBoxLayout(boxes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.full)
        row.addWidget(self.missed)
        row.addStretch(1)
        self.put_widget(boxes, 12)
        self.put("station", FormField(_("Station")), 12)
        self.notes = QPlainTextEdit()
        self.notes.setFixedHeight(64)
        self.notes.setTabChangesFocus(True)
        self.put("notes", FormField(_("Notes"), self.notes), 12)
        for name in _TYPED:
            self.fields[name].setProperty("field", name)
            self.fields[name].finished.connect(self._on_finished)

    def _name(self, field: str) -> str:
        return self._measure if field == "amount" else field

    def _text(self, field: str) -> str:
        """What stands in a field at first: the figure alone where it is in the field's unit."""
        value = getattr(self._fill, self._name(field), None) if self._fill is not None else None
        match value:
            case Quantity():
                same = value.unit == self.reading.unit(value.dimension)
                return self._shown.number(value.value) if same else self._whole(value)
            case Money():
                same = value.currency == self.reading.currency
                number = self._shown.number(value.amount)
                return number if same else f"{number} {value.currency}"
            case UnitPrice():
                per = self.reading.price_per or self.reading.unit("volume")
                same = (value.currency, value.per) == (self.reading.currency, per)
                number = self._shown.number(value.amount)
                return number if same else f"{number} {value.currency}/{value.per}"
            case Moment():
                day = self._shown.day(value.day)
                return f"{day} {value.time:%H:%M}" if value.time else day
        return str(value or "")

    def _whole(self, quantity: Quantity) -> str:
        return f"{self._shown.number(quantity.value)} {quantity.unit}"

    def _on_finished(self) -> None:
        sender = self.sender()
        if sender is not None:
            with contextlib.suppress(ValueRefused):
                self._check(str(sender.property("field")))

    def _check(self, field: str) -> Any:
        """The value typed in a field; its complaint is shown. Raises ValueRefused."""
        text = self.fields[field].text()
        try:
            value = self.reading.value(_KIND.field(self._name(field)), text)
            if field == "date" and value is None:
                raise ValueRefused(_("a date is needed"), _("write it as “today” or “6 Nov”"))
        except ValueRefused as error:
            self.fields[field].set_error(sentence(error))
            raise
        self.fields[field].set_error("")
        return value

    def values(self) -> dict[str, Any]:
        """What differs from before, with None for what was emptied. Raises ValueRefused."""
        found: dict[str, Any] = {}
        refused: ValueRefused | None = None
        for field in _TYPED:
            if self._fill is not None and self.fields[field].text() == self._initial[field]:
                continue
            try:
                found[self._name(field)] = self._check(field)
            except ValueRefused as error:
                if refused is None:
                    self.fields[field].setFocus()
                refused = refused or error
        if refused is not None:
            raise refused
        ticked = {"full": self.full.isChecked(), "missed": self.missed.isChecked()}
        found |= {
            name: now
            for name, now in ticked.items()
            if self._fill is None or getattr(self._fill, name) != now
        }
        notes = self.notes.toPlainText().strip()
        if notes != (self._fill.notes if self._fill else ""):
            found["notes"] = notes or None
        return found

    def save(self) -> None:
        self.clear_wrong()
        try:
            values = self.values()
        except ValueRefused:
            return
        if self._fill is None and not values.get(self._measure) and not values.get("total"):
            self.fields["amount"].set_error(_("Say how much was filled, or what it cost."))
            self.fields["amount"].setFocus()
            return
        if not values:
            self.accept()
            return
        self.save_button.setEnabled(False)
        self._desk.operate(self, self._work(values), self._on_saved, self._on_refused)

    def _work(self, values: dict[str, Any]) -> Any:
        fill, vehicle = self._fill, self._vehicle.id

        def work(store: Store) -> Changes:
            if fill is not None:
                return edit(store, fill.id, values)
            given = {name: value for name, value in values.items() if value is not None}
            return add(store, _KIND, {**given, "vehicle": vehicle})

        return work

    def _on_refused(self, error: Exception) -> None:
        self.show_wrong(error, {self._measure: "amount"})

    def _on_saved(self, changes: Changes) -> None:
        if self._done is not None:
            self._done(changes)
        if isValid(self):
            self.accept()
