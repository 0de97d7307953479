"""Scripts are known by the letters that stand in the garage's texts."""

from __future__ import annotations

import pytest

from client.operations.letters import MOST_SIGNS, letters_of, scripts_of
from client.operations.records import add
from client.store import Store
from garage.records import kind_named


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Octavia M JL 2016", {}),
        ("Škoda „Öl“ 5 °C – 71,30 €", {}),
        ("Жигули Ωμέγα", {}),
        ("मारुति", {"DEVANAGARI"}),
        ("本田 シビック", {"CJK", "KATAKANA"}),
        ("Golf 🚗", {"EMOJI"}),
        ("a\u0301 \u200d \ue000 ☃", set()),
    ],
)
def test_scripts_beyond_what_every_font_has_are_found(text, scripts):
    assert set(scripts_of([text])) == set(scripts)


def test_a_few_signs_of_each_script_are_kept():
    found = scripts_of(["".join(map(chr, range(0x4E00, 0x4E80))), "中中"])
    assert len(found["CJK"]) == MOST_SIGNS == len(set(found["CJK"]))


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "profile") as opened:
        yield opened


def test_the_garage_s_vehicles_and_notes_are_looked_at_and_records_by_their_ids(store):
    car = add(store, kind_named("vehicle"), {"name": "सूरज", "tags": ("旧車",)}).ids[0]
    add(store, kind_named("note"), {"vehicle": car, "title": "Paint", "notes": "ไทย"})
    due = add(store, kind_named("reminder"), {"vehicle": car, "title": "オイル"}).ids[0]
    assert set(store.read(letters_of)) == {"DEVANAGARI", "CJK", "THAI"}
    gone = "01a2174c-ec7e-738c-a61f-7e3bd4c535e5"
    assert set(store.read(lambda r: letters_of(r, [due, gone]))) == {"KATAKANA"}
