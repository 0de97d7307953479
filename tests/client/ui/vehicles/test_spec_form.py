"""The form of a spec: a number stays one, a code stays as it is typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from client.operations.records import add
from client.store import Query
from client.ui.vehicles.record_form import open_form
from garage.records import Specification, kind_named
from garage.units import Quantity


@pytest.fixture
def opened(desk, window, car, shown):
    """Open the form of a spec of the Octavia."""
    return lambda record=None: shown(open_form(desk, window, "specification", car, record))


def type_in(form, name, text):
    line = form.fields[name].line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def kept(store):
    specs = store.read(lambda reader: reader.all(Specification, Query()))
    return [(each.name, each.value.text if each.value else "", each.text) for each in specs]


@pytest.mark.parametrize("code", ["0419", "+0891234567", "12345678"])
def test_a_code_typed_as_the_value_is_kept_as_it_is_typed(opened, store, settled, code):
    form = opened()
    type_in(form, "name", "Radio code")
    type_in(form, "value", code)
    QTest.keyClick(form.fields["value"].line, Qt.Key.Key_Return)
    settled()
    assert kept(store) == [("Radio code", "", code)]


def test_a_code_is_seen_to_go_into_the_text_as_one_goes_on(opened, settled):
    form = opened()
    type_in(form, "value", "0419")
    QTest.keyClick(form.fields["value"].line, Qt.Key.Key_Tab)
    fields = form.fields
    assert (fields["value"].text(), fields["text"].text()) == ("", "0419")
    assert fields["value"].error == ""
    settled()


def test_a_code_beside_a_text_is_refused_where_it_is_typed(opened, store, settled):
    form = opened()
    type_in(form, "name", "Radio code")
    type_in(form, "text", "on the card")
    type_in(form, "value", "0419")
    form.save()
    assert form.fields["value"].error == "A code is no number; put it into the text."
    assert form.fields["text"].text() == "on the card"
    settled()
    assert kept(store) == []


def test_a_number_stays_one(opened, store, car, settled):
    values = {"vehicle": car.id, "name": "Keys", "value": Quantity("1234567", "")}
    id_ = add(store, kind_named("specification"), values).ids[0]
    form = opened(store.read(lambda reader: reader.get(Specification, id_)))
    type_in(form, "name", "Keys made")
    form.save()
    settled()
    assert kept(store) == [("Keys made", "1234567", "")]
    form = opened()
    type_in(form, "name", "Bolts")
    type_in(form, "value", "120 Nm")
    form.save()
    settled()
    assert ("Bolts", "120 Nm", "") in kept(store)
