"""What holds in the form of every kind: its stops, the wheel, and Esc that asks first."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from client.ui.vehicles.fill_form import FillForm
from client.ui.vehicles.record_form import RecordForm
from garage.records import Expense, kinds

from .by_keys import kept, press, type_in


@pytest.mark.parametrize("kind", [kind.name for kind in kinds()])
def test_every_kind_has_a_form_all_of_whose_stops_have_names(kind, opened, car):
    record = car if kind == "vehicle" else None
    form = opened(kind, record)
    if isinstance(form, RecordForm):
        form.unfold()
    stops = [
        widget
        for widget in form.findChildren(QWidget)
        if widget.isVisibleTo(form) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert [widget for widget in stops if not widget.accessibleName()] == []
    assert not form.is_changed()
    form.reject()
    assert not form.isVisible()


def test_a_fill_up_has_its_own_form(opened):
    assert isinstance(opened("fill_up"), FillForm)


def test_tab_comes_to_the_buttons_after_all_fields(opened):
    form = opened("service")
    form.unfold()
    form.fields["title"].setFocus()
    seen = []
    while QApplication.focusWidget() is not form.save_button and len(seen) < 80:
        seen.append(QApplication.focusWidget())
        press(Qt.Key.Key_Tab)
    assert seen[-1] is form.cancel_button
    assert len(set(seen)) == len(seen) > 20


def test_the_wheel_goes_through_a_form_and_chooses_nothing(opened, qtbot):
    form = opened("expense")
    box = form.fields["category"].editor
    before = box.state()
    delta = QPoint(0, -120)
    middle = QPointF(box.rect().center())
    wheel = QWheelEvent(
        middle, box.mapToGlobal(middle), QPoint(), delta, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, wheel)
    assert box.state() == before


def test_esc_asks_before_it_throws_away_what_was_typed_and_is_no_answer(opened, store):
    form = opened("expense")
    press(Qt.Key.Key_Escape)
    assert not form.isVisible()
    form = opened("expense")
    type_in("Ferry")
    press(Qt.Key.Key_Escape)
    assert form.isVisible()
    assert form.asks
    press(Qt.Key.Key_Return)
    assert not form.asks
    assert form.fields["title"].line.hasFocus()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    assert not form.asks
    assert form.fields["title"].line.hasFocus()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert not form.isVisible()
    assert kept(store, Expense) == []
