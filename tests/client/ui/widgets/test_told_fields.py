"""What a screen reader is told of fields: name and unit, what is needed or wrong, a choice."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.line_edit import LineEdit
from client.ui.widgets.segmented import Segment, SegmentedControl
from client.ui.widgets.speaking import Following, give_roles

PATIENCE = 60_000


@pytest.fixture
def form(qtbot):
    """Shows widgets one below the other, with the keyboard on the first."""

    pages = []

    def show(*widgets):
        page = QWidget()
        pages.append(page)
        qtbot.addWidget(page)
        column = QVBoxLayout(page)
        for widget in widgets:
            column.addWidget(widget)
        page.show()
        page.activateWindow()
        widgets[0].setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=PATIENCE)

    return show


def labels(widget):
    """What other words a widget is called by, which Orca reads in place of its name."""
    found = QAccessible.queryAccessibleInterface(widget)
    return [
        other.text(QAccessible.Text.Name)
        for other, _kind in found.relations(QAccessible.RelationFlag.Label)
    ]


def test_a_figure_is_called_by_a_name_that_has_its_unit(qtbot):
    field = FormField("Odometer", unit="km", number=True)
    qtbot.addWidget(field)
    assert (field.editor.accessibleName(), labels(field.editor)) == (
        "Odometer (km)",
        ["Odometer (km)"],
    )
    field.set_unit("mi")
    assert (field.editor.accessibleName(), labels(field.editor)) == (
        "Odometer (mi)",
        ["Odometer (mi)"],
    )


def test_a_choice_is_called_by_its_label(qtbot):
    field = FormField("Energy", ChoiceBox())
    qtbot.addWidget(field)
    assert labels(field.editor) == ["Energy"]


def test_what_is_needed_is_said_until_there_is_a_complaint(qtbot):
    field = FormField("Title")
    qtbot.addWidget(field)
    field.line.setPlaceholderText("Oil change")
    field.set_needed("required")
    assert field.editor.accessibleDescription() == "required, Oil change"
    field.set_error("Title is needed")
    assert field.editor.accessibleDescription() == "Title is needed"
    field.set_error("")
    assert field.editor.accessibleDescription() == "required, Oil change"


def test_a_complaint_is_announced_where_the_keyboard_is_not(qtbot, form, heard):
    date, odometer = FormField("Date"), FormField("Odometer", unit="km")
    form(date, odometer)
    date.set_error("Read as the description, for the keyboard is there")
    odometer.set_caution("Lower than the last. Was a digit lost?")
    qtbot.waitUntil(lambda: bool(heard), timeout=PATIENCE)
    odometer.set_caution("Lower than the last. Was a digit lost?")
    odometer.set_error("Write a number")
    qtbot.waitUntil(lambda: len(heard) > 1, timeout=PATIENCE)
    assert [words for words, _how in heard] == [
        "Odometer: Lower than the last. Was a digit lost?",
        "Odometer: Write a number",
    ]


def test_a_complaint_that_a_check_takes_back_and_says_again_is_heard_once(qtbot, form, heard):
    times, interval = FormField("Times"), FormField("Every")
    form(interval, times)
    for _letter in "123":
        times.set_error("")
        times.set_error("Write a number")
        qtbot.waitUntil(lambda: bool(heard), timeout=PATIENCE)
    times.set_error("Write 1 to 1000")
    qtbot.waitUntil(lambda: len(heard) > 1, timeout=PATIENCE)
    assert [words for words, _how in heard] == ["Times: Write a number", "Times: Write 1 to 1000"]


def test_what_is_said_of_a_field_goes_and_comes_with_it(form):
    field = FormField("Times")
    form(FormField("Every"), field, field.lift_said())
    field.hide()
    field.set_error("Write a number")
    assert not field.said.isVisible()
    field.show()
    assert field.said.isVisible()


def test_what_came_of_letters_is_not_told_once_one_has_left(qtbot, form, heard):
    line = LineEdit()
    form(line)
    following = Following(line)
    following.say("3 left")
    line.hide()
    with qtbot.waitSignal(following.timeout):
        pass
    assert heard == []


def test_a_line_does_not_tell_of_its_cursor_before_it_tells_of_itself(qtbot, form):
    first, line = FormField("Date"), LineEdit()
    form(first, line)
    with qtbot.assertNotEmitted(line.cursorPositionChanged):
        qtbot.keyClick(first.line, Qt.Key.Key_Tab)
        assert line.hasFocus()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt tells of it itself")
def test_another_choice_is_announced_as_the_arrows_come_to_it(qtbot, form, heard):
    box = ChoiceBox("Year")
    box.addItems(["All years", "2026", "2025"])
    form(box)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(box, key)
    assert [words for words, _how in heard] == ["2026", "2025", "2026"]


def test_of_choices_side_by_side_one_hears_what_they_are_about_and_how_many_there_are(qtbot):
    give_roles()
    control = SegmentedControl([Segment("a", "Cards", "list"), Segment("b", "Table")], "Layout")
    qtbot.addWidget(control)
    whole = QAccessible.queryAccessibleInterface(control)
    assert (whole.role(), whole.text(QAccessible.Text.Name)) == (
        QAccessible.Role.Grouping,
        "Layout",
    )
    words = [
        (part.text(QAccessible.Text.Name), part.text(QAccessible.Text.Description))
        for part in map(whole.child, range(whole.childCount()))
    ]
    assert words == [("Cards", "1 of 2"), ("Table", "2 of 2")]


def test_tab_comes_to_the_choice_that_is_picked(qtbot, form):
    first = FormField("Date")
    control = SegmentedControl(
        [Segment(key, key) for key in ("6 mo", "1 yr", "All")], "Span", "1 yr"
    )
    form(first, control)
    qtbot.keyClick(first.line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "1 yr"
