"""Field types of what is measured: quantities, money, prices per unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from garage.errors import ValueRefused
from garage.money import Money, UnitPrice
from garage.records.fields import FieldType
from garage.sync.merge import Json
from garage.units import Dimension, Quantity, alike
from garage.units.dimension_words import dimension_words
from garage.units.quantity import si_of
from garage.words import N_, told


@dataclass(frozen=True)
class QuantityField(FieldType):
    """A number with its unit; of any dimension where `dimension` is None."""

    dimension: Dimension | None
    negative: bool = False

    sortable: ClassVar[bool] = True

    def check(self, value: Any) -> Quantity:
        """A Quantity of this dimension that is not negative (unless that makes sense)."""
        if not isinstance(value, Quantity):
            raise ValueRefused(
                told("{value!r} has no unit", value=value),
                N_("write a number with its unit"),
                "bad_quantity",
            )
        if self.dimension is not None and not alike(value.dimension, self.dimension):
            raise ValueRefused(
                told(
                    "{text} is no {value}",
                    text=value.text,
                    value=dimension_words(self.dimension),
                ),
                N_("use a unit that fits"),
                "wrong_dimension",
            )
        if not self.negative and value.value.startswith("-") and value.decimal < 0:
            raise ValueRefused(
                told("{text} is negative", text=value.text),
                N_("write a positive number"),
                "negative",
            )
        return value

    def to_json(self, value: Quantity) -> Json:
        """{"value", "unit", "typed"}; the SI number is worked out, never sent."""
        json: dict[str, Json] = {"value": value.value, "unit": value.unit}
        if value.typed is not None:
            json["typed"] = value.typed
        return json

    def from_json(self, json: Json) -> Quantity:
        """Raises ValueRefused for an unknown unit or dimension."""
        if not isinstance(json, dict):
            raise ValueRefused(
                told("{json!r} is no quantity", json=json),
                N_("write value and unit"),
                "bad_quantity",
            )
        return self.check(Quantity.from_json(json))

    def cell(self, value: Quantity) -> str:
        """The digits, the unit and the typed text."""
        return value.stored

    def number(self, value: Quantity) -> float:
        """The SI number."""
        return si_of(value.value, value.unit)

    decode = staticmethod(Quantity.restored)

    def words(self, value: Quantity) -> str:
        """The digits as they are."""
        return value.value

    @property
    def has_words(self) -> bool:
        """Only what may be anything (a specification's value): nobody looks for an odometer."""
        return self.dimension is None


@dataclass(frozen=True)
class MoneyField(FieldType):
    """An amount in its currency: one value, since neither means anything alone."""

    negative: bool = False

    sortable: ClassVar[bool] = True

    def check(self, value: Any) -> Money:
        """Money that is not negative (unless it may be)."""
        if not isinstance(value, Money):
            raise ValueRefused(
                told("{value!r} has no currency", value=value),
                N_("write an amount with its currency"),
                "bad_money",
            )
        if not self.negative and value.amount.startswith("-") and value.decimal < 0:
            raise ValueRefused(
                told("{amount} is negative", amount=value.amount),
                N_("write a positive amount"),
                "negative",
            )
        return value

    def to_json(self, value: Money) -> Json:
        """{"amount", "currency", "typed"}."""
        return dict(value.to_json())

    def from_json(self, json: Json) -> Money:
        """Raises ValueRefused for an unknown shape or currency."""
        if not isinstance(json, dict):
            raise ValueRefused(
                told("{json!r} is no money", json=json),
                N_("write amount and currency"),
                "bad_money",
            )
        return self.check(Money.from_json(json))

    def cell(self, value: Money) -> str:
        """The amount, the currency and the typed text."""
        return value.stored

    def number(self, value: Money) -> float:
        """The amount in its own currency."""
        return float(value.amount)

    decode = staticmethod(Money.restored)

    def words(self, value: Money) -> str:
        """The amount's digits: people look for a bill by its sum."""
        return value.amount


@dataclass(frozen=True)
class UnitPriceField(FieldType):
    """A price per unit, as 1.579 EUR/L."""

    sortable: ClassVar[bool] = True

    def check(self, value: Any) -> UnitPrice:
        """A UnitPrice that is not negative."""
        if not isinstance(value, UnitPrice):
            raise ValueRefused(
                told("{value!r} is no unit price", value=value),
                N_("write it as 1.579 EUR/L"),
                "bad_money",
            )
        if value.amount.startswith("-") and value.decimal < 0:
            raise ValueRefused(
                told("{amount} is negative", amount=value.amount),
                N_("write a positive price"),
                "negative",
            )
        return value

    def to_json(self, value: UnitPrice) -> Json:
        """{"amount", "currency", "per", "typed"}."""
        return dict(value.to_json())

    def from_json(self, json: Json) -> UnitPrice:
        """Raises ValueRefused for an unknown shape, currency or unit."""
        if not isinstance(json, dict):
            raise ValueRefused(
                told("{json!r} is no unit price", json=json),
                N_("write amount, currency, per"),
                "bad_money",
            )
        return self.check(UnitPrice.from_json(json))

    def cell(self, value: UnitPrice) -> str:
        """The amount, the currency, the unit and the typed text."""
        return value.stored

    def number(self, value: UnitPrice) -> float:
        """The amount as written, in its own currency and unit."""
        return float(value.amount)

    decode = staticmethod(UnitPrice.restored)
