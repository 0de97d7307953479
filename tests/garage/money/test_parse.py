"""Money as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.money import Money, parse_money, parse_unit_price


@pytest.mark.parametrize(
    ("text", "default", "mark", "amount", "currency"),
    [
        ("71.30", "EUR", ".", "71.30", "EUR"),
        ("€1,267.10", "GBP", ".", "1267.10", "EUR"),
        ("1.267,10 €", "EUR", ",", "1267.10", "EUR"),
        ("1 267,10 EUR", "EUR", ",", "1267.10", "EUR"),
        ("usd 5", "EUR", ".", "5", "USD"),
        ("$5", "EUR", ".", "5", "USD"),
        ("$5", "CAD", ".", "5", "CAD"),
        ("US$5", "CAD", ".", "5", "USD"),
        ("A$5", "USD", ".", "5", "AUD"),
        ("£5.50", "EUR", ".", "5.50", "GBP"),
        ("¥1000", "EUR", ".", "1000", "JPY"),
        ("¥1000", "CNY", ".", "1000", "CNY"),
        ("12 zł", "EUR", ".", "12", "PLN"),
        ("12 Kč", "EUR", ".", "12", "CZK"),
        ("12 kr", "NOK", ".", "12", "NOK"),
        ("12 kr.", "DKK", ".", "12", "DKK"),
        ("Fr. 20.-", "EUR", ".", "20", "CHF"),
        ("CHF 1’267.10", "EUR", ".", "1267.10", "CHF"),
        ("5,- €", "EUR", ",", "5", "EUR"),
        ("99p", "GBP", ".", "0.99", "GBP"),
        ("50 ct", "EUR", ".", "0.50", "EUR"),
        ("R 500", "ZAR", ".", "500", "ZAR"),
        ("120 DM", "EUR", ".", "120", "DEM"),
    ],
)
def test_an_amount_is_understood_and_its_text_kept(text, default, mark, amount, currency):
    money = parse_money(text, default, mark)
    assert (money.amount, money.currency, money.typed) == (amount, currency, text)


def test_the_plain_form_keeps_no_typed_text():
    assert parse_money("71.30 EUR", "USD") == Money("71.30", "EUR")


@pytest.mark.parametrize("text", ["-5", "-5 €", "€-5", "-€5", "−5 EUR", "€ -5"])
def test_below_zero_is_allowed_only_when_asked(text):
    with pytest.raises(ValueRefused, match="-5 is below 0"):
        parse_money(text, "EUR")
    money = parse_money(text, "EUR", negative=True)
    assert (money.amount, money.currency) == ("-5", "EUR")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "there is no amount"),
        ("free", "not an amount of money"),
        ("5 kr", "could be several currencies; write one of SEK, NOK"),
        ("5 XYZ", "there is no currency 'XYZ'"),
        ("$5 CAD", "more than an amount"),
        ("1,2,3", "unclear"),
        ("45,20", "for 45,20 write 45.20"),
        ("nan", "not an amount of money"),
        ("5" * 300, "too long"),
    ],
)
def test_a_refusal_says_what_is_wrong(text, says):
    with pytest.raises(ValueRefused) as refused:
        parse_money(text, "EUR")
    assert says in str(refused.value)


def test_two_minus_signs_are_refused():
    with pytest.raises(ValueRefused, match="two minus signs"):
        parse_money("--5", "EUR", negative=True)


@pytest.mark.parametrize(
    ("text", "mark", "stored"),
    [
        ("1.449 GBP/L", ".", "1.449 GBP/L"),
        ("£1.449/l", ".", "1.449 GBP/L\t£1.449/l"),
        ("144.9p per litre", ".", "1.449 GBP/L\t144.9p per litre"),
        ("1,799", ",", "1.799 EUR/L\t1,799"),
        ("$3.999/gal", ".", "3.999 USD/gal_us\t$3.999/gal"),
        ("0.35 EUR/kWh", ".", "0.35 EUR/kWh"),
    ],
)
def test_a_price_per_unit_is_understood(text, mark, stored):
    assert parse_unit_price(text, "EUR", "L", mark).stored == stored


@pytest.mark.parametrize("text", ["1.449/", "-1/L", "1.449/blorb", "/L", ""])
def test_a_price_without_sense_is_refused(text):
    with pytest.raises(ValueRefused):
        parse_unit_price(text, "EUR", "L")


@given(st.text("0123456789.,' -€$£krpEURCHF\u00a0", max_size=20) | st.text(max_size=20))
def test_any_text_becomes_sound_money_or_is_refused(text):
    try:
        money = parse_money(text, "EUR", ",", negative=True)
    except ValueRefused:
        return
    assert Money.checked(money.amount, money.currency, money.typed) == money
