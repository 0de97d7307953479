"""Judging a column by all that stands in it: order of dates, decimal mark, signs of currencies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from client.exchange.drafts import DateOrder
from garage.money.currencies import MINOR_DIGITS, SHARED_SYMBOLS, SYMBOLS

DAY_PATTERN = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})")
_CLEAR_POINT = re.compile(r"^[0-9]*\.[0-9]{1,2}$|^[0-9]{4,}\.[0-9]+$", re.MULTILINE)
_MOST_SEEN = 50_000
_CLEAR_MAJORITY = 20
_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")


class DateColumn:
    """Votes of a column's days for day-month-year, month-day-year or year-month-day."""

    __slots__ = ("_seen", "dotted", "open", "votes")

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self.votes: Counter[str] = Counter()
        self.open = 0
        """How many days could be read either way round."""
        self.dotted = 0

    def see(self, days: Iterable[str]) -> None:
        """Take the first ten characters of cells into account."""
        for day in days:
            if day in self._seen:
                continue
            found = DAY_PATTERN.match(day.strip())
            if found is None:
                continue
            if len(self._seen) < _MOST_SEEN:
                self._seen.add(day)
            first, second = found[1], int(found[3])
            if len(first) > 2:
                self.votes["ymd"] += 1
            elif int(first) > 12 >= second:
                self.votes["dmy"] += 1
            elif second > 12 >= int(first):
                self.votes["mdy"] += 1
            else:
                self.open += 1
                self.dotted += found[2] == "."

    @property
    def order(self) -> DateOrder | None:
        """What most days speak for; None where all could be read either way round.

        With dots between, the day comes first everywhere that dots are written.
        """
        most = self.votes.most_common(1)
        if most and not (self.open and most[0][0] == "ymd"):
            return next(order for order in _ORDERS if order == most[0][0])
        if self.open and self.open == self.dotted:
            return "dmy"
        return None

    @property
    def undecided(self) -> bool:
        """Whether there are days that could be read either way and nothing that tells how."""
        return bool(self.open) and self.order is None

    @property
    def contradicts(self) -> bool:
        """Whether some days are possible in one order only and others in another only."""
        return self.votes["dmy"] > 0 and self.votes["mdy"] > 0


class NumberColumn:
    """Votes of a column's numbers for the decimal point or the decimal comma."""

    __slots__ = ("commas", "open", "points")

    def __init__(self) -> None:
        self.points = 0
        self.commas = 0
        self.open = 0
        """How many numbers have one mark that could be either, as 1.234."""

    def see(self, texts: Sequence[str]) -> None:
        """Take cells into account.

        "45,20", "0,123" and "1.234,5" speak for the comma, "1,234,567" for the point.
        """
        together = "\n".join(texts)
        if "," not in together and _CLEAR_POINT.search(together):
            self.points += together.count(".")
            return
        for text in texts:
            self._see(text)

    def _see(self, text: str) -> None:
        point, comma = text.rfind("."), text.rfind(",")
        if point == comma:
            return
        if point >= 0 and comma >= 0:
            last_point = point > comma
            alone = text.count("." if last_point else ",") == 1
            self._vote(last_point if alone else not last_point)
            return
        at = max(point, comma)
        if text.count(text[at]) > 1:
            self._vote(comma >= 0)
            return
        fraction = text[at + 1 :].rstrip()
        whole = text[:at].lstrip(" -+$€£¥")
        if len(fraction) == 3 and 0 < len(whole) < 4 and whole[0] != "0":
            self.open += 1
        elif fraction:
            self._vote(point >= 0)

    def _vote(self, point: bool) -> None:
        if point:
            self.points += 1
        else:
            self.commas += 1

    @property
    def mark(self) -> str | None:
        """ "." or ","; None where it cannot be told. A lone stray among twenty does not count."""
        most, least = max(self.points, self.commas), min(self.points, self.commas)
        if not most or (least and most < _CLEAR_MAJORITY * least):
            return None
        return "." if self.points > self.commas else ","


def file_mark(columns: Iterable[NumberColumn]) -> str | None:
    """The decimal mark that a file's columns agree on, by all their votes."""
    together = NumberColumn()
    for column in columns:
        together.points += column.points
        together.commas += column.commas
    return together.mark


_SIGN = re.compile(r"[^0-9.,'’()+\-−\s\u00a0\u202f]+")


def currency_sign(text: str) -> str:
    """The sign or code of a currency beside a number's digits: "$" of "$79.78"; "" for none."""
    found = _SIGN.search(text)
    return found[0] if found else ""


def currencies_of(sign: str) -> tuple[str, ...]:
    """The currencies that a sign or code may mean, the best known first; () if it is none."""
    shared = SHARED_SYMBOLS.get(sign)
    named = tuple(code for code, symbol in SYMBOLS.items() if symbol == sign)
    if shared and sign != "£":
        return shared
    if named:
        return named
    code = sign.upper()
    return (code,) if code in MINOR_DIGITS else ()


COUNTRY_CURRENCIES: Mapping[str, str] = {
    code: currency
    for currency, codes in {
        "EUR": "AUT AT BEL BE HRV HR CYP CY EST EE FIN FI FRA FR DEU DE GRC GR IRL IE ITA IT LVA "
        "LV LTU LT LUX LU MLT MT NLD NL PRT PT SVK SK SVN SI ESP ES BGR BG MNE AND MCO SMR",
        "GBP": "GBR GB UK",
        "USD": "USA US PRI ECU SLV",
        "CAD": "CAN CA",
        "AUD": "AUS AU",
        "NZD": "NZL NZ",
        "JPY": "JPN JP",
        "CHF": "CHE CH LIE LI",
        "PLN": "POL PL",
        "CZK": "CZE CZ",
        "HUF": "HUN HU",
        "RON": "ROU RO",
        "SEK": "SWE SE",
        "NOK": "NOR NO",
        "DKK": "DNK DK",
        "ISK": "ISL IS",
        "TRY": "TUR TR",
        "UAH": "UKR UA",
        "RUB": "RUS RU",
        "BRL": "BRA BR",
        "MXN": "MEX MX",
        "ARS": "ARG AR",
        "CLP": "CHL CL",
        "INR": "IND IN",
        "CNY": "CHN CN",
        "KRW": "KOR KR",
        "ZAR": "ZAF ZA",
        "ILS": "ISR IL",
        "RSD": "SRB RS",
        "MYR": "MYS MY",
        "SGD": "SGP SG",
        "PHP": "PHL PH",
        "THB": "THA TH",
        "IDR": "IDN ID",
    }.items()
    for code in codes.split()
}
"""The currency of a country, by its ISO 3166 code of two or three letters."""

_COUNTRY_NAMES = {
    "united states": "USD",
    "united states of america": "USD",
    "united kingdom": "GBP",
    "great britain": "GBP",
    "england": "GBP",
    "scotland": "GBP",
    "wales": "GBP",
    "canada": "CAD",
    "australia": "AUD",
    "new zealand": "NZD",
    "japan": "JPY",
    "germany": "EUR",
    "deutschland": "EUR",
    "austria": "EUR",
    "österreich": "EUR",
    "france": "EUR",
    "italy": "EUR",
    "italia": "EUR",
    "spain": "EUR",
    "españa": "EUR",
    "ireland": "EUR",
    "netherlands": "EUR",
    "belgium": "EUR",
    "portugal": "EUR",
    "switzerland": "CHF",
    "schweiz": "CHF",
    "poland": "PLN",
    "sweden": "SEK",
    "norway": "NOK",
    "denmark": "DKK",
    "brazil": "BRL",
    "mexico": "MXN",
    "india": "INR",
    "south africa": "ZAR",
}


def currency_of_country(country: str) -> str | None:
    """The currency of a country given by name or code, or None."""
    name = country.strip()
    return COUNTRY_CURRENCIES.get(name.upper()) or _COUNTRY_NAMES.get(name.casefold())
