"""Typing into the form of a record by keys, and what is kept of it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from client.operations.records import add
from client.operations.whole_record import children_of
from client.store import Query
from garage.money import Money
from garage.records import Service, kind_named
from tests.client.ui.vehicles.conftest import TODAY


def typed_at():
    """What takes the keys: a list that popped up before the field below it."""
    return QApplication.activePopupWidget() or QApplication.focusWidget()


def type_in(*texts):
    """Type texts one after the other, with Tab between them; the last is not left."""
    for place, text in enumerate(texts):
        if place:
            QTest.keyClick(typed_at(), Qt.Key.Key_Tab)
        QTest.keyClicks(typed_at(), text)


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(typed_at(), key, modifiers)


def kept(store, type_):
    return store.read(lambda reader: reader.all(type_, Query()))


def lines_of(store, record):
    found = store.read(lambda reader: children_of(reader, record))
    return [(line.title, line.cost.amount if line.cost else None) for line in found]


def add_service(store, car, title, *lines):
    values = {"vehicle": car.id, "date": TODAY, "title": title, "supplier": "Own garage"}
    id_ = add(store, kind_named("service"), values).ids[0]
    for order, (line, cost) in enumerate(lines, 1):
        each = {"work": id_, "title": line, "order": str(order), "cost": Money(cost, "EUR")}
        add(store, kind_named("work_line"), each)
    return store.read(lambda reader: reader.get(Service, id_))
