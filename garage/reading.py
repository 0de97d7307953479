"""How typed text becomes a field's value: whose decimal mark, units, currency and dates count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, tzinfo
from types import MappingProxyType
from typing import Any

from garage.errors import ValueRefused, at_field
from garage.moments import Moment
from garage.money.parse import parse_money, parse_unit_price
from garage.records import CustomFieldDefinition, CustomValue, Field, Kind, Vehicle
from garage.records.elements import CustomField, SourceField, TagsField
from garage.records.fields import (
    ChoiceField,
    ChoicesField,
    FlagField,
    ReferenceField,
    TextField,
    WholeField,
)
from garage.records.measures import MoneyField, QuantityField, UnitPriceField
from garage.records.times import DayField, MomentField, PeriodField
from garage.regions import Preferences
from garage.typed_days import DateOrder, Missing, read_day, read_time, time_at
from garage.typed_periods import read_period
from garage.units import UNITS, Dimension, Quantity, dimension_spelled, parse_quantity
from garage.units.numbers import plainly, read_number
from garage.words import N_, told

METRIC: Mapping[str, str] = MappingProxyType(
    {
        "tread": "mm",
        Dimension.DISTANCE: "km",
        Dimension.LENGTH: "mm",
        Dimension.VOLUME: "L",
        Dimension.ENERGY: "kWh",
        Dimension.MASS: "kg",
        Dimension.POWER: "kW",
        Dimension.TORQUE: "Nm",
        Dimension.PRESSURE: "bar",
        Dimension.TEMPERATURE: "degC",
        Dimension.DURATION: "h",
        Dimension.SPEED: "km/h",
        Dimension.ECONOMY: "L/100km",
        Dimension.ELECTRIC_ECONOMY: "kWh/100km",
        Dimension.MASS_ECONOMY: "kg/100km",
        Dimension.EMISSION: "g/km",
        Dimension.VOLTAGE: "V",
        Dimension.CURRENT: "A",
        Dimension.CHARGE: "Ah",
        Dimension.RATIO: "%",
        Dimension.ROTATION: "rpm",
        Dimension.AREA: "m2",
        Dimension.NUMBER: "",
    }
)
_ORDERS: Mapping[str, DateOrder] = {"YMD": "YMD", "DMY": "DMY", "MDY": "MDY"}
_TREADS = ("tread", "limit")
_WAYS = frozenset({"distance"})
"""Fields of distances that are measured rather than read off or thought of."""
_YES = frozenset({"ja", "oui", "si", "sí", "j", "x", "✓"})
_NO = frozenset({"nein", "non", "n"})
_NUMBER = re.compile(r"[+\-]?\s*[.,]?[0-9](?:[0-9., ']*[0-9])?")


@dataclass(frozen=True)
class Reading:
    """Whose habits typed text follows.

    `units` has the unit of a bare number by purpose, which is a dimension or "tread" (see
    `garage.regions.PURPOSES`); what it lacks is metric. `date_order` None reads ISO dates, words
    and spelled months only: a command line without a locale. `gallon` ("us" or "uk") is what a
    bare gallon means; None follows the volume unit.
    """

    decimal_mark: str = "."
    date_order: DateOrder | None = None
    date_mark: str = "."
    """What stands between day and month in an example."""
    currency: str = "EUR"
    units: Mapping[str, str] = field(default_factory=dict)
    price_per: str | None = None
    """What a bare unit price is for; None: one of the volume unit."""
    gallon: str | None = None
    zone: tzinfo = UTC
    today: date | None = None
    """None asks the clock."""
    words: Callable[[str], str] = field(default=str, compare=False, repr=False)
    """A marked text in the person's language: names of fields and choices are read in it too."""

    @property
    def day(self) -> date:
        """Today in `zone`."""
        return self.today or Moment.now(self.zone).day

    @property
    def bare_gallon(self) -> str:
        """ "us" or "uk"."""
        return self.gallon or ("uk" if self.unit(Dimension.VOLUME).endswith("_uk") else "us")

    @classmethod
    def of(
        cls,
        preferences: Preferences,
        *,
        localised: bool = True,
        zone: tzinfo = UTC,
        today: date | None = None,
        words: Callable[[str], str] = str,
    ) -> Reading:
        """By a person's preferences; not `localised`: numbers dot-decimal and dates ISO."""
        order = preferences.date_order
        return cls(
            decimal_mark=preferences.decimal_mark if localised else ".",
            date_order=_ORDERS[order] if localised else None,
            date_mark=preferences.habits.date_mark,
            currency=preferences.currency,
            units=preferences.units,
            gallon=preferences.gallon,
            zone=zone,
            today=today,
            words=words,
        )

    def unit(self, purpose: str) -> str:
        """The code of the unit that a bare number of this dimension or purpose is in."""
        return self.units.get(purpose) or METRIC[purpose]

    def for_vehicle(self, vehicle: Vehicle) -> Reading:
        """With the vehicle's own units, currency and energy put above the person's."""
        units = dict(self.units)
        for code in (vehicle.distance_unit, vehicle.volume_unit, vehicle.economy_unit):
            if code in UNITS:
                units[UNITS[code].dimension] = code
        per = self.price_per
        if vehicle.energies == ("electric",):
            per = units.get(Dimension.ENERGY, "kWh")
        elif vehicle.energies and set(vehicle.energies) <= {"cng", "hydrogen"}:
            per = units.get(Dimension.MASS, "kg")
        own = (vehicle.volume_unit, vehicle.economy_unit)
        gallon = next((code[-2:] for code in own if code.endswith(("_us", "_uk"))), self.gallon)
        currency = vehicle.currency or self.currency
        return replace(self, units=units, currency=currency, price_per=per, gallon=gallon)

    def value(self, spec: Field, text: str) -> Any:
        """The checked value that `text` means for this field; None for empty text.

        A reference's text comes back as it is: who calls resolves it. ValueRefused names the
        field and what to write.
        """
        if not text.strip():
            return None
        try:
            return self._typed(spec, text)
        except ValueRefused as error:
            raise at_field(spec.name, error) from error

    def assignments(
        self,
        kind: Kind,
        pairs: Iterable[str],
        definitions: Mapping[str, CustomFieldDefinition] | None = None,
    ) -> dict[str, Any]:
        """Values from texts as "field=value"; "custom.Paint code=LA7W" sets an own field.

        An empty value clears (None). ValueRefused for a text without "=" and a field named twice.
        """
        values: dict[str, Any] = {}
        custom: dict[str, Any] = {}
        for pair in pairs:
            name, equals, text = pair.partition("=")
            if not equals:
                raise ValueRefused(
                    told("{pair!r} sets no field", pair=pair[:60]),
                    N_("write field=value"),
                    "bad_pair",
                )
            head, dot, own = name.strip().partition(".")
            word = head.strip().lower().replace("-", "_").replace(" ", "_")
            place, key = (custom, own.strip()) if word == "custom" and dot else (values, word)
            if key in place:
                raise ValueRefused(
                    told("{key} is given twice", key=key), N_("give it once"), "bad_pair", key
                )
            if place is custom:
                custom[key] = self.own_value(text, (definitions or {}).get(key))
            else:
                values[key] = self.value(kind.field(key), text)
        if custom:
            values["custom"] = custom
        return values

    def own_value(self, text: str, definition: CustomFieldDefinition | None) -> CustomValue:
        """The value of a field that people made for themselves; text where nothing is defined."""
        sort = definition.sort if definition else "text"
        if definition is None or sort == "text" or not text.strip():
            return text.strip()
        name = f"custom.{definition.name}"
        try:
            if sort == "day":
                return self.day_of(text)
            if sort == "number":
                return self.number(text, definition.unit)
        except ValueRefused as error:
            raise at_field(name, error) from error
        options = [line.strip() for line in definition.options.splitlines() if line.strip()]
        for option in options:
            if option.casefold() == text.strip().casefold():
                return (option,)
        refused = ValueRefused(
            told("{text!r} is not a choice", text=text.strip()[:40]),
            told("choose one of {options}", options=", ".join(options)),
            "bad_choice",
        )
        raise at_field(name, refused)

    def number(self, text: str, default_unit: str = "") -> Quantity:
        """A number of whatever dimension its unit says; without a unit in `default_unit`."""
        found = _NUMBER.match(plainly(text[:200]))
        rest = plainly(text[:200])[found.end() :] if found else ""
        if found and not rest.strip():
            return Quantity.checked(
                read_number(found[0], self.decimal_mark), default_unit or "", text
            )
        default = UNITS.get(default_unit)
        dimension = default.dimension if default and default_unit else dimension_spelled(rest)
        return self.quantity(text, dimension or Dimension.NUMBER)

    def quantity(
        self, text: str, dimension: Dimension, purpose: str | None = None, *, whole: bool = False
    ) -> Quantity:
        """A number with its unit, or in this reading's unit for the purpose or dimension.

        `whole` is for what has no thousandths: "84.120" is 84120 whatever the decimal mark.
        """
        return parse_quantity(
            text,
            dimension,
            default_unit=self.unit(purpose or dimension),
            decimal_mark=self.decimal_mark,
            gallon=self.bare_gallon,
            whole=whole,
        )

    def choice(self, text: str, choices: Mapping[str, str]) -> str:
        """The choice whose word or label was written, in either language, or the text itself."""
        found = _choice(text, choices)
        if found in choices:
            return found
        return _choice(text, {word: self.words(label) for word, label in choices.items()})

    def day_of(self, text: str, missing: Missing = "nearest") -> date:
        """A day: ISO, "today", "6 nov", or numbers in this reading's order."""
        return read_day(text, self.day, self.date_order, missing, self.date_mark)

    def moment(self, text: str) -> Moment:
        """A day with or without its time, at the offset of `zone` where none is said.

        Without a year it is in the past: moments are of what happened.
        """
        text = text.strip()
        if text.lower() in ("now", "jetzt"):
            return Moment.now(self.zone)
        try:
            return Moment.parse(text[:60]).in_zone(self.zone)
        except ValueRefused:
            head, tail = _day_and_time(text[:60])
            if head and tail:
                return Moment(self.day_of(head, "past"), read_time(tail)).in_zone(self.zone)
            return Moment(self.day_of(text, "past"))

    def _typed(self, spec: Field, text: str) -> Any:
        type_ = spec.type
        value: Any = text.strip()
        match type_:
            case QuantityField(dimension=None):
                value = self.number(text)
            case QuantityField(dimension=Dimension() as dimension):
                worn = dimension is Dimension.LENGTH and spec.name.startswith(_TREADS)
                whole = has_no_thousandths(spec)
                value = self.quantity(text, dimension, "tread" if worn else None, whole=whole)
            case MoneyField(negative=negative):
                value = parse_money(text, self.currency, self.decimal_mark, negative=negative)
            case UnitPriceField():
                per = self.price_per or self.unit(Dimension.VOLUME)
                value = parse_unit_price(
                    text, self.currency, per, self.decimal_mark, gallon=self.bare_gallon
                )
            case DayField():
                value = self.day_of(text)
            case MomentField():
                value = self.moment(text)
            case PeriodField():
                value = read_period(text)
            case FlagField():
                word = text.strip().casefold()
                value = True if word in _YES else False if word in _NO else word
            case ChoiceField(choices=choices):
                value = self.choice(text, choices)
            case ReferenceField():
                return text.strip()
            case CustomField():
                raise ValueRefused(
                    N_("own fields are set one by one"), N_("write custom.NAME=value")
                )
            case SourceField():
                raise ValueRefused(N_("the source is kept by the program"), N_("leave it out"))
            case TextField() | ChoicesField() | WholeField() | TagsField():
                pass
        return type_.check(value)


def has_no_thousandths(spec: Field) -> bool:
    """Whether three digits behind a mark are thousands in this field: an odometer, an interval."""
    type_ = spec.type
    far = isinstance(type_, QuantityField) and type_.dimension is Dimension.DISTANCE
    return far and spec.name not in _WAYS


def _day_and_time(text: str) -> tuple[str, str]:
    """The text divided before its time of day; ("", "") where none ends it."""
    words = text.split()
    for count in (1, 2):
        tail = " ".join(words[-count:])
        found = time_at(tail, 0)
        if found and found[0] == len(tail):
            return " ".join(words[:-count]), tail
    return "", ""


def _choice(text: str, choices: Mapping[str, str]) -> str:
    """The word whose label was written, or the text itself."""
    wanted = text.strip().casefold()
    return next((word for word, label in choices.items() if label.casefold() == wanted), text)
