"""Converting money at the rate of its own day, across the euro; the original stays as it is."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from garage.errors import GarageError
from garage.money.amounts import Money, to_places
from garage.money.currencies import FIXED_TO_EURO, checked_currency, minor_digits
from garage.units.catalog import EXACT
from garage.words import N_, told

EURO = "EUR"
# Longer than any run of holidays: after it, silence means that a currency is no longer quoted.
_LONGEST_SILENCE_DAYS = 14
_TWELVE_DIGITS = Context(prec=12)


class NoRate(GarageError):
    """There is no exchange rate for this currency on this day."""


@dataclass(frozen=True, slots=True)
class Series:
    """A currency's published rates: units of it to one euro, by ascending day ordinal."""

    ordinals: Sequence[int]
    rates: Sequence[str]


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of a currency in another: `value`, published on `date` by `source`."""

    value: Decimal
    date: datetime.date
    source: str


@dataclass(frozen=True, slots=True)
class Converted:
    """`money` after conversion, in whole minor units, with the `rate` it was made with."""

    money: Money
    rate: Decimal
    date: datetime.date
    source: str


@dataclass(frozen=True, slots=True)
class _Leg:
    """Units of a currency to one euro; `date` is None where it holds on any day."""

    units: Decimal
    date: datetime.date | None
    source: str


class RateTable:
    """Rates of many currencies to the euro, each series read when it is first asked for.

    `read` gives a currency's series, or None where there is none; `latest` is the last day
    on which the table's source published anything.
    """

    def __init__(
        self, read: Callable[[str], Series | None], latest: datetime.date, source: str = "ECB"
    ) -> None:
        self._read = read
        self._series: dict[str, Series | None] = {}
        self.latest = latest
        self.source = source

    def convert(self, money: Money, to: str, on: datetime.date) -> Converted:
        """`money` in the currency `to` at the last rate published on or before `on`.

        NoRate before a currency's first day, after its last, and for one without rates;
        ValueRefused for a code that ISO 4217 does not know.
        """
        given, wanted = checked_currency(money.currency), checked_currency(to)
        if given == wanted:
            return Converted(money, Decimal(1), on, "same currency")
        one, other = self._leg(given, on), self._leg(wanted, on)
        amount = EXACT.divide(EXACT.multiply(money.decimal, other.units), one.units)
        rate = self._joined(one, other, on)
        return Converted(
            Money(to_places(amount, minor_digits(wanted)), wanted),
            rate.value,
            rate.date,
            rate.source,
        )

    def rate(self, given: str, wanted: str, on: datetime.date) -> Rate:
        """How many `wanted` one `given` was worth, to 12 digits. Errors as in `convert`."""
        given, wanted = checked_currency(given), checked_currency(wanted)
        if given == wanted:
            return Rate(Decimal(1), on, "same currency")
        return self._joined(self._leg(given, on), self._leg(wanted, on), on)

    def _joined(self, one: _Leg, other: _Leg, on: datetime.date) -> Rate:
        days = [each.date for each in (one, other) if each.date is not None]
        sources = dict.fromkeys(each.source for each in (one, other) if each.source)
        value = _TWELVE_DIGITS.divide(other.units, one.units)
        return Rate(value, min(days, default=on), " and ".join(sources))

    def _leg(self, currency: str, on: datetime.date) -> _Leg:
        if currency == EURO:
            return _Leg(Decimal(1), None, "")
        series = self._series_of(currency)
        fixed = FIXED_TO_EURO.get(currency)
        if fixed and (series is None or on >= fixed[1]):
            # of a currency without series only the fixed rate is known, whatever the day
            return _Leg(fixed[0], None, "fixed to the euro")
        if series is None or not series.ordinals:
            raise NoRate(
                told("there are no exchange rates for {currency}", currency=currency),
                N_("type the amount in the other currency yourself"),
                code="no_rate",
            )
        return self._published(currency, series, on)

    def _published(self, currency: str, series: Series, on: datetime.date) -> _Leg:
        day = on.toordinal()
        index = bisect_right(series.ordinals, day) - 1
        if index < 0:
            first = datetime.date.fromordinal(series.ordinals[0])
            raise NoRate(
                told(
                    "there is no rate for {currency} on {on}: they begin on {first}",
                    currency=currency,
                    on=on,
                    first=first,
                ),
                N_("type the amount in the other currency yourself"),
                code="no_rate",
            )
        found = series.ordinals[index]
        ended = found < self.latest.toordinal()
        if ended and day - found > _LONGEST_SILENCE_DAYS:
            last = datetime.date.fromordinal(found)
            raise NoRate(
                told(
                    "there is no rate for {currency} on {on}: none was published after {last}",
                    currency=currency,
                    on=on,
                    last=last,
                ),
                N_("type the amount in the other currency yourself"),
                code="no_rate",
            )
        return _Leg(Decimal(series.rates[index]), datetime.date.fromordinal(found), self.source)

    def _series_of(self, currency: str) -> Series | None:
        if currency not in self._series:
            self._series[currency] = self._read(currency)
        return self._series[currency]
