"""What is typed about own fields is kept, or it is said where and why not; never lost unasked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from client.operations.own_fields import own_fields
from client.operations.records import add
from client.store import Query
from client.ui.vehicles.record_form import open_form
from garage.records import Expense, FillUp, kind_named

PATIENCE = 60_000


@pytest.fixture
def opened(desk, window, car, shown):
    """`opened(kind, record)`: the form of a record of the Octavia."""
    return lambda kind, record=None: shown(open_form(desk, window, kind, car, record))


def own_of(form):
    return form.own if hasattr(form, "own") else form.more.own


def begin_field(form, name):
    """Type the name of an own field, and leave it at that."""
    own = own_of(form)
    own.link.click()
    QTest.keyClicks(QApplication.focusWidget(), name)
    assert own.maker.name.text() == name
    return own.maker


def save(form):
    QTest.mouseClick(form.save_button, Qt.MouseButton.LeftButton)


def kept(store, type_):
    return store.read(lambda reader: reader.all(type_, Query()))


def is_in_sight(widget):
    """Whether all of it can be seen."""
    return widget.visibleRegion().boundingRect() == widget.rect()


# ------------------------------------------------------------------ a field that was begun


def test_a_field_whose_name_is_typed_is_made_by_saving_the_record(opened, store, settled):
    form = opened("expense")
    form.fields["title"].set_text("Ferry")
    begin_field(form, "Cabin")
    save(form)
    settled()
    assert [each.title for each in kept(store, Expense)] == ["Ferry"]
    (made,) = store.read(own_fields)
    assert (made.name, made.applies_to) == ("Cabin", "expense")


def test_also_where_nothing_else_of_a_kept_record_was_changed(opened, store, car, settled):
    form = opened("vehicle", car)
    begin_field(form, "Radio code")
    save(form)
    settled()
    assert [each.name for each in store.read(own_fields)] == ["Radio code"]


def test_also_in_the_form_of_a_fill_up(opened, store, settled):
    before = len(kept(store, FillUp))
    form = opened("fill_up")
    form.fields["amount"].set_text("40")
    begin_field(form, "Pump")
    save(form)
    settled()
    assert [each.name for each in store.read(own_fields)] == ["Pump"]
    assert len(kept(store, FillUp)) == before + 1


@pytest.mark.parametrize("kind", ["expense", "fill_up"])
def test_a_name_that_is_typed_is_not_thrown_away_unasked(kind, opened):
    form = opened(kind)
    begin_field(form, "Cabin")
    form.reject()
    assert form.isVisible()
    assert form.asks


@pytest.mark.parametrize("kind", ["expense", "fill_up"])
def test_a_field_that_was_not_named_is_not_asked_about(kind, opened):
    form = opened(kind)
    begin_field(form, "")
    form.reject()
    assert not form.isVisible()


def test_a_field_that_cannot_be_made_keeps_the_record_open_at_what_is_wrong(
    opened, store, settled
):  # fmt: skip
    form = opened("expense")
    form.fields["title"].set_text("Ferry")
    maker = begin_field(form, "Height")
    maker.sort.setCurrentIndex(maker.sort.findData("number"))
    maker.unit.set_text("ells")
    save(form)
    settled()
    assert form.isVisible()
    assert maker.unit.error
    assert QApplication.focusWidget() is maker.unit.line
    assert (kept(store, Expense), store.read(own_fields)) == ([], [])
    maker.unit.set_text("mm")
    save(form)
    settled()
    (made,) = store.read(own_fields)
    assert (made.name, made.unit) == ("Height", "mm")


def test_a_name_that_is_taken_keeps_the_record_open(opened, store, settled):
    add(store, kind_named("custom_field"), _definition("Cabin"))
    form = opened("expense")
    form.fields["title"].set_text("Ferry")
    maker = begin_field(form, "Cabin")
    save(form)
    settled()
    assert "already" in maker.name.error
    assert QApplication.focusWidget() is maker.name.line
    assert kept(store, Expense) == []


# ------------------------------------------------------------------ a value that is wrong


def _definition(name, sort="text", kind="expense"):
    return {"name": name, "applies_to": kind, "sort": sort}


@pytest.mark.parametrize("kind", ["expense", "fill_up"])
def test_a_wrong_value_out_of_sight_is_gone_to_and_seen_with_its_complaint(
    kind, opened, store, settled, qtbot
):
    for place in range(9):
        name, sort = (f"Field {place}", "number" if place == 8 else "text")
        add(store, kind_named("custom_field"), _definition(name, sort, kind))
    form = opened(kind)
    (form if kind == "expense" else form.more).unfold()
    first = form.fields["title" if kind == "expense" else "amount"]
    first.set_text("40")
    entry = own_of(form).entries["Field 8"]
    entry.set_text("abc")
    first.setFocus()
    qtbot.waitUntil(lambda: is_in_sight(first), timeout=PATIENCE)
    assert not is_in_sight(entry)
    save(form)
    assert QApplication.focusWidget() is entry.line
    qtbot.waitUntil(lambda: is_in_sight(entry) and is_in_sight(entry.said), timeout=PATIENCE)
    entry.set_text("5")
    save(form)
    settled()
    assert not isValid(form) or not form.isVisible()


def test_of_several_that_are_wrong_the_first_is_gone_to(opened, store):
    add(store, kind_named("custom_field"), _definition("Height", "number"))
    form = opened("expense")
    form.fields["title"].set_text("Ferry")
    form.fields["total"].set_text("a lot")
    own_of(form).entries["Height"].set_text("abc")
    save(form)
    assert QApplication.focusWidget() is form.fields["total"].line
    assert own_of(form).entries["Height"].error
