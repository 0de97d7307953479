"""What follows from what was typed: the third of volume, price and total; distance, economy."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from garage.errors import ValueRefused
from garage.money import Money, UnitPrice
from garage.quick.context import WITHIN, QuickContext
from garage.quick.pieces import Question, Role, Worked
from garage.rules.filled import AMOUNTS, third_of
from garage.units import Dimension, Quantity, unit
from garage.words import told

_ECONOMY = {
    "volume": Dimension.ECONOMY,
    "energy": Dimension.ELECTRIC_ECONOMY,
    "mass": Dimension.MASS_ECONOMY,
}
_NEAR = Decimal("0.02")


def work_out(values: Mapping[str, Any], context: QuickContext) -> list[Worked]:
    """The figures of a fill-up, each only where what it needs is there."""
    found: list[Worked] = []
    name = next((each for each in AMOUNTS if isinstance(values.get(each), Quantity)), None)
    bought: Quantity | None = values[name] if name else None
    total, price = values.get("total"), values.get("price")
    try:
        if bought and isinstance(total, Money) and price is None:
            found.append(Worked("price", _price_of(total, bought, context)))
        else:
            found += [Worked(each, value) for each, value in third_of(values).items()]
    except ValueRefused:
        found.clear()
    for each in found:
        if each.name in AMOUNTS:
            name, bought = each.name, each.value
    if context.is_earlier(values.get("date")):
        # What was driven till then is between other readings.
        return found
    found += _driven(values, context)
    economy = _economy(values, context, name, bought) if name and bought else None
    return [*found, Worked("economy", economy)] if economy else found


def _price_of(total: Money, bought: Quantity, context: QuickContext) -> UnitPrice:
    """Per the unit that was bought in, with the decimals that pumps show."""
    price = UnitPrice.of_total(total, bought)
    rounded = price.decimal.quantize(Decimal("0.001"), ROUND_HALF_UP)
    return UnitPrice(format(rounded, "f"), price.currency, price.per)


def _driven(values: Mapping[str, Any], context: QuickContext) -> list[Worked]:
    now, last = values.get("odometer"), context.last_odometer
    if not isinstance(now, Quantity) or last is None:
        return []
    way = now.decimal - last.to(now.unit).decimal
    return [Worked("distance", Quantity.of(way, now.unit))] if way > 0 else []


def _economy(
    values: Mapping[str, Any], context: QuickContext, name: str, bought: Quantity
) -> Quantity | None:
    since = context.since_full.get(values.get("fuel") or name)
    now = values.get("odometer")
    if not isinstance(now, Quantity) or since is None:
        return None
    if values.get("full") is False or values.get("missed"):
        return None
    spent = bought.si
    if since.filled is not None:
        if since.filled.dimension is not bought.dimension:
            return None
        spent += since.filled.si
    way = now.si - since.odometer.si
    if way <= 0 or spent <= 0:
        return None
    known = unit(context.reading.unit(_ECONOMY[name]))
    factor, ratio = float(known.factor), way / spent
    number = factor / ratio if known.reciprocal else ratio / factor
    digits = Decimal(repr(number)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Quantity.of(digits, known.code) if 0 < digits < 100_000 else None


def doubts(values: Mapping[str, Any], context: QuickContext) -> list[Question]:
    """What does not fit together, or does not fit the vehicle; nothing is changed for it."""
    found: list[Question] = []
    now, last = values.get("odometer"), context.last_odometer
    if isinstance(now, Quantity) and last is not None:
        way = now.decimal - last.to(now.unit).decimal
        if context.is_earlier(values.get("date")):
            if way > 0:
                message = told(
                    "{text} is more than what was read later, {text_2}",
                    text=now,
                    text_2=last,
                )
                found.append(Question("odometer_higher", message, Role.ODOMETER))
        elif way < 0:
            message = told("{text} is less than the last reading, {text_2}", text=now, text_2=last)
            found.append(Question("odometer_lower", message, Role.ODOMETER))
        elif way > WITHIN:
            message = told(
                "{text} is {way} more than the last reading",
                text=now,
                way=Quantity.of(way, now.unit),
            )
            found.append(Question("odometer_far", message, Role.ODOMETER))
    bought = next((values[each] for each in AMOUNTS if each in values), None)
    total, price = values.get("total"), values.get("price")
    if bought and isinstance(total, Money) and isinstance(price, UnitPrice):
        found += _sum_doubt(bought, total, price)
    return found


def _sum_doubt(bought: Quantity, total: Money, price: UnitPrice) -> list[Question]:
    try:
        due = price.times(bought)
    except ValueRefused as error:
        return [Question("price_does_not_fit", error.message, Role.PRICE)]
    if due.currency != total.currency or abs(due.decimal - total.decimal) > max(
        due.decimal * _NEAR, Decimal("0.02")
    ):
        message = told(
            "{text} at {text_2} comes to {text_3}, not {text_4}",
            text=bought.text,
            text_2=price.text,
            text_3=due.text,
            text_4=total.text,
        )
        return [Question("does_not_add_up", message, Role.TOTAL)]
    return []
