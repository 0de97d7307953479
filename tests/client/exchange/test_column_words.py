"""Plain tables whose headings are in other languages: taken as their English ones are."""

from datetime import date

import pytest

from client.exchange.column_words import in_english, with_bare
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.units import Quantity


@pytest.mark.parametrize(
    "header",
    [
        "Datum;Kilometer;Liter;Betrag",
        "Datum;Kilometerstand (km);Menge [l];Gesamtbetrag",
        "Tankdatum;km-Stand;Getankt (l);Summe",
        "Date;Kilométrage;Quantité (l);Montant",
        "Fecha;Kilómetros;Litros;Importe",
        "Data;Chilometri;Litri;Importo",
        "Datum;Tellerstand;Liter;Bedrag",
        "Data;Quilometragem;Litros;Custo total",
        "Data tankowania;Przebieg;Ilość;Kwota",
        "Datum;Mätarställning;Liter;Belopp",
        "Dato;Km;Mængde;Beløb",
        "Datum;Stav tachometru;Objem;Celkem",
    ],
)
def test_a_log_of_fuel_is_understood(take_text, header):
    taken = take_text(
        f"{header}\n31.08.2026;84.120;40,5;71,30\n15.09.2026;84.720;41,0;70,10\n",
        vehicle="Golf", currency="EUR", distance_unit="km", volume_unit="L",
    )  # fmt: skip
    first, _ = taken.of("fill_up")
    assert first["date"] == Moment(date(2026, 8, 31))
    assert first["odometer"] == Quantity("84120", "km", "84.120")
    assert first["volume"] == Quantity("40.5", "L", "40,5")
    assert first["total"] == Money("71.30", "EUR", "71,30")
    assert "custom" not in first


def test_the_units_are_those_that_the_headings_name(take_text):
    taken = take_text("Datum;Kilometer;Liter;Betrag (€)\n31.08.2026;84120;40,5;71,30\n")
    assert taken.plan.questions == ()
    judged = taken.judged()
    assert [judged[name][0] for name in ("distance_unit", "volume_unit", "currency")] == [
        "km", "L", "EUR",
    ]  # fmt: skip


def test_kilometres_beside_an_odometer_are_the_way_since(take_text):
    taken = take_text(
        "Datum;Kilometer;Kilometerstand;Liter\n31.08.2026;540;84120;40,5\n", vehicle="Golf"
    )
    (fill,) = taken.of("fill_up")
    assert fill["odometer"].value == "84120"
    assert fill["custom"] == {"Kilometer": "540"}


def test_a_price_is_of_a_litre_only_beside_a_total(take_text):
    said = {"vehicle": "Golf", "currency": "EUR"}
    (fill,) = take_text(
        "Datum;Kilometer;Liter;Preis;Betrag\n31.08.2026;84120;40;1,759;70,36\n", **said
    ).of("fill_up")
    assert fill["price"] == UnitPrice("1.759", "EUR", "L", "1,759")
    assert fill["total"] == Money("70.36", "EUR", "70,36")
    (fill,) = take_text("Datum;Kilometer;Liter;Preis\n31.08.2026;84120;40;70,36\n", **said).of(
        "fill_up"
    )
    assert "price" not in fill
    assert fill["custom"] == {"Preis": "70,36"}


def test_costs_with_german_headings_are_told_apart(take_text):
    taken = take_text(
        "Datum;Kategorie;Bezeichnung;Betrag;Bemerkungen\n31.08.2026;Versicherung;Vollkasko;420,00;Q3\n",
        vehicle="Golf", currency="EUR",
    )  # fmt: skip
    (cost,) = taken.of("expense")
    assert (cost["title"], cost["category"], cost["notes"]) == ("Vollkasko", "insurance", "Q3")


def test_what_is_no_known_word_stays_as_it_is():
    assert in_english("wetter") == "wetter"
    assert with_bare(["km", "liter"], frozenset(["odometer"]), frozenset()) == ["odometer", "liter"]
