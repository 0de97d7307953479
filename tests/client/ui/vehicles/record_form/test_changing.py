"""The form of a record that is there: shown whole, and only what was changed is written."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.operations.records import add, edit
from garage.moments import Moment
from garage.money import Money
from garage.records import Service, kind_named
from garage.units import Quantity
from tests.client.ui.vehicles.conftest import TODAY

from .by_keys import add_service, kept, lines_of, press, type_in

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_a_record_that_was_read_in_part_is_shown_whole(opened, store, car):
    record = add_service(store, car, "Oil")
    form = opened("service", Service(id=record.id, vehicle=car.id, title="Oil"))
    assert form.fields["supplier"].text() == "Own garage"
    assert not form.is_changed()


def test_only_what_was_changed_is_written(opened, store, car, settled):
    record = add_service(store, car, "Oil", ("Oil", "60"))
    told = []
    form = opened("service", record, done=told.append)
    form.save()
    assert not form.isVisible()
    assert told == []
    form = opened("service", record, done=told.append)
    form.fields["supplier"].setFocus()
    form.fields["supplier"].line.selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    settled()
    assert set(told[0].touched) == {"service"}
    after = kept(store, Service)[0]
    assert (after.supplier, after.title) == ("", "Oil")


def test_lines_are_moved_changed_and_taken_away_by_keys(opened, desk, store, car, settled):
    record = add_service(store, car, "Oil", ("Oil", "60"), ("Filter", "14"), ("Washer", "2"))
    form = opened("service", record)
    assert [row.value("title") for row in form.rows.rows] == ["Oil", "Filter", "Washer", None]
    form.rows.rows[2].editors["title"].setFocus()
    press(Qt.Key.Key_Up, CTRL_SHIFT)
    press(Qt.Key.Key_Up, CTRL_SHIFT)
    form.rows.rows[1].editors["cost"].setFocus()
    form.rows.rows[1].editors["cost"].selectAll()
    type_in("61.50")
    form.rows.rows[2].editors["title"].setFocus()
    press(Qt.Key.Key_Delete, CTRL_SHIFT)
    form.save()
    settled()
    assert lines_of(store, record) == [("Washer", "2"), ("Oil", "61.50")]
    desk.undo()
    settled()
    assert lines_of(store, record) == [("Oil", "60"), ("Filter", "14"), ("Washer", "2")]


def test_more_fields_unfold_and_those_that_have_a_value_are_always_there(
    opened, store, car, settled
):
    values = {"vehicle": car.id, "date": TODAY, "title": "Oil", "invoice": "2512"}
    id_ = add(store, kind_named("service"), values).ids[0]
    form = opened("service", store.read(lambda reader: reader.get(Service, id_)))
    assert form.fields["invoice"].text() == "2512"
    assert "labour" not in form.fields
    form.more_link.click()
    assert form.fields["hours"].line.hasFocus() or "labour" in form.fields
    form.fields["labour"].setFocus()
    type_in("90 min")
    press(Qt.Key.Key_Return)
    settled()
    assert kept(store, Service)[0].labour.text == "90 min"


@pytest.mark.parametrize("kind", ["expense", "fill_up"])
def test_own_fields_and_tags_that_came_while_a_form_is_open_stay(
    opened, store, octavia, settled, kind
):
    values = {"vehicle": octavia, "date": Moment(TODAY), "total": Money("9.50", "EUR")}
    values |= {"custom": {"Cabin": "B 214", "Deck": "old"}, "tags": {"holiday"}}
    if kind == "expense":
        values["title"] = "Ferry"
    else:
        values["volume"] = Quantity("5", "L")
    id_ = add(store, kind_named(kind), values).ids[0]
    type_ = kind_named(kind).type
    form = opened(kind, store.read(lambda reader: reader.get(type_, id_)))
    others = {"Cabin": "B 214", "Deck": "new", "Seat": "7"}
    edit(store, id_, {"custom": others, "tags": {"holiday", "sea"}})
    own = form.own if kind == "expense" else form.more.own
    own.entries["Cabin"].setFocus()
    QApplication.focusWidget().selectAll()
    type_in("C 1")
    form.save()
    settled()
    record = store.read(lambda reader: reader.get(type_, id_))
    assert record.custom == {"Cabin": "C 1", "Deck": "new", "Seat": "7"}
    assert record.tags == {"holiday", "sea"}
