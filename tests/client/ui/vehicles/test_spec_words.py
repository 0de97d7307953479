"""What a VIN told is called in the person's language; what people typed stays as they typed it."""

import pytest
from PySide6.QtCore import Qt

from client.operations.comparing import compare
from client.operations.records import add
from client.store import Query
from client.ui.vehicles.compare_shown import compare_rows
from client.ui.vehicles.record_form import open_form
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.spec_words import (
    FACTS,
    fact_words,
    origin_words,
    source_words,
    spec_name,
    spec_value,
)
from garage.records import Specification, Vehicle, kind_named
from garage.vin import vpic

from .conftest import TODAY
from .tabs import ask, begin_cell, opened, words

TOLD = (
    ("country", "Germany", "vin:wmi"), ("engine_model", "CRLB", "vin:overlay"),
    ("country", "of origin", "typed"),
)  # fmt: skip


@pytest.fixture
def specs(store, octavia):
    """Two facts that the VIN told, and one that somebody typed."""
    for name, text, origin in TOLD:
        values = {"vehicle": octavia, "name": name, "text": text, "origin": origin}
        add(store, kind_named("specification"), values)


def kept(store):
    found = store.read(lambda reader: reader.all(Specification, Query()))
    return sorted((each.name, each.text, each.origin) for each in found)


def test_every_fact_that_a_vin_can_tell_has_words_of_its_own(german):
    told = {name for name, _unit in vpic.NUMBERS.values()} | set(vpic.TEXTS.values())
    told |= {"manufacturer", "built", "country", "power", "gross_weight_from", "gross_weight_to"}
    assert told - FACTS.keys() == {"vehicle_type"}  # It is no specification.
    assert {fact_words(name) for name in told - {"vehicle_type"}} & set(FACTS) == set()
    assert fact_words("engine_model") == "Motortyp"


def test_the_tab_names_what_a_vin_told_in_german_and_keeps_what_was_typed(
    german, desk, qtbot, octavia, specs
):
    tab = opened(desk, qtbot, octavia, "specs").stack.tab("specs")
    rows = [words(tab, place) for place in range(tab.table.rows.rowCount())]
    assert sorted((row["name"], row["value"], row["origin"]) for row in rows) == [
        ("Land", "Deutschland", "FIN (Herstellercode)"),
        ("Motortyp", "CRLB", "FIN (Paddocks Tabelle)"),
        ("country", "of origin", "Eingetippt"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("name ~ land", ["Land"]), ("Name = Land and text ~ deutsch", ["Land"]),
        ("Text = Germany", []), ("origin ~ FIN", ["Land", "Motortyp"]),
        ("not name ~ land", ["Motortyp", "country"]), ("name ~ country", ["country"]),
        ("section = engine", ["Motortyp"]),
    ],
)  # fmt: skip
def test_a_filter_asks_for_the_words_that_the_tab_shows(
    german, desk, qtbot, octavia, specs, settled, text, found
):
    tab = opened(desk, qtbot, octavia, "specs").stack.tab("specs")
    ask(tab, settled, text)
    rows = [words(tab, place) for place in range(tab.table.rows.rowCount())]
    assert sorted(row["name"] for row in rows) == found
    assert not tab.bar.complaint.isVisible()


def test_a_name_that_is_left_as_it_is_shown_changes_nothing_in_the_store(
    german, desk, store, qtbot, octavia, specs, settled
):
    page = opened(desk, qtbot, octavia, "specs")
    tab = page.stack.tab("specs")
    places = range(tab.table.rows.rowCount())
    place = next(at for at in places if words(tab, at)["name"] == "Motortyp")
    line = begin_cell(qtbot, tab, place, "name")
    assert line.text() == "Motortyp"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert kept(store) == sorted(TOLD)


def test_the_form_names_it_too_and_saves_it_under_its_key(
    german, desk, store, window, octavia, specs, settled
):
    vehicle = store.read(lambda reader: reader.get(Vehicle, octavia))
    found = store.read(lambda reader: reader.all(Specification, Query()))
    record = next(each for each in found if each.name == "engine_model")
    form = open_form(desk, window, "specification", vehicle, record)
    settled()
    shown = [form.entries[name].text() for name in ("name", "origin")]
    assert shown == ["Motortyp", "FIN (Paddocks Tabelle)"]
    form.entries["text"].set_text("CRMB")
    form.save()
    settled()
    assert ("engine_model", "CRMB", "vin:overlay") in kept(store)


def test_a_comparison_puts_what_a_vin_told_beside_what_was_typed_by_the_same_name(
    german, desk, store, octavia, herbie, specs
):
    typed = {"vehicle": herbie, "name": "Motortyp", "text": "AB", "origin": "manual"}
    add(store, kind_named("specification"), typed)
    found = store.read(lambda reader: compare(reader, [octavia, herbie], TODAY))
    rows = {row.title: row.values for row in compare_rows(found, Shown(desk.preferences, TODAY))}
    assert rows["Motortyp"] == ("CRLB", "AB")
    assert rows["Land"] == ("Deutschland", "")


def test_where_the_samples_facts_are_known_from_is_told_in_german(german):
    said = [origin_words(key) for key in ("manual", "plate", "Service", "")]
    assert said == ["Handbuch", "Typenschild", "Service", ""]


def test_in_english_the_keys_are_words_as_well(desk):
    spec = Specification(name="engine_model", text="CRLB", origin="vin:vpic")
    assert spec_name(spec) == "Engine model"
    assert spec_value(spec, Shown(desk.preferences, TODAY)) == "CRLB"


def test_a_source_is_told_with_the_apostrophe_of_print_among_facts_and_beside_the_number():
    key = "vin:overlay"
    said = [origin_words(key), source_words(key)]
    assert said == ["VIN (Paddock’s table)", "Paddock’s table of European types"]
    assert source_words("elsewhere") == "elsewhere"
