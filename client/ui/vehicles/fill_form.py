"""The form for a fill-up, new or to be changed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget
from shiboken6 import isValid

from client.operations.form_material import Material, form_material
from client.operations.fuel_log import MEASURES
from client.operations.whole_record import save_whole
from client.store import Changes, Reader, Store
from client.ui.desk import Desk
from client.ui.forms.day_editor import DayEditor
from client.ui.forms.doubting import Asked, ask
from client.ui.forms.editors import LineEditor
from client.ui.forms.folded_fields import FoldedFields
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog, check_box, sentence
from client.ui.widgets.form_field import FormField
from garage.errors import ValueRefused
from garage.records import FillUp, Vehicle, kind_named

_TYPED = ("date", "odometer", "amount", "price", "total", "station")
_KIND = kind_named("fill_up")
_MORE = (
    ("fuel", 4), ("grade", 4), ("tank", 4), ("charge_from", 6), ("charge_to", 6), ("driver", 6),
    ("payment", 6), ("place", 6), ("hours", 6), ("tags", 12),
)  # fmt: skip


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
        preset: Mapping[str, Any] | None = None,
    ) -> None:
        title = _("Add fill-up") if fill is None else _("Edit fill-up")
        super().__init__(title, _("Add") if fill is None else _("Save"), parent)
        self._desk, self._vehicle, self._fill, self._done = desk, vehicle, fill, done
        self._preset = dict(preset or {})
        self._first = fill if fill is not None else FillUp(**{"full": True, **self._preset})
        self._measure = next((name for name in MEASURES if getattr(self._first, name)), measure)
        self._habits = _priced(Habits.of(desk, vehicle), self._measure)
        self._shown, self.reading = self._habits.shown, self._habits.reading
        self._put_fields()
        texts = {name: self._text(name) for name in _TYPED}
        if fill is None and not texts["date"]:
            texts["date"] = self._shown.day(desk.today())
        for name, text in texts.items():
            self.fields[name].set_text(text)
        self._initial = dict(texts)
        self.notes.setPlainText(self._first.notes)
        self._before = self._state()
        self._put_more()
        first = "odometer" if fill is None else "date"
        self.fields[first].setFocus()

    def _put_fields(self) -> None:
        words = {"volume": _("Volume"), "energy": _("Energy"), "mass": _("Mass")}
        amount = self.reading.unit(self._measure)
        money = self._shown.currency(self.reading.currency)
        per = self._habits.inside(_KIND.field("price"))
        way = self._shown.symbol(self.reading.unit("distance"))
        day = DayEditor(_KIND.field("date"), self._habits)
        day.left.connect(self._ask)
        self.put("date", FormField(_("Date"), day))
        reading = LineEditor(_KIND.field("odometer"), self._habits)
        self.put("odometer", FormField(_("Odometer"), reading, unit=way))
        self.put(
            "amount",
            FormField(words[self._measure], unit=self._shown.symbol(amount), number=True),
            4,
        )
        self.put("price", FormField(_("Price"), unit=per, number=True), 4)
        self.put("total", FormField(_("Total"), unit=money, number=True), 4)
        self.full = check_box(_("The tank was full"), on=self._first.full)
        missed = self._first.missed
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

    def _put_more(self) -> None:
        shown = ["charge_from", "charge_to"] if self._measure == "energy" else []
        shown += ["hours"] if self._vehicle.uses_hours else []
        # A tank has no state of charge, and only what counts hours has an hour meter.
        charge = set() if self._measure == "energy" else {"charge_from", "charge_to"}
        never = charge | (set() if self._vehicle.uses_hours else {"hours"})
        more = tuple(
            each for each in _MORE if each[0] not in never or getattr(self._first, each[0])
        )
        self.more = FoldedFields(self, _KIND, more, self._fill, self._habits, shown)
        self.more.left.connect(self._ask)
        vehicle, fill = self._vehicle.id, self._fill

        def material(reader: Reader) -> Material:
            return form_material(reader, _KIND, vehicle, fill, brief=True)

        self._desk.read(self, material, self._on_material)

    def _on_material(self, material: Material) -> None:
        self.more.take(material)
        self.forbid(material.forbidden)

    def _name(self, field: str) -> str:
        return self._measure if field == "amount" else field

    def _text(self, field: str) -> str:
        """What stands in a field at first."""
        name = self._name(field)
        return self._habits.text(getattr(self._first, name), _KIND.field(name))

    def _on_finished(self) -> None:
        sender = self.sender()
        if sender is not None:
            with contextlib.suppress(ValueRefused):
                self._check(str(sender.property("field")))
        self._ask()

    def _ask(self) -> None:
        """Ask the rules what looks wrong about what is typed so far."""
        values: dict[str, Any] = {"full": self.full.isChecked(), "missed": self.missed.isChecked()}
        for field in _TYPED:
            with contextlib.suppress(ValueRefused):
                name = self._name(field)
                values[name] = self.reading.value(_KIND.field(name), self.fields[field].text())
        for name, entry in self.more.entries.items():
            with contextlib.suppress(ValueRefused):
                values[name] = entry.value()
        values = {name: value for name, value in values.items() if value is not None}
        id_ = self._fill.id if self._fill is not None else ""
        fill = FillUp(id=id_, vehicle=self._vehicle.id, **values)
        ask(self._desk, self, fill, (), self._shown, self._on_asked)

    def _on_asked(self, asked: Asked) -> None:
        for name, field in self.fields.items():
            field.set_caution(asked.get(self._name(name), ""))

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

    def _state(self) -> tuple[object, ...]:
        texts = [self.fields[name].text() for name in _TYPED]
        notes = self.notes.toPlainText()
        return (*texts, self.full.isChecked(), self.missed.isChecked(), notes)

    def is_changed(self) -> bool:
        return self._state() != self._before or self.more.is_changed

    def save(self) -> None:
        if not self.save_button.isEnabled():
            return
        self.clear_wrong()
        try:
            values = self.values()
            if not self.more.check():
                return
            values |= self.more.values()
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
        fill, vehicle, along = self._fill, self._vehicle.id, self.more.own.along()

        def work(store: Store) -> Changes:
            if fill is not None:
                return save_whole(store, _KIND, fill.id, values, along, fill)
            given = {**self._preset, **values}
            given = {name: value for name, value in given.items() if value is not None}
            return save_whole(store, _KIND, None, {**given, "vehicle": vehicle}, along)

        return work

    def _on_refused(self, error: Exception) -> None:
        self.show_wrong(error, {self._measure: "amount"})

    def _on_saved(self, changes: Changes) -> None:
        if self._done is not None:
            self._done(changes)
        if isValid(self):
            self.accept()


def _priced(habits: Habits, measure: str) -> Habits:
    """With prices for what is filled: a plug-in hybrid's kWh has none for a litre."""
    reading = habits.reading
    per = reading.price_per or reading.unit(measure)
    return Habits(replace(reading, price_per=per), habits.shown)
