"""Buttons, segments, rows, fields and cards: what the mouse and the keyboard do."""

import gc
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.ui.theme import colour, theme
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.form_field import FormField
from client.ui.widgets.list_row import Leading, ListRow, align_figures
from client.ui.widgets.nav_row import NavRow
from client.ui.widgets.page_tabs import PageTabs
from client.ui.widgets.painting import text_width
from client.ui.widgets.progress_strip import ProgressStrip
from client.ui.widgets.segmented import Segment, SegmentedControl
from client.ui.widgets.sheet import ComponentSheet
from tests.client.ui.widgets.conftest import put


def test_a_disabled_button_is_dead_to_the_keyboard(qtbot, page):
    button = PrimaryButton("Add vehicle", "plus")
    put(page, button)
    button.setEnabled(False)
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_button_of_an_icon_alone_has_a_spoken_name(qtbot):
    button = SecondaryButton("", "ellipsis", name="More actions")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "More actions"
    assert button.sizeHint().width() == button.sizeHint().height()


def test_a_segmented_control_is_one_tab_stop_moved_by_arrows(qtbot, page):
    control = SegmentedControl([Segment("6", "6 mo"), Segment("12", "1 yr")], "Span")
    put(page, control)
    first = control.button("6")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(control.chosen) as said:
        qtbot.keyClick(first, Qt.Key.Key_Right)
    assert said.args == ["12"]
    assert control.current == "12"


def test_setting_a_segment_from_code_emits_nothing(qtbot):
    control = SegmentedControl([Segment("6", "6 mo"), Segment("12", "1 yr")], "Span")
    qtbot.addWidget(control)
    with qtbot.assertNotEmitted(control.chosen):
        control.set_current("12")
    with pytest.raises(KeyError):
        control.set_current("never")


def test_a_click_on_a_nav_row_asks_to_go_and_leaves_the_mark_to_the_shell(qtbot, page):
    row = NavRow("Messages", "message-square")
    row.set_badge(4)
    put(page, row)
    with qtbot.waitSignal(row.clicked):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert not row.isChecked()
    assert row.accessibleDescription() == "4"


def test_a_list_row_speaks_its_words_in_order(qtbot):
    row = ListRow()
    qtbot.addWidget(row)
    row.set_row(Leading(person="Anna"), "Anna filled up Octavia", "45.2 l", "10:31")
    assert row.accessibleName() == "Anna filled up Octavia, 45.2 l, 10:31"


def test_figures_of_a_list_end_below_each_other_whatever_the_days_are(qtbot, page):
    rows = []
    for when in ("Sat", "30 Nov 2025", "", "Wednesday"):
        row = ListRow()
        row.set_row(Leading(icon="fuel"), "Fill-up", "Shell", when)
        row.set_figures("€71.30")
        qtbot.addWidget(row)
        rows.append(row)
    align_figures(rows)
    edges = {row.figure_edge(300) for row in rows}
    assert len(edges) == 1
    assert edges.pop() < 300 - text_width("30 Nov 2025", "small")


def test_a_wrong_field_says_what_and_why_until_it_is_right(qtbot, page):
    field = FormField("Odometer", unit="km", number=True)
    put(page, field)
    field.set_error("Lower than 83,313 km on 6 Nov. Was a digit lost?")
    assert field.editor.accessibleDescription().startswith("Lower than")
    assert field._error.isVisible()
    field.set_error("")
    assert not field._error.isVisible()
    assert field.editor.property("wrong") is False


def test_a_field_tells_of_typing_but_not_of_setting(qtbot, page):
    field = FormField("Volume", unit="l")
    put(page, field)
    assert field.editor.accessibleName() == "Volume (l)"
    with qtbot.assertNotEmitted(field.edited):
        field.set_text("45.20")
    with qtbot.waitSignal(field.edited) as said:
        qtbot.keyClicks(field.line, "1")
    assert said.args == ["45.201"]


def test_a_field_around_another_editor_has_no_line(qtbot):
    field = FormField("Energy", ChoiceBox())
    qtbot.addWidget(field)
    assert field.editor.accessibleName() == "Energy"
    with pytest.raises(TypeError):
        field.text()


def test_an_empty_state_offers_what_to_do_next(qtbot, page):
    empty = EmptyState("route", "No trips yet", "Write down where you went.", ("Add trip", "plus"))
    put(page, empty)
    with qtbot.waitSignal(empty.primary):
        empty.primary_button.click()
    assert not empty.secondary_button.isVisible()


def test_cancelling_long_work_asks_once(qtbot, page):
    strip = ProgressStrip("Importing, 1,204 of 3,310 records", 0.36)
    put(page, strip)
    with qtbot.waitSignal(strip.cancelled):
        strip.cancel_button.click()
    with qtbot.assertNotEmitted(strip.cancelled):
        strip.cancel_button.click()
    assert (strip.accessibleName(), strip.share) == ("Stopping…", 0.36)


def test_a_card_rounds_its_corners_over_content_that_reaches_them(qtbot):
    card = Card(flush=True)
    qtbot.addWidget(card)
    row = ListRow(rule=False)
    card.body.addWidget(row)
    card.resize(300, 60)
    image = card.grab().toImage()
    assert image.pixelColor(0, 0) == colour("surface")
    assert image.pixelColor(150, 0) == colour("border")


def test_widgets_are_gone_after_they_are_deleted(qtbot):
    sheet = ComponentSheet()
    sheet.show()
    widgets = [sheet, *sheet.findChildren(QWidget)]
    gone = weakref.ref(sheet)
    with qtbot.waitSignal(sheet.destroyed):
        sheet.deleteLater()
    assert not any(isValid(widget) for widget in widgets)
    widgets.clear()
    del sheet
    gc.collect()
    assert gone() is None
    theme().changed.emit()


def test_every_focusable_part_of_the_sheet_has_a_spoken_name(qtbot):
    sheet = ComponentSheet()
    qtbot.addWidget(sheet)
    nameless = [
        widget
        for widget in sheet.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
    ]
    assert [type(widget).__name__ for widget in nameless if type(widget).__name__ != "QMenu"] == []


def test_page_tabs_tell_where_the_person_went_and_keep_quiet_when_set(qtbot, page):
    tabs = PageTabs([("overview", "Overview"), ("fuel", "Fuel")], "Vehicle pages")
    put(page, tabs)
    tabs.set_words("fuel", "Fuel 112")
    with qtbot.assertNotEmitted(tabs.chosen):
        tabs.set_current("fuel")
    assert tabs.current == "fuel"
    tabs.setFocus()
    with qtbot.waitSignal(tabs.chosen) as said:
        qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert said.args == ["overview"]
    assert tabs.tabText(1) == "Fuel 112"
