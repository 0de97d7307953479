"""Settings are checked before they are kept, and say how values are read and shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from client.errors import BadRequest
from client.operations import settings
from client.store import Store
from garage.errors import ValueRefused
from garage.records import Vehicle
from tests.client.store.making import open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def kept(store: Store) -> dict[str, Any]:
    return store.read(lambda reader: reader.settings())


def test_settings_are_kept_and_forgotten(store: Store) -> None:
    settings.change_settings(store, {"region": "gb", "currency": "eur", "name": "Ann"})
    assert kept(store) == {"region": "GB", "currency": "EUR", "name": "Ann"}
    chosen = store.read(settings.preferences)
    assert (chosen.currency, chosen.units["distance"]) == ("EUR", "mi")
    assert store.read(settings.set_currency) == "EUR"
    settings.change_settings(store, {"currency": None, "name": None})
    assert kept(store) == {"region": "GB"}
    assert store.read(settings.preferences).currency == "GBP"


@pytest.mark.parametrize(
    "bad",
    [
        {"region": "XX"}, {"currency": "XX"}, {"currency": 5}, {"zone": "Mars/Olympus"},
        {"zone": "Europe"}, {"zone": "../../etc/passwd"}, {"theme": "pink"}, {"theme": []},
        {"units": 5}, {"units": {"distance": "parsec"}}, {"units": {"distance": ["km"]}},
        {"name": 5}, {"language": "x" * 1000}, {"nonsense": 1},
    ],
)  # fmt: skip
def test_bad_settings_are_refused_and_none_of_their_company_kept(
    store: Store, bad: dict[str, Any]
) -> None:
    with pytest.raises((BadRequest, ValueRefused)):
        settings.change_settings(store, {"name": "Ann", **bad})
    assert kept(store) == {}


def test_the_systems_region_counts_where_none_is_set(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert settings.system_region() == "DE"
    assert store.read(settings.preferences).currency == "EUR"
    assert store.read(settings.set_currency) is None
    monkeypatch.setenv("LC_ALL", "C")
    assert settings.system_region() == settings.FALLBACK


def test_a_vehicles_own_units_stand_above_the_persons() -> None:
    chosen = settings.preferences_of({"region": "DE"})
    assert settings.for_vehicle(chosen, None) is chosen
    assert settings.for_vehicle(chosen, Vehicle()) == chosen
    fitted = settings.for_vehicle(
        chosen, Vehicle(distance_unit="mi", economy_unit="mpg_uk", currency="GBP")
    )
    assert (fitted.units["distance"], fitted.units["economy"]) == ("mi", "mpg_uk")
    assert fitted.units["electric_economy"] == "mi/kWh"
    assert (fitted.currency, fitted.units["volume"]) == ("GBP", "L")


def test_the_zone_is_the_persons_or_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    summer = datetime(2024, 7, 1)
    assert settings.zone({"zone": "Asia/Tokyo"}).utcoffset(summer) == timedelta(hours=9)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert settings.zone({}).utcoffset(summer) == timedelta(hours=2)
    monkeypatch.setenv("TZ", "nonsense")
    assert settings.zone({}).utcoffset(summer) is not None
