"""Amounts of money and prices per unit, kept as they were typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Self

import msgspec

from garage.errors import ValueRefused
from garage.money.currencies import MINOR_DIGITS, checked_currency, minor_digits
from garage.units.catalog import EXACT, unit
from garage.units.quantity import MOST_DIGITS, Quantity, exactly, plain
from garage.words import N_, told

_AMOUNT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_LONGEST_TYPED = 200


def _checked_amount(amount: str) -> str:
    if not _AMOUNT.fullmatch(amount) or len(amount) > MOST_DIGITS + 2:
        raise ValueRefused(
            told("{amount!r} is not a plain amount", amount=amount[:60]),
            told(
                "write digits with a dot for decimals, {most_digits} digits at most, as in 71.30",
                most_digits=MOST_DIGITS,
            ),
        )
    return amount


def to_places(number: Decimal, places: int) -> str:
    """Digits rounded half up to so many decimals. ValueRefused above 30 digits before the point."""
    if not number.is_finite() or number.adjusted() >= 30:
        raise ValueRefused(N_("this amount is too large to keep"), N_("check the digits"))
    return plain(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT))


def _kept(typed: str | None, text: str) -> str | None:
    if typed is None:
        return None
    typed = typed.strip()[:_LONGEST_TYPED]
    return None if typed in ("", text) else typed


# Structs like `Quantity`, since as many are made.
class Money(msgspec.Struct, frozen=True, gc=False):
    """`amount` is dot-decimal with its digits kept ("71.30"), `currency` an ISO 4217 code.

    `typed` is the text it was read from, where that differs from `text`. The constructor
    checks nothing: what comes from outside goes through `checked`, `from_json` or
    `parse_money`.
    """

    amount: str
    currency: str
    typed: str | None = None

    @classmethod
    def of(cls, number: int | Decimal | str, currency: str) -> Self:
        """From an exact number, padded or rounded (half up) to the currency's minor unit."""
        digits = minor_digits(currency)
        return cls(to_places(Decimal(number), digits), checked_currency(currency))

    @classmethod
    def checked(cls, amount: str, currency: str, typed: str | None = None) -> Self:
        """ValueRefused unless `amount` is plain dot-decimal and the currency is known."""
        code = checked_currency(currency)
        return cls(_checked_amount(amount), code, _kept(typed, f"{amount} {code}"))

    @classmethod
    def from_json(cls, data: object) -> Self:
        """From {"amount", "currency", "typed"?}. ValueRefused."""
        if isinstance(data, Mapping):
            amount, currency, typed = data.get("amount"), data.get("currency"), data.get("typed")
            if isinstance(amount, str) and isinstance(currency, str):
                return cls.checked(amount, currency, typed if isinstance(typed, str) else None)
        raise ValueRefused(
            N_("this is not an amount of money"),
            N_('give {"amount": "71.30", "currency": "EUR"}, both as texts'),
        )

    @classmethod
    def restored(cls, text: str) -> Self:
        """The amount that `stored` wrote; unchecked, for texts of our own store."""
        head, _, typed = text.partition("\t")
        amount, _, currency = head.partition(" ")
        return cls(amount, currency, typed or None)

    @property
    def stored(self) -> str:
        """`text`, and after a TAB the typed text where there is one: compact, for a column."""
        text = f"{self.amount} {self.currency}"
        return f"{text}\t{self.typed}" if self.typed else text

    @property
    def text(self) -> str:
        """The amount and the code: "71.30 EUR"."""
        return f"{self.amount} {self.currency}"

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.amount)

    def plus(self, other: Money) -> Money:
        """The sum, in the finer of both precisions. ValueRefused across currencies."""
        if other.currency != self.currency:
            raise ValueRefused(
                told(
                    "{currency} and {currency_2} cannot be added",
                    currency=self.currency,
                    currency_2=other.currency,
                ),
                N_("convert one of them first"),
                code="other_currency",
            )
        return Money(plain(EXACT.add(self.decimal, other.decimal)), self.currency)

    def to_json(self) -> dict[str, Any]:
        """{"amount", "currency"}, and "typed" where something else was typed."""
        data = {"amount": self.amount, "currency": self.currency}
        return {**data, "typed": self.typed} if self.typed else data


class UnitPrice(msgspec.Struct, frozen=True, gc=False):
    """Money per unit: `amount` in `currency` for one `per` (a unit code). See `Money`."""

    amount: str
    currency: str
    per: str
    typed: str | None = None

    @classmethod
    def checked(cls, amount: str, currency: str, per: str, typed: str | None = None) -> Self:
        """ValueRefused unless amount, currency and unit are well formed and known."""
        code = checked_currency(currency)
        unit(per)
        return cls(_checked_amount(amount), code, per, _kept(typed, f"{amount} {code}/{per}"))

    @classmethod
    def of_total(cls, total: Money, bought: Quantity) -> UnitPrice:
        """The price that `bought` for `total` comes to, to a hundredth of the minor unit.

        ValueRefused if nothing was bought.
        """
        number = bought.decimal
        if not number:
            raise ValueRefused(
                N_("nothing was bought, so there is no price per unit"), N_("give a volume")
            )
        price = EXACT.divide(total.decimal, number)
        places = MINOR_DIGITS.get(total.currency, 2) + 2
        return cls(to_places(price, places), total.currency, bought.unit)

    @classmethod
    def from_json(cls, data: object) -> Self:
        """From {"amount", "currency", "per", "typed"?}. ValueRefused."""
        if isinstance(data, Mapping):
            amount, currency, per = data.get("amount"), data.get("currency"), data.get("per")
            if isinstance(amount, str) and isinstance(currency, str) and isinstance(per, str):
                typed = data.get("typed")
                return cls.checked(amount, currency, per, typed if isinstance(typed, str) else None)
        raise ValueRefused(
            N_("this is not a price per unit"),
            N_('give {"amount": "1.449", "currency": "GBP", "per": "L"}, all as texts'),
        )

    @classmethod
    def restored(cls, text: str) -> Self:
        """The price that `stored` wrote; unchecked, for texts of our own store."""
        head, _, typed = text.partition("\t")
        amount, _, rest = head.partition(" ")
        currency, _, per = rest.partition("/")
        return cls(amount, currency, per, typed or None)

    @property
    def stored(self) -> str:
        """`text`, and after a TAB the typed text where there is one: compact, for a column."""
        return f"{self.text}\t{self.typed}" if self.typed else self.text

    @property
    def text(self) -> str:
        """The price with its codes: "1.449 GBP/L"."""
        return f"{self.amount} {self.currency}/{self.per}"

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.amount)

    def times(self, bought: Quantity) -> Money:
        """What `bought` costs, in whole minor units (half up). ValueRefused across dimensions."""
        number = exactly(bought.decimal, unit(bought.unit), unit(self.per))
        return Money.of(EXACT.multiply(self.decimal, number), self.currency)

    def to(self, per: str) -> UnitPrice:
        """The same price for another unit, as many decimals as before. ValueRefused."""
        if per == self.per:
            return self
        units = exactly(Decimal(1), unit(per), unit(self.per))
        places = len(self.amount.partition(".")[2])
        return UnitPrice(to_places(EXACT.multiply(self.decimal, units), places), self.currency, per)

    def to_json(self) -> dict[str, Any]:
        """{"amount", "currency", "per"}, and "typed" where something else was typed."""
        data = {"amount": self.amount, "currency": self.currency, "per": self.per}
        return {**data, "typed": self.typed} if self.typed else data
