"""Esc asks before it throws away what is typed into a form, and closes one that is untouched."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from client.operations.spaces import Garage
from client.ui.settings.field_form import FieldForm, RenameForm
from client.ui.spaces import garage_forms
from client.ui.vehicles.group_dialogs import GroupForm
from client.ui.vehicles.records_edit import TagDialog
from client.ui.vehicles.sale_form import SaleForm
from garage.records import CustomFieldDefinition


def type_choices(form):
    form.sort.setCurrentIndex(form.sort.findData("choice"))
    form.choices.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "red")


def type_name(form):
    QTest.keyClicks(form.fields["name"].line, "Colour")


def type_tags(form):
    QTest.keyClicks(form.fields["tags"].line, "winter")


def type_price(form):
    QTest.keyClicks(form.fields["sale_price"].line, "9500")


def make_field(desk, window, car):
    return FieldForm(desk, window)


def rename_field(desk, window, car):
    return RenameForm(desk, window, CustomFieldDefinition(id="1", name="Paint"))


def sell(desk, window, car):
    return SaleForm(desk, window, car)


def make_group(desk, window, car):
    return GroupForm(desk, window)


def put_tags(desk, window, car):
    return TagDialog(desk, window, [car.id])


def rename_garage(desk, window, car):
    garage = Garage("1", "Oldtimers", "club", "owner", True)
    return garage_forms.RenameForm(desk, window, garage)


@pytest.mark.parametrize(
    ("make", "type_into"),
    [(make_field, type_choices), (make_field, type_name), (rename_field, type_name),
     (sell, type_price), (make_group, type_name), (put_tags, type_tags),
     (rename_garage, type_name)],
)  # fmt: skip
def test_what_is_typed_is_thrown_away_only_when_that_is_said(
    make, type_into, desk, window, car, shown
):
    form = shown(make(desk, window, car))
    type_into(form)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert form.asks
    form.discard_button.click()
    assert not form.isVisible()


@pytest.mark.parametrize(
    "make", [make_field, rename_field, sell, make_group, put_tags, rename_garage]
)
def test_where_nothing_was_typed_esc_closes_at_once(make, desk, window, car, shown):
    form = shown(make(desk, window, car))
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
