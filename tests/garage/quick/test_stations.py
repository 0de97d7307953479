"""The words of a line name the station, known or new; what else they say stays in the note."""

from __future__ import annotations

import pytest

from garage.quick import Role, understand
from tests.garage.quick.lines import amounts, context


def test_a_station_is_what_stands_behind_at() -> None:
    found = understand("45 l at Shell Pasing 71.30 € #holiday", context())
    assert found.values["station"] == "Shell Pasing"
    assert found.values["tags"] == frozenset({"holiday"})


def test_a_known_station_needs_no_word() -> None:
    found = understand("45 l jet sendling", context(stations=("Jet", "Jet Sendling")))
    assert found.values["station"] == "Jet Sendling"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("45 l 71.30 €, Total Energies Orleans, 84300 km", "Total Énergies Orléans"),
        ("45 l TOTAL E\u0301NERGIES ORLE\u0301ANS 71.30 €", "Total Énergies Orléans"),
        ("45 l @hem strassburg 71.30 €", "HEM Straßburg"),
        ("HEM STRASSBURG", "HEM Straßburg"),
        ("45 l bei ﬁna süd #holiday", "Fina Süd"),
    ],
)
def test_a_known_station_is_taken_however_it_is_typed_and_spelled_as_in_the_log(
    text: str, known: str
) -> None:
    stations = ("Total Énergies Orléans", "HEM Straßburg", "Fina Süd", "Hem")
    found = understand(text, context(stations=stations))
    assert found.values["station"] == known
    assert "station_offered" not in {each.code for each in found.questions}
    assert "notes" not in found.values


def test_a_word_for_filling_up_is_no_note() -> None:
    found = understand("getankt 45 l x 1,579 bei Aral", context("DE"))
    assert found.kind == "fill_up"
    assert found.values["station"] == "Aral"
    assert amounts(found)["total"] == "71.06 EUR"
    assert found.left == ()


@pytest.mark.parametrize(
    ("text", "station"),
    [("45 l 71.30 shell nord", "shell nord"), ("Esso 45 l 71.30 84,120", "Esso"),
     ("45 l @1.579 84,120 km OMV A8 Süd", "OMV A8 Süd"), ("45 l 71.30 Total #trip", "Total")],
)  # fmt: skip
def test_a_new_name_where_a_station_stands_is_offered_as_one(text: str, station: str) -> None:
    found = understand(text, context())
    assert found.values["station"] == station
    assert "notes" not in found.values
    assert found.left == ()
    (piece,) = [each for each in found.pieces if each.role is Role.STATION]
    assert piece.guessed
    assert text[piece.start : piece.end] == station
    (asked,) = [each for each in found.questions if each.role is Role.STATION]
    assert station in asked.message


@pytest.mark.parametrize(
    ("text", "note"),
    [("45 l 71.30, pump was slow", "pump was slow"), ("45 l 71.30 with trailer", "with trailer"),
     ("45 l 71.30 so very hot and dry today out there", None), ("45 l Esso", "Esso"),
     ("84,120 km Esso", "Esso")],
)  # fmt: skip
def test_what_is_no_name_or_stands_apart_stays_a_note(text: str, note: str | None) -> None:
    found = understand(text, context())
    assert "station" not in found.values
    assert found.values["notes"] == note if note else found.values["notes"]


def test_a_known_or_named_station_leaves_other_words_to_the_note() -> None:
    found = understand("45 l 71.30 shell pump slow", context(stations=("Shell",)))
    assert (found.values["station"], found.values["notes"]) == ("Shell", "pump slow")


def test_what_is_not_understood_stays_in_the_note_and_is_listed() -> None:
    found = understand("45 l strange noise, left side", context())
    assert found.left == ("strange noise, left side",)
    assert found.values["notes"] == "strange noise, left side"
    assert [p.role for p in found.pieces] == [Role.VOLUME, Role.NOTE]
