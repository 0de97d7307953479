"""The overview: figures as the rules say them, the line of the economy, what happened lately."""

from client.operations.records import add
from client.operations.vehicle_overview import vehicle_page
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.vehicle_page import FUEL, OVERVIEW, VehiclePage
from garage.records import kind_named
from tests.client.ui.vehicles.conftest import TODAY

from .seen import dialogs, form_of


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


def test_the_line_of_the_economy_is_told_in_figures(page):
    page.tabs.setCurrentIndex(0)
    chart = page.overview.chart
    said = chart.chart.accessibleDescription()
    values = [point.y for point in chart.series.points]
    assert said.startswith(f"Lowest {min(values):.1f} l/100 km, highest {max(values):.1f} l/100 km")
    assert f"Average {chart.series.average:.2f} l/100 km." in said


def test_a_point_of_the_line_leads_to_its_fill_up(page, desk, settled):
    page.tabs.setCurrentIndex(0)
    series = page.overview.chart.series
    odd = next(at for at, point in enumerate(series.points) if point.flagged)
    page.overview.chart.chart.picked.emit(odd)
    assert page.tabs.current == FUEL
    assert [row.fill.odometer.value for row in page.fuel.selected()] == ["14800"]


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
