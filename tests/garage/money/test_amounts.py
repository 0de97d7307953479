"""Amounts and unit prices."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.money import ACTIVE, MINOR_DIGITS, Money, UnitPrice, minor_digits
from garage.units import Quantity

amounts = st.decimals(-(10**9), 10**9, places=3).map(lambda each: format(each, "f"))
sound = amounts.filter(lambda text: text.strip("-0.") or not text.startswith("-"))
currencies = st.sampled_from(sorted(MINOR_DIGITS))
typed = st.none() | st.text(min_size=1, max_size=40)


@given(sound, currencies, typed)
def test_money_is_restored_to_the_character(amount, currency, text):
    money = Money.checked(amount, currency, text)
    assert Money.restored(money.stored) == money
    assert Money.from_json(json.loads(json.dumps(money.to_json()))) == money


@given(sound, currencies, st.sampled_from(["L", "gal_us", "kWh", "L/100km", "kg"]), typed)
def test_a_unit_price_is_restored_to_the_character(amount, currency, per, text):
    price = UnitPrice.checked(amount, currency, per, text)
    assert UnitPrice.restored(price.stored) == price
    assert UnitPrice.from_json(json.loads(json.dumps(price.to_json()))) == price


def test_stored_texts_are_compact():
    assert Money("71.30", "EUR").stored == "71.30 EUR"
    assert Money("71.30", "EUR", "71,30 €").stored == "71.30 EUR\t71,30 €"
    assert UnitPrice("1.449", "GBP", "L").stored == "1.449 GBP/L"
    assert Money("71.30", "EUR").to_json() == {"amount": "71.30", "currency": "EUR"}


@pytest.mark.parametrize(
    ("number", "currency", "amount"),
    [("5", "EUR", "5.00"), ("99.5", "JPY", "100"), ("1.2345", "KWD", "1.235"),
     ("2.345", "EUR", "2.35"), ("-0.001", "EUR", "0.00"), (Decimal(3), "ISK", "3")],
)  # fmt: skip
def test_a_number_becomes_whole_minor_units(number, currency, amount):
    assert Money.of(number, currency).amount == amount


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e40"])
def test_a_number_that_is_no_amount_is_refused(number):
    with pytest.raises(ValueRefused, match="check the digits"):
        Money.of(number, "EUR")


@pytest.mark.parametrize("amount", ["", "1,5", "1e5", "NaN", "05", "9" * 50])
def test_malformed_amounts_are_refused(amount):
    with pytest.raises(ValueRefused, match="not a plain amount"):
        Money.checked(amount, "EUR")
    with pytest.raises(ValueRefused, match="not a plain amount"):
        UnitPrice.checked(amount, "EUR", "L")


@pytest.mark.parametrize("data", [None, {}, {"amount": 5, "currency": "EUR"}, "5 EUR"])
def test_json_of_another_shape_is_refused(data):
    with pytest.raises(ValueRefused, match="not an amount"):
        Money.from_json(data)
    with pytest.raises(ValueRefused, match="not a price"):
        UnitPrice.from_json(data)


def test_what_was_bought_costs_its_price_in_any_unit():
    price = UnitPrice("1.449", "GBP", "L")
    assert price.times(Quantity("45.20", "L")) == Money("65.49", "GBP")
    assert price.times(Quantity("10", "gal_uk")) == Money("65.87", "GBP")
    assert price.to("gal_uk") == UnitPrice("6.587", "GBP", "gal_uk")
    assert price.to("L") is price
    assert UnitPrice.of_total(Money("71.30", "EUR"), Quantity("45.20", "L")).amount == "1.5774"
    with pytest.raises(ValueRefused, match="kWh measures energy"):
        price.times(Quantity("5", "kWh"))
    with pytest.raises(ValueRefused, match="nothing was bought"):
        UnitPrice.of_total(Money("71.30", "EUR"), Quantity("0", "L"))


def test_money_adds_up_exactly_and_only_in_one_currency():
    assert Money("0.10", "EUR").plus(Money("0.2", "EUR")) == Money("0.30", "EUR")
    with pytest.raises(ValueRefused, match="EUR and USD cannot be added"):
        Money("1", "EUR").plus(Money("1", "USD"))


def test_minor_units_are_those_of_iso_4217():
    assert [minor_digits(each) for each in ("EUR", "JPY", "KWD", "CLF", "usd")] == [2, 0, 3, 4, 2]
    with pytest.raises(ValueRefused, match="no currency 'ABC'"):
        minor_digits("ABC")


def test_the_active_currencies_are_known_to_cldr():
    from babel import Locale
    from babel.numbers import get_currency_precision

    names = Locale("en").currencies
    known = [each for each in ACTIVE if each in names]
    assert len(ACTIVE) > 160
    assert len(known) >= len(ACTIVE) - 4
    # CLDR rounds to what circulates, ISO to what is legal: only those without coins may differ
    differing = {e for e in known if get_currency_precision(e) != MINOR_DIGITS[e]}
    assert all(MINOR_DIGITS[each] > get_currency_precision(each) for each in differing), differing
