"""Reading money as people type it: "€1,267.10", "1.267,10 €", "CHF 45", "144.9p"."""

from __future__ import annotations

import re
from decimal import Decimal

from garage.errors import ValueRefused
from garage.money.amounts import Money, UnitPrice
from garage.money.currencies import MINOR_DIGITS, SHARED_SYMBOLS, SYMBOLS, checked_currency
from garage.units.aliases import any_unit
from garage.units.catalog import EXACT
from garage.units.numbers import check_bounds, plainly, read_number
from garage.units.quantity import plain
from garage.words import N_, told

_WORDS = {
    **{symbol.casefold(): code for code, symbol in SYMBOLS.items() if symbol not in SHARED_SYMBOLS},
    **{
        "us$": "USD", "c$": "CAD", "ca$": "CAD", "can$": "CAD", "au$": "AUD", "aud$": "AUD",
        "hk$": "HKD", "s$": "SGD", "nt$": "TWD", "mex$": "MXN", "euro": "EUR", "euros": "EUR",
        "eur.": "EUR", "sfr": "CHF", "sfr.": "CHF", "fr.": "CHF", "fr": "CHF", "kč": "CZK",
        "kc": "CZK", "zl": "PLN", "jp¥": "JPY", "円": "JPY", "元": "CNY", "rmb": "CNY",
        "dollar": "USD", "dollars": "USD", "pound": "GBP", "pounds": "GBP", "tl": "TRY",
        "руб": "RUB", "руб.": "RUB", "грн": "UAH", "лв": "BGN", "лв.": "BGN", "ft.": "HUF",
        "lei": "RON", "leu": "RON", "dm": "DEM", "mark": "DEM",
    },
}  # fmt: skip
_SHARED = {
    spelled: codes
    for symbol, codes in SHARED_SYMBOLS.items()
    for spelled in (symbol.casefold(), f"{symbol.casefold()}.", f"{symbol.casefold()}s")
}
_UNCLEAR_ABROAD = frozenset({"kr", "kr.", "krs"})
_CENTS = {"p": ("GBP",), "pence": ("GBP",), "ppl": ("GBP",)} | dict.fromkeys(
    ("¢", "c", "ct", "cts", "cent", "cents"), ("EUR", "USD", "CAD", "AUD", "NZD", "ZAR")
)
_PARTS = re.compile(
    r"(?P<sign>-?)\s*(?P<before>[^0-9\s.,'+\-][^0-9\-]*?)?\s*"
    r"(?P<number>[+\-]?\s*[.,]?[0-9](?:[0-9., ']*[0-9])?)[.,]?(?:-{1,2}|—)?\s*(?P<after>[^0-9]*)"
)
_LONGEST = 200


def parse_money(
    text: str,
    default_currency: str,
    decimal_mark: str = ".",
    *,
    negative: bool = False,
    minimum: Decimal | int | None = None,
) -> Money:
    """The amount in `text`, its spelling kept as `typed`.

    Without a symbol or code it is in `default_currency`; "$", "£", "¥" and "kr" are the
    default's own where it has them, else the US dollar, pound sterling and yen ("kr" is then
    refused). Below zero only if `negative`. ValueRefused with what to write instead.
    """
    sign, spelled, number, rest = _split(text, decimal_mark)
    if rest:
        raise ValueRefused(
            told("{text!r} is more than an amount", text=text.strip()),
            told("write as in {example}", example=_example(decimal_mark)),
        )
    currency, cents = _currency(spelled, default_currency)
    amount = _amount(sign, number, decimal_mark, cents)
    if not negative:
        check_bounds(Decimal(amount), 0)
    check_bounds(Decimal(amount), minimum)
    return Money.checked(amount, currency, text)


def parse_unit_price(
    text: str,
    default_currency: str,
    default_per: str,
    decimal_mark: str = ".",
    *,
    gallon: str | None = None,
) -> UnitPrice:
    """The price per unit in `text`: "1.449 GBP/L", "£1.449", "144.9p per litre".

    Without a unit it is per `default_per`. ValueRefused; also below zero.
    """
    head, slash, tail = re.sub(r"\s+per\s+", "/", text, flags=re.IGNORECASE).partition("/")
    sign, spelled, number, rest = _split(head, decimal_mark)
    if rest or (slash and not tail.strip()):
        raise ValueRefused(
            told("{text!r} is no price", text=text.strip()),
            told("write as in {example}", example=f"1{decimal_mark}449 EUR/l"),
        )
    currency, cents = _currency(spelled, default_currency)
    amount = _amount(sign, number, decimal_mark, cents)
    check_bounds(Decimal(amount), 0)
    kind = gallon or ("uk" if default_per.endswith("_uk") else "us")
    per = any_unit(tail, kind) if slash else default_per
    return UnitPrice.checked(amount, currency, per, text)


def _split(text: str, decimal_mark: str) -> tuple[str, str, str, str]:
    if len(text) > _LONGEST:
        raise ValueRefused(
            N_("this is too long for an amount"),
            told("write as in {example}", example=_example(decimal_mark)),
        )
    tidy = plainly(text)
    found = _PARTS.fullmatch(tidy)
    if not tidy or not found:
        raise ValueRefused(
            told("{text!r} is not an amount of money", text=text.strip()[:60])
            if tidy
            else N_("there is no amount"),
            told(
                "write as in {bare} or {example}",
                bare=f"71{decimal_mark}30",
                example=_example(decimal_mark),
            ),
        )
    before, after = (found["before"] or "").strip(), found["after"].strip()
    if before and after:
        return found["sign"], before, found["number"], after
    return found["sign"], before or after, found["number"], ""


def _example(decimal_mark: str) -> str:
    return f"71{decimal_mark}30 EUR"


def _amount(sign: str, number: str, decimal_mark: str, cents: bool) -> str:
    digits = read_number(number, decimal_mark)
    if sign and digits.startswith("-"):
        raise ValueRefused(N_("there are two minus signs"), N_("leave one out"))
    if sign and digits.strip("0."):
        digits = f"-{digits}"
    return plain(EXACT.scaleb(Decimal(digits), -2)) if cents else digits


def _currency(spelled: str, default: str) -> tuple[str, bool]:
    """The code, and whether the amount counts cents."""
    default = checked_currency(default)
    if not spelled:
        return default, False
    word = spelled.casefold()
    if spelled.upper() in MINOR_DIGITS:
        return spelled.upper(), False
    if word in _CENTS:
        homes = _CENTS[word]
        return (default if default in homes else homes[0]), True
    codes = _SHARED.get(word)
    if codes and default in codes:
        return default, False
    if codes and word in _UNCLEAR_ABROAD:
        raise ValueRefused(
            told("{spelled!r} could be several currencies", spelled=spelled),
            told("write one of {codes}", codes=", ".join(codes)),
        )
    code = codes[0] if codes else _WORDS.get(word)
    if code is None:
        raise ValueRefused(
            told("there is no currency {spelled!r}", spelled=spelled[:20]),
            N_("use its three-letter ISO code, such as EUR or USD"),
            code="unknown_currency",
        )
    return code, False
