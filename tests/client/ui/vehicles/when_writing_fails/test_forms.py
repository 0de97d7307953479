"""A form that cannot be kept stays open with all that was typed, and Enter keeps it later."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from client.ui.vehicles.form_dialog import FormDialog
from client.ui.vehicles.record_form import open_form
from client.ui.vehicles.vehicle_form import VehicleForm
from garage.records import Expense, FillUp, Vehicle

from .seen import kept
from .troubles import told


def refused(form, trouble, settled):
    """Press Enter in a form; it must stay open, and say why in place."""
    trouble.begin()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settled()
    assert form.isVisible()
    assert form.wrong.isVisible()
    assert told(form.wrong.text(), trouble)
    trouble.end()


@pytest.fixture
def activated(qtbot, settled):
    def work(form: FormDialog) -> FormDialog:
        settled()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    return work


@pytest.mark.parametrize(
    ("kind", "type_", "typed", "field", "value"),
    [
        ("fill_up", FillUp, {"amount": "41.5", "total": "66.40"}, "volume", "41.5 L"),
        ("expense", Expense, {"title": "Parking", "total": "9"}, "total", "9 EUR"),
    ],
)
def test_a_form_stays_with_what_was_typed_and_enter_keeps_it_later(
    shell, car, store, trouble, settled, activated, kind, type_, typed, field, value
):
    before = len(kept(store, type_))
    form = activated(open_form(shell.desk, shell, kind, car))
    lines = {name: form.fields[name] for name in typed}
    for name, text in typed.items():
        lines[name].line.setFocus()
        QTest.keyClicks(lines[name].line, text)
    refused(form, trouble, settled)
    assert {name: line.text() for name, line in lines.items()} == typed
    assert len(kept(store, type_)) == before
    QTest.keyClick(lines[name].line, Qt.Key.Key_Return)
    settled()
    found = [getattr(record, field).text for record in kept(store, type_)]
    assert (len(found), value in found) == (before + 1, True)


def test_the_form_of_a_vehicle_stays_too(shell, store, trouble, settled, activated):
    form = VehicleForm(shell.desk, shell)
    form.open()
    activated(form)
    name = form.fields["name"]
    name.line.setFocus()
    QTest.keyClicks(name.line, "Herbie")
    refused(form, trouble, settled)
    assert name.text() == "Herbie"
    QTest.keyClick(name.line, Qt.Key.Key_Return)
    settled()
    assert sorted(car.name for car in kept(store, Vehicle)) == ["Herbie", "Octavia"]
