"""The palette finds vehicles by their plates and records by their words, in a useful order."""

from datetime import date

import pytest

from client.operations.records import add
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.record_form import RecordForm
from garage.moments import Moment
from garage.records import kind_named
from tests.client.ui.shell.palette import look_for, take


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


def test_records_stand_before_the_lines_within_them(shell, store, settled, qtbot, octavia):
    values = {"vehicle": octavia, "date": Moment(date(2026, 11, 10))}
    service = add(store, kind_named("service"), {**values, "title": "Yearly service"}).ids[0]
    for place in range(3):
        add(store, kind_named("work_line"), {"work": service, "title": f"Bleeding {place}"})
    add(store, kind_named("service"), {**values, "title": "Clutch, bleeding and a new cable"})
    titles = [row.title for row in look_for(shell, settled, qtbot, "bleeding")]
    assert titles[0] == "Clutch, bleeding and a new cable"
    assert sorted(titles[1:]) == ["Bleeding 0", "Bleeding 1", "Bleeding 2"]
