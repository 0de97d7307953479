"""Buttons, cards, rows, toasts and fields: what the mouse and the keyboard do."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from client.ui.theme import colour, theme
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.focus_ring import FocusRing
from client.ui.widgets.form_field import FormField
from client.ui.widgets.gauge import DueState
from client.ui.widgets.list_row import Leading, ListRow, align_figures
from client.ui.widgets.nav_row import NavRow
from client.ui.widgets.page_tabs import PageTabs
from client.ui.widgets.painting import text_width
from client.ui.widgets.plate import Plate
from client.ui.widgets.progress_strip import ProgressStrip
from client.ui.widgets.segmented import Segment, SegmentedControl
from client.ui.widgets.sheet import ComponentSheet
from client.ui.widgets.toast import SHOWN_FOR, Toast
from client.ui.widgets.vehicle_card import CardContent, CardDue, CardLine, VehicleCard

OCTAVIA = CardContent(
    "Octavia",
    "2016 Škoda Octavia",
    Plate("M JL 2016", "DE"),
    (
        CardLine("Odometer", "84120", "km", odometer=True),
        CardLine("Economy", "5.6", "l/100 km", (6.0, 5.8, 5.6)),
    ),
    CardDue("Inspection (HU)", "9 days late", 1.1, DueState.LATE),
    period="November",
    cost="€211.85",
)


@pytest.fixture
def page(qtbot):
    """A shown page with a column to put widgets into."""
    widget = QWidget()
    widget.column = QVBoxLayout(widget)
    widget.resize(600, 500)
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def put(page, widget):
    """Put a widget into the page and show it."""
    page.column.addWidget(widget)
    widget.show()
    page.layout().activate()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_vehicle_card_opens_by_keyboard(qtbot, page, key):
    card = VehicleCard(OCTAVIA, "octavia")
    put(page, card)
    with qtbot.waitSignal(card.clicked):
        qtbot.keyClick(card, key)


def test_space_asks_for_a_vehicle_card_to_be_selected_and_it_says_when_it_is(qtbot, page):
    card = VehicleCard(OCTAVIA, "octavia")
    put(page, card)
    with qtbot.assertNotEmitted(card.clicked), qtbot.waitSignal(card.picked):
        qtbot.keyClick(card, Qt.Key.Key_Space)
    card.set_selected(True)
    assert card.accessibleName().endswith(", selected")


def test_a_vehicle_card_opens_by_a_click_anywhere_on_it(qtbot, page):
    card = VehicleCard(OCTAVIA, "octavia")
    put(page, card)
    for at in (QPoint(10, 10), QPoint(100, 340)):
        with qtbot.waitSignal(card.clicked):
            qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=at)


def test_a_vehicle_card_speaks_all_it_shows_and_is_one_tab_stop(qtbot):
    card = VehicleCard(OCTAVIA, "octavia")
    qtbot.addWidget(card)
    assert card.accessibleName() == (
        "Octavia, 2016 Škoda Octavia, M JL 2016, Odometer 84120 km, Economy 5.6 l/100 km, "
        "Inspection (HU) 9 days late, November €211.85"
    )
    assert card.findChildren(QWidget) == []


def test_a_persons_photo_fills_the_box_of_the_drawing(qtbot):
    card = VehicleCard(OCTAVIA, "octavia")
    qtbot.addWidget(card)
    card.resize(300, 358)
    photo = QPixmap(50, 400)
    photo.fill(colour("now"))
    card.set_photo(photo)
    image = card.grab().toImage()
    assert image.pixelColor(150, 60) == colour("now")
    assert image.pixelColor(5, 100) == colour("now")
    assert image.pixelColor(150, 130) == colour("surface_raised")


def test_the_focus_ring_comes_with_the_tab_key_and_not_with_the_mouse(qtbot, page):
    first, second = SecondaryButton("First"), SecondaryButton("Second")
    put(page, first)
    put(page, second)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert page.findChildren(FocusRing) == []
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    (ring,) = page.findChildren(FocusRing)
    assert ring.geometry() == second.geometry().adjusted(-3, -3, 3, 3)
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    assert ring.geometry() == first.geometry().adjusted(-3, -3, 3, 3)
    page.resize(700, 400)
    assert ring.geometry() == first.geometry().adjusted(-3, -3, 3, 3)
    first.clearFocus()
    assert not ring.isVisible()


def dialog_of_two(qtbot):
    """A dialog, not yet open, and its two buttons."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    first, second = SecondaryButton("First"), SecondaryButton("Second")
    column = QVBoxLayout(dialog)
    for button in (first, second):
        column.addWidget(button)
    return dialog, first, second


def test_the_ring_of_a_dialogs_first_button_goes_on_with_the_keyboard(qtbot):
    dialog, first, second = dialog_of_two(qtbot)
    first.setFocus()
    # Qt tells it that it has the keyboard before it has.
    dialog.open()
    (ring,) = dialog.findChildren(FocusRing)
    second.setFocus()
    qtbot.waitActive(dialog)
    qtbot.waitUntil(second.hasFocus)
    assert ring.geometry() == second.geometry().adjusted(-3, -3, 3, 3)


def test_in_a_dialog_the_ring_shows_what_enter_means_however_the_keyboard_came_there(qtbot):
    dialog, first, second = dialog_of_two(qtbot)
    dialog.open()
    qtbot.waitActive(dialog)
    qtbot.waitUntil(first.hasFocus)
    (ring,) = dialog.findChildren(FocusRing)
    assert ring.isVisible()
    assert ring.geometry() == first.geometry().adjusted(-3, -3, 3, 3)
    second.setFocus()
    assert ring.isVisible()
    assert ring.geometry() == second.geometry().adjusted(-3, -3, 3, 3)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring.isVisible()


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


def test_the_toasts_undo_is_emitted_once_and_takes_the_toast_away(qtbot, page):
    toast = Toast(page, "Fill-up deleted")
    with qtbot.waitSignals([toast.undo, toast.dismissed]):
        toast.undo_button.click()
    with qtbot.assertNotEmitted(toast.undo):
        toast.undo_button.click()
    qtbot.waitUntil(lambda: not isValid(toast))


def test_long_words_of_a_toast_stand_in_two_lines_and_all_can_be_read(qtbot, page):
    words = "The invitation is on its way to kim.of.the.oldtimers@example.org."
    toast = Toast(page, words, undoable=False)
    assert toast.height() == 60
    assert toast._lines() == (
        "The invitation is on its way to", "kim.of.the.oldtimers@example.org."
    )  # fmt: skip
    short = Toast(page, "Fill-up deleted")
    assert (short.height(), short._lines()) == (44, ("Fill-up deleted",))


def test_a_toast_takes_the_keyboard_from_nobody_and_gives_it_back(qtbot, page):
    line = QLineEdit()
    put(page, line)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    line.setFocus()
    toast = Toast(page, "Fill-up deleted")
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert page.focusWidget() is line
    again = Toast(page, "Fill-up deleted")
    again.undo_button.setFocus(Qt.FocusReason.TabFocusReason)
    assert not again._timer.isActive()
    qtbot.keyClick(again.undo_button, Qt.Key.Key_Return)
    assert page.focusWidget() is line


def test_escape_dismisses_the_toast_without_undoing(qtbot, page):
    toast = Toast(page, "Fill-up deleted")
    undone = []
    toast.undo.connect(lambda: undone.append(True))
    with qtbot.waitSignal(toast.dismissed):
        qtbot.keyClick(toast.undo_button, Qt.Key.Key_Escape)
    assert undone == []


def test_a_toast_goes_by_itself_after_eight_seconds(qtbot, page):
    toast = Toast(page, "Fill-up deleted")
    assert toast._timer.interval() == SHOWN_FOR == 8000
    with qtbot.waitSignal(toast.dismissed):
        toast._timer.setInterval(1)


def test_a_toast_stays_at_the_bottom_left_when_the_page_grows(qtbot, page):
    toast = Toast(page, "Fill-up deleted")
    page.resize(900, 700)
    qtbot.waitUntil(lambda: toast.geometry().bottom() == 700 - 24 - 1)
    assert toast.x() == 24
    assert toast.width() == 360


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


def test_a_choice_of_two_words_is_found_by_typing_it(qtbot, page):
    box = ChoiceBox("Region")
    box.addItems(["Ukraine", "United Kingdom", "United States"])
    put(page, box)
    box.setFocus()
    with qtbot.waitSignal(box.activated):
        qtbot.keyClicks(box, "united s")
    assert box.currentText() == "United States"
    assert not box.view().isVisible()


def test_the_wheel_that_scrolls_a_page_changes_no_choice_under_the_pointer(qtbot, page):
    box = ChoiceBox("Distance")
    box.addItems(["km", "mi"])
    put(page, box)
    box.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert box.currentText() == "km"
    assert not turn.isAccepted()


def test_a_choice_is_not_left_as_if_the_pointer_were_on_it(page):
    box = ChoiceBox("Region")
    box.addItems(["Ireland", "Germany"])
    put(page, box)
    box.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QCursor.setPos(box.mapToGlobal(QPoint(-40, -40)))
    box.showPopup()
    box.hidePopup()
    assert not box.underMouse()


def test_the_list_of_a_box_opens_below_it_in_the_colours_of_a_menu(page):
    box = ChoiceBox("Region")
    box.addItems(["Ireland", "Germany"])
    box.insertSeparator(1)
    put(page, box)
    box.showPopup()
    view = box.view()
    assert view.mapToGlobal(QPoint(0, 0)).y() >= box.mapToGlobal(QPoint(0, box.height())).y() - 1
    heights = [view.visualRect(box.model().index(row, 0)).height() for row in range(3)]
    assert heights[0] == heights[2] >= 24 > 12 > heights[1]
    chosen, pixels = view.visualRect(box.model().index(0, 0)), view.viewport().grab().toImage()
    ratio = pixels.devicePixelRatio()
    at = QPointF(chosen.right() - 10, chosen.center().y()) * ratio
    assert pixels.pixelColor(at.toPoint()) == colour("surface_hover")
    box.hidePopup()


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


def test_a_window_closed_with_the_focus_ring_shown_goes_quietly(qtbot):
    for _ in range(2):
        sheet = ComponentSheet()
        sheet.show()
        sheet.activateWindow()
        qtbot.waitUntil(sheet.isActiveWindow)
        sheet.pose()
        sheet.close()
        # As every window of the app goes: by Qt, not by Python's collector, which may take its
        # widgets apart while Qt still sends them events.
        sheet.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not isValid(sheet)


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
