"""A vehicle's pages through the real store: quick add, the log, its form, undo."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from client.operations.records import add, delete
from client.operations.vehicle_overview import vehicle_page
from client.store import Query
from client.ui.routes import GARAGE, VEHICLE, Route
from client.ui.vehicles.fill_form import FillForm
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.vehicles.record_form import RecordForm
from client.ui.vehicles.vehicle_page import FUEL, OVERVIEW, VehiclePage
from garage.moments import Moment
from garage.records import FillUp, Vehicle, kind_named
from garage.units import Quantity

from .conftest import TODAY, fill_values


@pytest.fixture
def page(desk, octavia, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    desk.route_changed.connect(shown.show_route)
    desk.go(Route(GARAGE))
    desk.go(Route(VEHICLE, octavia, FUEL))
    settled()
    return shown


def fills(store):
    return store.read(lambda reader: reader.all(FillUp, Query()))


def cells(page, row):
    model = page.fuel.table.rows
    return {column.key: column.text(model.row(row)) for column in model.columns}


def test_a_line_shows_how_it_is_understood_and_enter_keeps_just_that(page, store, qtbot, settled):
    page.fuel.quick.edit.insert("45.2 l 71.30 € 16400 km")
    said = page.fuel.quick.said.said()
    assert {"Volume 45.2 l", "Total €71.30", "Odometer 16,400 km", "Date today"} <= set(said)
    assert page.fuel.quick.worked.said()[:2] == ["Price €1.577/l", "Distance 800 km"]
    assert [piece.role for piece in page.fuel.quick.edit.pieces] == ["volume", "total", "odometer"]
    qtbot.keyClick(page.fuel.quick.edit, Qt.Key.Key_Return)
    settled()
    kept = fills(store)[0]
    assert (kept.volume.value, kept.total.amount, kept.odometer.value) == ("45.2", "71.30", "16400")
    assert kept.date.day == TODAY
    assert page.fuel.quick.edit.text() == ""
    assert cells(page, 0)["economy"] == "5.65"
    assert page.tabs.tabText(1) == "Fuel 9"


@pytest.mark.parametrize(
    ("line", "distance"),
    [("45.2 l 16400 km", "800"), ("20 kWh 16400 km", "500"), ("9 l LPG 16400 km", "")],
)
def test_the_line_tells_the_distance_that_the_table_tells_afterwards(
    page, desk, store, octavia, qtbot, settled, line, distance
):
    """Since the fill-up of its energy before it: no other one and no service begins it anew."""
    charge = {**fill_values(octavia, date(2026, 11, 16), 15_900, "0"), "volume": None}
    desk.tell(add(store, kind_named("fill_up"), {**charge, "energy": Quantity("18", "kWh")}))
    service = {"vehicle": octavia, "title": "Tyres", "date": Moment(TODAY)}
    desk.tell(add(store, kind_named("service"), {**service, "odometer": Quantity("16100", "km")}))
    settled()
    page.fuel.quick.edit.insert(line)
    told = [each for each in page.fuel.quick.worked.said() if each.startswith("Distance")]
    assert told == ([f"Distance {distance} km"] if distance else [])
    qtbot.keyClick(page.fuel.quick.edit, Qt.Key.Key_Return)
    settled()
    assert cells(page, 0)["odometer"] == "16,400"
    assert cells(page, 0)["distance"] == distance


def test_the_example_of_a_line_is_written_as_amounts_are_there(page):
    assert page.fuel.quick.edit.placeholderText().startswith("for example  45.2 l  €71.30")


def test_undo_takes_a_quick_fill_up_back(page, desk, store, qtbot, settled):
    page.fuel.quick.edit.insert("45.2 l 71.30 € 16400 km")
    qtbot.keyClick(page.fuel.quick.edit, Qt.Key.Key_Return)
    settled()
    assert len(fills(store)) == 9
    desk.undo()
    settled()
    assert len(fills(store)) == 8
    assert page.fuel.table.rows.rowCount() == 8


def test_a_line_that_says_no_amount_is_asked_about_and_not_kept(page, store, qtbot, settled):
    page.fuel.quick.edit.insert("full 1.599 €/l")
    qtbot.keyClick(page.fuel.quick.edit, Qt.Key.Key_Return)
    settled()
    assert len(fills(store)) == 8
    assert "how much" in page.fuel.quick.question.text()
    assert page.fuel.quick.edit.text()


def test_rows_without_a_figure_say_why_and_the_odd_one_is_flagged(page):
    model = page.fuel.table.rows
    words = {cells(page, at)["odometer"]: cells(page, at)["economy"] for at in range(8)}
    assert words == {
        "15,600": "5.60", "14,800": "16.50", "14,000": "no figure", "12,400": "5.50",
        "12,000": "joins the next", "11,600": "5.40", "10,800": "5.50", "10,000": "first full one",
    }  # fmt: skip
    assert [model.is_flagged(at) for at in range(8)] == [at == 1 for at in range(8)]
    tanks = [cells(page, at)["tank"] for at in range(8)]
    assert tanks[2] == "Missed before"
    assert tanks[4] == "Partial"


def test_filters_leave_their_rows_and_their_sums(page, qtbot):
    assert page.fuel.totals.text() == "8 fill-ups · 393.00 l · €628.80"
    page.fuel.which.button("partial").click()
    assert page.fuel.table.rows.rowCount() == 1
    assert page.fuel.totals.text() == "1 of 8 · 20.00 l · €32.00"
    page.fuel.which.button("flagged").click()
    assert cells(page, 0)["odometer"] == "14,800"


def test_del_puts_the_selected_rows_in_the_trash_and_undo_brings_them_back(
    page, desk, store, qtbot, settled
):
    table = page.fuel.table
    table.selectRow(0)
    table.setFocus()
    page.fuel.delete_selected()
    settled()
    assert len(fills(store)) == 7
    assert cells(page, 0)["odometer"] == "14,800"
    desk.undo()
    settled()
    assert len(fills(store)) == 8
    assert cells(page, 0)["odometer"] == "15,600"


def form_of(page):
    open_forms = [w for w in QApplication.topLevelWidgets() if isinstance(w, FillForm)]
    return next(form for form in open_forms if form.isVisible())


def test_a_changed_total_is_kept_and_nothing_else_is_touched(page, store, qtbot, settled):
    before = fills(store)[0]
    page.fuel.table.selectRow(0)
    page.fuel.edit_selected()
    settled()
    form = form_of(page)
    assert form.fields["odometer"].text() == "15,600"
    assert form.fields["total"].text() == "71.68"
    form.fields["total"].set_text("70.10")
    qtbot.keyClick(form.fields["total"].line, Qt.Key.Key_Return)
    settled()
    after = fills(store)[0]
    assert after.total.amount == "70.10"
    assert (after.volume, after.odometer, after.date) == (
        before.volume,
        before.odometer,
        before.date,
    )
    assert cells(page, 0)["total"] == "70.10"


def test_a_value_that_cannot_be_is_complained_about_at_its_field(page, store, qtbot, settled):
    page.add_with_form()
    form = form_of(page)
    form.fields["odometer"].set_text("far")
    form.fields["amount"].set_text("40")
    form.save()
    assert form.fields["odometer"].editor.accessibleDescription()
    assert not form.fields["amount"].editor.accessibleDescription()
    form.fields["odometer"].set_text("16400 km")
    form.fields["total"].set_text("64,00 €")
    form.fields["total"].set_text("64.00")
    form.save()
    settled()
    assert len(fills(store)) == 9
    assert cells(page, 0)["total"] == "64.00"


def test_add_fill_up_leads_to_the_line_and_then_to_the_form(page, desk, settled):
    page.tabs.setCurrentIndex(0)
    settled()
    page.primary.run()
    assert page.tabs.current == FUEL
    assert desk.trail.here.tab == FUEL
    page.fuel.quick.more.click()
    form_of(page).reject()


def test_more_fields_begin_with_what_the_line_says(page, store, settled):
    line = page.fuel.quick.edit
    line.setText("45.2 l 71.30 € 16400 km Shell")
    page.fuel.quick.more.click()
    form = form_of(page)
    texts = {name: form.fields[name].text() for name in ("odometer", "amount", "total", "station")}
    assert texts == {"odometer": "16,400", "amount": "45.2", "total": "71.30", "station": "Shell"}
    assert line.text() == ""
    form.reject()
    assert line.text() == "45.2 l 71.30 € 16400 km Shell"
    page.fuel.quick.more.click()
    form_of(page).save()
    settled()
    assert line.text() == ""
    assert [fill.station for fill in fills(store)].count("Shell") >= 1
    assert len(fills(store)) == 9


def test_more_fields_of_another_kind_open_its_form(page, settled):
    page.fuel.quick.edit.setText("parking 4.50 €")
    assert page.fuel.quick.understood.kind == "expense"
    page.fuel.quick.more.click()
    settled()
    form = page.findChild(RecordForm)
    assert form.entries["total"].typed.state() == "4.50"
    form.reject()


def test_the_line_of_the_economy_is_told_in_figures(page):
    page.tabs.setCurrentIndex(0)
    chart = page.overview.chart
    said = chart.chart.accessibleDescription()
    values = [point.y for point in chart.series.points]
    assert said.startswith(f"Lowest {min(values):.1f} l/100 km, highest {max(values):.1f} l/100 km")
    assert f"Average {chart.series.average:.2f} l/100 km." in said


def test_the_overview_tells_what_the_rules_say(page, store, octavia, settled):
    page.tabs.setCurrentIndex(0)
    content = store.read(lambda reader: vehicle_page(reader, octavia, TODAY))
    assert page.tabs.current == OVERVIEW
    economy = content.overview.economies[0].whole
    shown = economy.shown(content.overview.economies[0].year.si)
    assert f"{shown.decimal:.2f}" in page.overview.economy.accessibleName()
    assert "Inspection" in page.overview.due.accessibleName()
    assert page.head.due.accessibleName() == "Inspection 9 days late"
    assert page.head.odometer.accessibleName() == "15600 km"


@pytest.mark.parametrize("width", [600, 884, 1224])
def test_the_head_leaves_out_what_has_no_room_and_shortens_nothing(page, settled, width):
    page.resize(width, 836)
    settled()
    head = page.head
    for part in (head.name, head.line, head.vin, head.due):
        assert part.isHidden() or part.width() >= part.sizeHint().width()


def test_a_vin_of_which_nothing_else_is_known_stands_at_the_edge(desk, store, qtbot, settled):
    page = VehiclePage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    known = {"name": "Z3", "make": "BMW", "vin": "WBACH31030LA12345"}
    page.show_route(Route(VEHICLE, add(store, kind_named("vehicle"), known).ids[0]))
    settled()
    edges = [part.mapTo(page, QPoint(0, 0)).x() for part in (page.head.name, page.head._vin_mark)]
    assert edges[0] == edges[1]


def test_a_point_of_the_line_leads_to_its_fill_up(page, desk, settled):
    page.tabs.setCurrentIndex(0)
    series = page.overview.chart.series
    odd = next(at for at, point in enumerate(series.points) if point.flagged)
    page.overview.chart.chart.picked.emit(odd)
    assert page.tabs.current == FUEL
    assert [row.fill.odometer.value for row in page.fuel.selected()] == ["14800"]


def test_a_vehicle_that_is_deleted_elsewhere_leads_back_to_the_garage(page, desk, octavia, settled):
    desk.operate(page, lambda store: delete(store, [octavia]))
    settled()
    settled()
    assert desk.trail.here == Route(GARAGE)


def test_the_keys_of_the_log_change_and_delete_what_is_selected(page, store, qtbot, settled):
    table = page.fuel.table
    page.activateWindow()
    table.selectRow(0)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_E)
    settled()
    form = form_of(page)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settled()
    assert len(fills(store)) == 7


def test_what_takes_the_keyboard_has_a_name(page, settled):
    for tab in (0, 1):
        page.tabs.setCurrentIndex(tab)
        settled()
        nameless = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.accessibleName()
        ]
        assert nameless == []


def test_a_narrow_log_leaves_out_first_what_others_tell_and_need_not_be_scrolled(page, settled):
    table = page.fuel.table
    whole = [column.key for column in table.rows.columns]
    gone = []
    for width in range(1400, 480, -20):
        page.resize(width, 700)
        settled()
        left = [whole[place] for place in table.arrangement.shown_sections()]
        gone += [key for key in whole if key not in (*left, *gone)]
        assert not table.horizontalScrollBar().isVisible(), width
        assert page.fuel.chart.isVisible() == (width >= 930)
    in_turn = ["driver", "price", "distance", "station", "tank", "odometer"]
    assert gone == [key for key in in_turn if key in whole]


def test_the_log_follows_the_persons_units(page, desk, store, settled):
    desk.change_settings(page, {"units": {"distance": "mi", "economy": "mpg_uk"}})
    settled()
    settled()
    titles = [column.title for column in page.fuel.table.rows.columns]
    assert "Odometer, mi" in titles
    assert "mpg (UK)" in titles or "mpg" in titles
    assert cells(page, 0)["odometer"] == "9,693"


def test_a_vehicle_without_fill_ups_says_what_comes_next(desk, store, qtbot, settled):
    new = add(store, kind_named("vehicle"), {"name": "New", "energies": ("petrol",)}).ids[0]
    page = VehiclePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_route(Route(VEHICLE, new, FUEL))
    settled()
    assert page.fuel.empty.isVisible()
    assert not page.fuel.table.isVisible()
    page.show_route(Route(VEHICLE, new))
    assert "second full fill-up" in page.overview.economy.accessibleName()
    assert page.overview.chart.missing.isVisible()


def test_a_trailer_has_no_fuel_tab(desk, store, qtbot, settled):
    trailer = add(store, kind_named("vehicle"), {"name": "Trailer", "type": "trailer"}).ids[0]
    page = VehiclePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_route(Route(VEHICLE, trailer, FUEL))
    settled()
    assert not page.tabs.isTabVisible(1)
    assert page.tabs.current == OVERVIEW
    assert page.primary is None


def test_a_hidden_page_reads_what_changed_when_one_comes_back(page, desk, octavia, store, settled):
    page.hide()
    desk.operate(page, lambda s: delete(s, [fills(s)[0].id]))
    settled()
    page.show()
    page.show_route(Route(VEHICLE, octavia, FUEL))
    settled()
    assert cells(page, 0)["odometer"] == "14,800"


def test_a_car_with_a_plug_and_a_tank_has_both_in_one_log(desk, store, qtbot, settled):
    named = {"name": "Plug-in", "energies": ("petrol", "electric")}
    car = add(store, kind_named("vehicle"), named).ids[0]
    for place in range(6):
        values = fill_values(car, date(2026, 10, 1 + place), 1_000 + place * 300, "20.00")
        if place % 2:
            values["energy"] = Quantity("12.5", "kWh")
            del values["volume"]
        add(store, kind_named("fill_up"), values)
    page = VehiclePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_route(Route(VEHICLE, car, FUEL))
    settled()
    assert {cells(page, at)["amount"] for at in range(6)} == {"20.00 l", "12.5 kWh"}
    assert cells(page, 1)["economy"].endswith(" l/100 km")
    page.fuel.energy.setCurrentIndex(page.fuel.energy.findData("electric"))
    page.fuel.energy.activated.emit(page.fuel.energy.currentIndex())
    assert page.fuel.table.rows.rowCount() == 3
    assert page.fuel.totals.text().startswith("3 of 6 · 37.50 kWh")


def test_a_machine_that_counts_hours_shows_them(desk, store, qtbot, settled):
    named = {"name": "Fendt", "type": "machine", "energies": ("diesel",), "uses_hours": True}
    machine = add(store, kind_named("vehicle"), named).ids[0]
    reading = {"vehicle": machine, "date": TODAY, "hours": Quantity("1284", "h")}
    add(store, kind_named("odometer_reading"), reading)
    page = VehiclePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_route(Route(VEHICLE, machine))
    settled()
    assert page.head.hours.text() == "1,284 h"
    assert not page.head.odometer.isVisible()


def dialogs():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]


def test_what_can_be_done_to_a_vehicle_is_offered_in_every_tab(page, settled):
    for tab in (OVERVIEW, FUEL, "service", "notes"):
        page.tabs.set_current(tab)
        settled()
        keys = {command.id: command.shortcut for command in page.own_commands}
        assert keys["vehicle.edit"] == "Ctrl+E"
        assert keys["vehicle.odometer"] == "Ctrl+Shift+O"
        assert keys["vehicle.service"] == "Ctrl+Shift+S"
        assert keys["vehicle.expense"] == "Ctrl+Shift+E"
        assert "vehicle.delete" in keys


def test_each_of_them_opens_its_form(page, settled):
    titles = []
    for name in ("vehicle.edit", "vehicle.odometer", "vehicle.service", "vehicle.expense"):
        next(one for one in page.own_commands if one.id == name).run()
        settled()
        (form,) = [one for one in dialogs() if one.isVisible()]
        titles.append(form.windowTitle())
        form.reject()
    assert titles == ["Edit vehicle", "Note odometer", "Add service", "Add expense"]


def test_a_vehicle_goes_to_the_trash_and_comes_back_by_undo(page, desk, store, octavia, settled):
    next(one for one in page.own_commands if one.id == "vehicle.delete").run()
    settled()
    settled()
    assert desk.trail.here == Route(GARAGE)
    assert store.read(lambda reader: reader.get(Vehicle, octavia)).deleted
    desk.undo()
    settled()
    assert not store.read(lambda reader: reader.get(Vehicle, octavia)).deleted


def test_a_row_of_recent_activity_opens_the_form_of_its_record(page, store, octavia, settled):
    values = {"vehicle": octavia, "date": TODAY, "title": "Wipers"}
    add(store, kind_named("service"), values)
    page.refresh()
    page.tabs.set_current(OVERVIEW)
    settled()
    page.overview.rows[0].click()
    settled()
    (form,) = [one for one in dialogs() if one.isVisible()]
    assert form.windowTitle() == "Edit service"
    assert form.fields["title"].text() == "Wipers"
    form.reject()
    page.overview.rows[1].click()
    settled()
    form = form_of(page)
    assert form.fields["odometer"].text() == "15,600"
    form.reject()


def test_a_fill_up_takes_what_is_behind_more_fields(page, store, settled):
    page.add_with_form()
    settled()
    form = form_of(page)
    assert "grade" not in form.fields
    form.fields["amount"].set_text("40")
    form.more.unfold()
    form.fields["grade"].set_text("Super 95")
    form.fields["driver"].set_text("Ada")
    form.fields["tags"].editor.line.setText("holiday")
    form.save()
    settled()
    kept = fills(store)[0]
    assert (kept.grade, kept.driver, kept.tags) == ("Super 95", "Ada", frozenset({"holiday"}))


def test_a_fill_up_with_a_lost_digit_is_asked_about_and_esc_asks_before_it_goes(
    page, qtbot, settled
):
    page.add_with_form()
    settled()
    form = form_of(page)
    qtbot.keyClicks(form.fields["odometer"].line, "1640")
    form.fields["odometer"].finished.emit()
    settled()
    assert form.fields["odometer"].caution == "Lower than 15,600 km on 15 Nov. Was a digit lost?"
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    form.discard_button.click()
    assert not form.isVisible()


def test_all_that_happened_is_one_press_from_the_overview(page, desk, octavia, settled):
    page.overview.history_link.click()
    settled()
    assert desk.trail.here == Route(VEHICLE, octavia, "history")


def test_each_vehicles_overview_is_found_as_far_down_as_it_was_left(
    page, desk, store, octavia, qtbot, settled
):
    other = add(store, kind_named("vehicle"), {"name": "Golf", "energies": ("petrol",)}).ids[0]
    page.resize(700, 420)
    desk.go(Route(VEHICLE, octavia))
    page.show_route(Route(VEHICLE, octavia))
    settled()
    bar = page.overview.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 60)
    bar.setValue(60)
    page.show_route(Route(VEHICLE, other))
    settled()
    assert bar.value() == 0
    page.show_route(Route(VEHICLE, octavia))
    settled()
    qtbot.waitUntil(lambda: bar.value() == 60)
    desk.stop()
    settled()
    assert desk.settings["scroll"]["overview"] == {octavia: 60}
