"""Currencies: ISO 4217's codes and minor units, the symbols people write, the euro's forerunners.

Source: ISO 4217 list one (active) and list three (historic), SIX, 2026; the irrevocably fixed
rates from Council Regulation (EC) No 2866/98 and its successors.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from garage.errors import ValueRefused
from garage.words import N_, told

_TWO = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL
MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
"""
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"

_HISTORIC_TWO = """
ATS BGN CYP DEM EEK FIM FRF HRK IEP LTL LVL MTL NLG SIT SKK ROL ANG CUC SLL ZWL BYR GHC MXP PLZ
"""
_HISTORIC_NONE = "BEF ESP GRD ITL LUF PTE TRL"


def _digits() -> dict[str, int]:
    return {
        code: digits
        for digits, codes in (
            (2, _TWO + _HISTORIC_TWO),
            (0, f"{_NONE} {_HISTORIC_NONE}"),
            (3, _THREE),
            (4, _FOUR),
        )
        for code in codes.split()
    }


MINOR_DIGITS: Mapping[str, int] = MappingProxyType(_digits())
"""How many decimals a currency's minor unit has, by code; historic currencies included."""

ACTIVE: tuple[str, ...] = tuple(sorted(f"{_TWO} {_NONE} {_THREE} {_FOUR}".split()))

_EURO_AT_FIRST = date(1999, 1, 1)
FIXED_TO_EURO: Mapping[str, tuple[Decimal, date]] = MappingProxyType(
    {
        code: (Decimal(rate), day)
        for code, rate, day in (
            ("ATS", "13.7603", _EURO_AT_FIRST),
            ("BEF", "40.3399", _EURO_AT_FIRST),
            ("DEM", "1.95583", _EURO_AT_FIRST),
            ("ESP", "166.386", _EURO_AT_FIRST),
            ("FIM", "5.94573", _EURO_AT_FIRST),
            ("FRF", "6.55957", _EURO_AT_FIRST),
            ("IEP", "0.787564", _EURO_AT_FIRST),
            ("ITL", "1936.27", _EURO_AT_FIRST),
            ("LUF", "40.3399", _EURO_AT_FIRST),
            ("NLG", "2.20371", _EURO_AT_FIRST),
            ("PTE", "200.482", _EURO_AT_FIRST),
            ("GRD", "340.750", date(2001, 1, 1)),
            ("SIT", "239.640", date(2007, 1, 1)),
            ("CYP", "0.585274", date(2008, 1, 1)),
            ("MTL", "0.429300", date(2008, 1, 1)),
            ("SKK", "30.1260", date(2009, 1, 1)),
            ("EEK", "15.6466", date(2011, 1, 1)),
            ("LVL", "0.702804", date(2014, 1, 1)),
            ("LTL", "3.45280", date(2015, 1, 1)),
            ("HRK", "7.53450", date(2023, 1, 1)),
            ("BGN", "1.95583", date(2026, 1, 1)),
        )
    }
)
"""Units of the old currency to one euro, and the day it became part of the euro."""

SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "EUR": "€",
        "GBP": "£",
        "USD": "$",
        "JPY": "¥",
        "CAD": "CA$",
        "AUD": "A$",
        "NZD": "NZ$",
        "MXN": "MX$",
        "BRL": "R$",
        "HKD": "HK$",
        "CNY": "CN¥",
        "INR": "₹",
        "KRW": "₩",
        "ILS": "₪",
        "VND": "₫",
        "PLN": "zł",
        "CZK": "Kč",
        "UAH": "₴",
        "TRY": "₺",
        "RUB": "₽",
        "THB": "฿",
        "HUF": "Ft",
        "PHP": "₱",
    }
)
"""Symbols that name one currency wherever they are read ("$" and "¥" to those abroad)."""

SHARED_SYMBOLS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "$": ("USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "TWD", "ARS", "CLP", "COP", "UYU"),
        "£": ("GBP", "EGP", "FKP", "GIP", "SHP"),
        "¥": ("JPY", "CNY"),
        "kr": ("SEK", "NOK", "DKK", "ISK"),
        "Rs": ("INR", "PKR", "LKR", "NPR", "MUR", "SCR"),
        "R": ("ZAR",),
        "lei": ("RON", "MDL"),
    }
)
"""What people write at home where several currencies share a symbol; the best known first."""

HOME_SYMBOLS: Mapping[str, str] = MappingProxyType(
    {code: symbol for symbol, codes in SHARED_SYMBOLS.items() for code in codes if symbol != "Rs"}
)
"""By currency, the shared symbol that it is shown with at home (the rupee has its own)."""


def checked_currency(code: str) -> str:
    """The code in capitals. ValueRefused (`unknown_currency`) if ISO 4217 does not know it."""
    known = code.strip().upper()
    if known not in MINOR_DIGITS:
        raise ValueRefused(
            told("there is no currency {code!r}", code=code[:20]),
            N_("use its three-letter ISO code, such as EUR or USD"),
            code="unknown_currency",
        )
    return known


def minor_digits(code: str) -> int:
    """Decimals of the minor unit by ISO 4217: EUR 2, JPY 0, KWD 3. ValueRefused if unknown."""
    return MINOR_DIGITS[checked_currency(code)]
