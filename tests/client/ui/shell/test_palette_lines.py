"""A line typed into the palette is quick add: understood, saved, or back to be mended."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from client.operations.records import add, delete, undo
from client.store import Query
from client.ui.routes import VEHICLE, Route
from garage.moments import Moment
from garage.records import FillUp, kind_named
from garage.units import Quantity
from tests.client.ui.shell.palette import look_for


def asked(shell):
    """What the palette asks about the line."""
    return [row.title for row in shell.search.list._rows.rows if row.icon == "circle-help"]


def fills(store, vehicle):
    """The fill-ups of a vehicle."""
    return store.read(lambda reader: reader.all(FillUp, Query(owner=vehicle)))


def test_a_name_with_a_line_behind_it_is_the_line(shell, settled, qtbot, octavia):
    found = look_for(shell, settled, qtbot, "octavia 45.2 l 71.30 €")
    assert found[0].title == "Save as fill-up of Octavia"


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


def test_what_an_event_may_name_is_known_before_a_line_is_typed(shell, settled, qtbot, octavia):
    look_for(shell, settled, qtbot, "")
    known = shell.search._known
    names = known.once("event", lambda: pytest.fail("the first letters would wait for it"))
    assert names.vehicles == {octavia: "Octavia"}
