"""The palette: deeds on a vehicle, lines as quick add, filters, recents, and where things lead."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from client.operations.records import add, delete, undo
from client.operations.settings import change_settings
from client.store import Query
from client.ui.desk import Desk
from client.ui.routes import GARAGE, SETTINGS, VEHICLE, Route
from client.ui.vehicles.record_form import RecordForm
from garage.moments import Moment
from garage.money import Money
from garage.records import FillUp, kind_named
from garage.units import Quantity


def look_for(shell, settled, qtbot, text):
    """Press Ctrl+K and type; the rows that can be chosen."""
    if not shell.search.isVisible():
        qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        settled()
    shell.search.field.clear()
    if text.isascii():
        qtbot.keyClicks(shell.search.field, text)
    else:
        # Qt's test keyboard has no other signs.
        shell.search.field.insert(text)
    shell.search.look()
    settled()
    return shell.search.list.found()


def headings(shell):
    return [row.title for row in shell.search.list._rows.rows if row.heading]


def asked(shell):
    """What the palette asks about the line."""
    return [row.title for row in shell.search.list._rows.rows if row.icon == "circle-help"]


def take(shell, qtbot, title):
    """Step down to a row and press Enter."""
    found = [row.title for row in shell.search.list.found()]
    for _step in range(found.index(title)):
        qtbot.keyClick(shell.search.field, Qt.Key.Key_Down)
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)


@pytest.fixture
def golf(store):
    """A second vehicle, with a hyphen in its plate."""
    return add(store, kind_named("vehicle"), {"name": "Golf", "plate": "M-AB 1234"}).ids[0]


def fills(store, vehicle):
    return store.read(lambda reader: reader.all(FillUp, Query(owner=vehicle)))


def test_a_vehicles_name_offers_what_can_be_done_to_it(shell, settled, qtbot):
    found = look_for(shell, settled, qtbot, "octa")
    assert [row.title for row in found][:4] == [
        "Add fill-up to Octavia",
        "Add service to Octavia",
        "Note odometer of Octavia",
        "Octavia",
    ]
    assert headings(shell) == ["Do", "Go to", "Found in records"]
    start, end = found[0].marks[0]
    assert found[0].title[start:end] == "Octa"
    assert found[3].plate.letters == "M JL 2016"


@pytest.mark.parametrize("typed", ["octavia", "OCTAVIA ", "m jl 2016", "MJL2016"])
def test_a_vehicle_that_is_named_in_full_stands_first(shell, store, settled, qtbot, octavia, typed):
    add(store, kind_named("vehicle"), {"name": "Another Octavia", "plate": "M JL 20161"})
    found = look_for(shell, settled, qtbot, typed)
    assert found[0].open == Route(VEHICLE, octavia)
    assert headings(shell)[:2] == ["Go to", "Do"]
    assert "Add fill-up to Octavia" in [row.title for row in found]
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    assert shell.desk.trail.here == Route(VEHICLE, octavia)


def test_a_name_with_a_line_behind_it_is_the_line(shell, settled, qtbot, octavia):
    found = look_for(shell, settled, qtbot, "octavia 45.2 l 71.30 €")
    assert found[0].title == "Save as fill-up of Octavia"


def test_add_service_to_a_vehicle_opens_its_form(shell, settled, qtbot, golf):
    look_for(shell, settled, qtbot, "add serv golf")
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    assert shell.findChild(RecordForm) is not None


def test_a_deed_without_a_vehicle_is_offered_for_each(shell, settled, qtbot, octavia, golf):
    found = look_for(shell, settled, qtbot, "add fill")
    titles = [row.title for row in found]
    assert titles[:2] == ["Add fill-up to Golf", "Add fill-up to Octavia"]
    look_for(shell, settled, qtbot, "zebra")
    nothing = shell.search.box.nothing
    assert nothing.isVisible()
    assert nothing.height() >= nothing.heightForWidth(nothing.width())


def test_the_vehicle_one_is_at_needs_no_naming(shell, settled, qtbot, octavia, golf):
    shell.desk.go(Route(VEHICLE, golf))
    settled()
    found = look_for(shell, settled, qtbot, "")
    assert "Add fill-up to Golf" in [row.title for row in found]
    assert "Add fill-up to Octavia" not in [row.title for row in found]


def test_a_line_is_shown_as_understood_and_saved_with_enter(
    shell, store, settled, qtbot, octavia, golf
):
    found = look_for(shell, settled, qtbot, "45.2 l 71.30 € 84120 km octavia")
    assert found[0].title == "Save as fill-up of Octavia"
    assert found[0].detail == "45.2 l · €71.30 · 84,120 km · today · full"
    assert fills(store, octavia) == []
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    settled()
    (kept,) = fills(store, octavia)
    assert (kept.volume.value, kept.odometer.value) == ("45.2", "84120")
    assert fills(store, golf) == []


def test_a_station_that_the_log_knows_is_not_asked_about_and_spelled_as_there(
    shell, store, settled, qtbot, octavia, golf
):
    day = Moment(date(2026, 11, 2))
    for vehicle, station in ((golf, "Größtanke Süd"), (golf, "ARAL"), (golf, "Aral")):
        fill = {"vehicle": vehicle, "station": station, "volume": Quantity("40", "L"), "date": day}
        add(store, kind_named("fill_up"), fill)
    add(store, kind_named("fill_up"), {**fill, "date": Moment(date(2026, 11, 3))})
    look_for(shell, settled, qtbot, "45.2 l 71.30 € Shell Pasing octavia")
    assert [row for row in asked(shell) if "Shell Pasing" in row]
    found = look_for(shell, settled, qtbot, "45.2 l 71.30 € grosstanke sud octavia")
    assert found[0].detail.endswith("Größtanke Süd · full")
    assert asked(shell) == []
    look_for(shell, settled, qtbot, "45.2 l 71.30 € aral octavia")
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    settled()
    (kept,) = fills(store, octavia)
    assert (kept.station, kept.notes) == ("Aral", "")


def test_a_line_that_is_refused_comes_back_to_be_mended(
    shell, store, settled, qtbot, octavia, golf
):
    look_for(shell, settled, qtbot, "45.2 l 84120 km octavia")
    delete(store, [octavia])
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    settled()
    assert shell.search.isVisible()
    assert shell.search.field.text() == "45.2 l 84120 km octavia"


def test_a_refused_line_does_not_take_the_place_of_what_is_typed_by_then(
    shell, store, settled, qtbot, octavia, golf
):
    look_for(shell, settled, qtbot, "45.2 l 84120 km octavia")
    delete(store, [octavia])
    shell.desk.workers.hold()
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(shell.search.field, "golf")
    shell.desk.workers.release()
    settled()
    assert shell.search.field.text() == "golf"
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Escape)
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert shell.search.field.text() == "45.2 l 84120 km octavia"


def test_a_refused_line_that_names_no_vehicle_comes_back_at_the_one_it_was_about(
    shell, store, settled, qtbot, octavia, golf
):
    def refused_line():
        field = shell.search.field
        qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        text = field.text()
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        return text

    shell.desk.go(Route(VEHICLE, octavia))
    settled()
    look_for(shell, settled, qtbot, "45.2 l 84120 km")
    delete(store, [octavia])
    shell.desk.workers.hold()
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    shell.desk.go(Route(VEHICLE, golf))
    shell.desk.workers.release()
    settled()
    assert not shell.search.isVisible()
    assert refused_line() == ""
    undo(store)
    shell.desk.go(Route(VEHICLE, octavia))
    settled()
    assert refused_line() == "45.2 l 84120 km"


def test_a_line_that_names_no_vehicle_is_not_guessed_among_several(shell, settled, qtbot, golf):
    found = look_for(shell, settled, qtbot, "45.2 l 71.30 € 84120 km")
    assert not [row for row in found if row.title.startswith("Save as")]


def test_a_filter_lists_what_it_lets_through_over_all_kinds(shell, store, settled, qtbot, octavia):
    when = Moment(date(2026, 11, 10))
    for title, amount in (("Tax", "150.00"), ("Wash", "12.00")):
        values = {"vehicle": octavia, "title": title, "date": when}
        add(store, kind_named("expense"), {**values, "total": Money(amount, "EUR")})
    found = look_for(shell, settled, qtbot, "total > 100 eur")
    assert [(row.title, row.amount) for row in found] == [("Tax", "€150.00")]
    assert headings(shell) == ["Expenses: 1 found"]
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    here = shell.desk.trail.here
    assert (here.page, here.vehicle, here.tab) == (VEHICLE, octavia, "expenses")
    assert here.record


def test_a_filter_counts_in_any_unit(shell, store, settled, qtbot, octavia):
    values = {"vehicle": octavia, "name": "Torque", "value": Quantity("560", "Nm")}
    add(store, kind_named("specification"), values)
    assert [r.title for r in look_for(shell, settled, qtbot, "torque > 400 lb-ft")] == ["Octavia"]
    assert look_for(shell, settled, qtbot, "torque > 500 lb-ft") == []


def test_fill_ups_are_filtered_by_the_economy_they_close(shell, store, settled, qtbot, octavia):
    for n, (odometer, litres) in enumerate(((1000, "40"), (2000, "50"), (3000, "70"))):
        values = {
            "vehicle": octavia,
            "date": Moment(date(2026, 10, 1 + n)),
            "odometer": Quantity(str(odometer), "km"),
            "volume": Quantity(litres, "L"),
        }
        add(store, kind_named("fill_up"), values)
    assert [r.amount for r in look_for(shell, settled, qtbot, "economy > 6 l/100 km")] == [
        "7.00 l/100 km"
    ]
    assert len(look_for(shell, settled, qtbot, "economy > 40 mpg")) == 2


def test_a_filter_that_cannot_be_says_why(shell, settled, qtbot):
    assert look_for(shell, settled, qtbot, "odometer > many") == []
    assert any("odometer" in title.lower() for title in headings(shell))


@pytest.mark.parametrize("typed", ["MAB1234", "mab12", "m-ab 1234", "M AB 1234", "ab 1234"])
def test_a_plate_is_found_however_it_is_written(shell, settled, qtbot, golf, typed):
    routes = [row.open for row in look_for(shell, settled, qtbot, typed)]
    assert Route(VEHICLE, golf) in routes


def test_the_store_finds_a_plate_without_its_signs(store, golf):
    hits = store.read(lambda reader: reader.search("MAB1234"))
    assert [hit.id for hit in hits] == [golf]


def test_words_and_a_vehicles_name_find_its_records(shell, settled, qtbot, octavia, golf):
    found = look_for(shell, settled, qtbot, "octavia front")
    assert "Front axle" in [row.title for row in found]
    found = look_for(shell, settled, qtbot, "golf front")
    assert "Front axle" not in [row.title for row in found]


def test_services_stand_newest_first_however_they_were_written(
    shell, store, settled, qtbot, octavia
):
    service = kind_named("service")
    # As many as a page of the palette has, and more, the newest written first.
    for year in range(2025, 2007, -1):
        values = {"vehicle": octavia, "title": "Oil change", "date": Moment(date(year, 3, 1))}
        add(store, service, values)
    add(store, service, {"vehicle": octavia, "title": "Big one", "date": Moment(date(2026, 3, 1)),
                         "notes": "oil too"})  # fmt: skip
    for typed in ("oil", "octavia oil"):
        found = [r for r in look_for(shell, settled, qtbot, typed) if r.title == "Oil change"]
        years = [row.detail.rpartition(" ")[2].rpartition("/")[2] for row in found]
        assert years == [str(year) for year in range(2025, 2025 - len(found), -1)]
        assert len(found) > 4


def test_a_line_of_a_service_leads_to_the_service(shell, store, settled, qtbot, octavia):
    look_for(shell, settled, qtbot, "brake pads")
    take(shell, qtbot, "Brake pads")
    here = shell.desk.trail.here
    service = store.read(lambda reader: reader.find(here.record))
    assert (here.tab, service.title) == ("service", "Front axle")


def test_a_record_without_a_vehicle_opens_its_form(shell, store, settled, qtbot):
    add(store, kind_named("note"), {"title": "Club address"})
    look_for(shell, settled, qtbot, "club addr")
    take(shell, qtbot, "Club address")
    settled()
    assert shell.findChild(RecordForm) is not None


@pytest.mark.parametrize(
    ("typed", "section"), [("units", "units"), ("backup", "backups"), ("miles", "units")]
)
def test_a_section_of_the_settings_is_found(shell, settled, qtbot, typed, section):
    found = look_for(shell, settled, qtbot, typed)
    assert Route(SETTINGS, tab=section) in [row.open for row in found]


@pytest.mark.parametrize("typed", ["ks", "keybaord", "shortc key", "keyboard"])
def test_a_command_is_found_by_initials_slips_and_beginnings(shell, settled, qtbot, typed):
    found = look_for(shell, settled, qtbot, typed)
    assert "Keyboard shortcuts" in [row.title for row in found]


def test_what_was_used_last_stands_first_and_is_kept(shell, store, settled, qtbot, octavia, golf):
    shell.desk.go(Route(VEHICLE, golf))
    look_for(shell, settled, qtbot, "garage")
    take(shell, qtbot, "Garage")
    settled()
    assert shell.desk.trail.here == Route(GARAGE)
    found = look_for(shell, settled, qtbot, "")
    assert [row.title for row in found][:2] == ["Garage", "Golf"]
    kept = store.read(lambda reader: reader.settings())["recent"]
    assert kept == ["command:go.garage", f"vehicle:{golf}"]


def test_enter_at_once_waits_for_what_is_found(shell, settled, qtbot):
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settled()
    qtbot.keyClicks(shell.search.field, "settings")
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
    settled()
    assert shell.desk.trail.here == Route(SETTINGS)


def test_what_is_kept_quietly_wakes_no_page(shell, desk, settled):
    seen = []
    desk.look_for_changes()
    settled()
    desk.changed.connect(seen.append)
    desk.keep({"recent": ["command:go.garage"]})
    settled()
    desk.look_for_changes()
    settled()
    assert seen == []


def test_the_numbers_and_dates_that_were_chosen_are_written(store, qtbot):
    change_settings(store, {"numbers": "1.234,5", "date_order": "YMD"})
    desk = Desk(store, store.read(lambda reader: reader.settings()))
    assert (desk.preferences.grouping, desk.preferences.decimal_mark) == (".", ",")
    assert desk.preferences.date_order == "YMD"
    desk.stop()
    desk.close()


def test_a_tab_is_found_by_its_vehicle_and_its_title(shell, settled, qtbot, octavia, golf):
    assert "Plan, Octavia" in [row.title for row in look_for(shell, settled, qtbot, "octa plan")]
    assert "Plan, Golf" not in [row.title for row in shell.search.list.found()]
    take(shell, qtbot, "Plan, Octavia")
    settled()
    assert shell.desk.trail.here == Route(VEHICLE, octavia, "plan")
    titles = [row.title for row in look_for(shell, settled, qtbot, "remin")]
    assert "Reminders, Octavia" in titles
    assert "Reminders, Golf" not in titles
    look_for(shell, settled, qtbot, "octavia overview")
    take(shell, qtbot, "Overview, Octavia")
    settled()
    assert shell.desk.trail.here == Route(VEHICLE, octavia, "overview")


def test_records_stand_before_the_lines_within_them(shell, store, settled, qtbot, octavia):
    values = {"vehicle": octavia, "date": Moment(date(2026, 11, 10))}
    service = add(store, kind_named("service"), {**values, "title": "Yearly service"}).ids[0]
    for place in range(3):
        add(store, kind_named("work_line"), {"work": service, "title": f"Bleeding {place}"})
    add(store, kind_named("service"), {**values, "title": "Clutch, bleeding and a new cable"})
    titles = [row.title for row in look_for(shell, settled, qtbot, "bleeding")]
    assert titles[0] == "Clutch, bleeding and a new cable"
    assert sorted(titles[1:]) == ["Bleeding 0", "Bleeding 1", "Bleeding 2"]


def test_what_an_event_may_name_is_known_before_a_line_is_typed(shell, settled, qtbot, octavia):
    look_for(shell, settled, qtbot, "")
    known = shell.search._known
    names = known.once("event", lambda: pytest.fail("the first letters would wait for it"))
    assert names.vehicles == {octavia: "Octavia"}
