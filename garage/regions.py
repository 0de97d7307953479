"""What is usual where: units, money, numbers and dates by region, and showing values so.

Source: Unicode CLDR 47 (number symbols, date order, first weekday, paper), and the units that
each country's dashboards, pumps and tyre placards use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from types import MappingProxyType
from typing import Self

from garage.day_words import DayWords
from garage.errors import ValueRefused
from garage.money.amounts import Money, UnitPrice, to_places
from garage.money.currencies import HOME_SYMBOLS, MINOR_DIGITS, SHARED_SYMBOLS, SYMBOLS
from garage.units.catalog import Dimension, alike, unit
from garage.units.quantity import Quantity, plain
from garage.words import told

_METRIC = {
    "distance": "km", "speed": "km/h", "volume": "L", "economy": "L/100km",
    "electric_economy": "kWh/100km", "mass_economy": "kg/100km", "energy": "kWh",
    "pressure": "bar", "temperature": "degC", "power": "kW", "torque": "Nm", "mass": "kg",
    "length": "mm", "tread": "mm",
}  # fmt: skip
_BRITISH = _METRIC | {
    "distance": "mi", "speed": "mph", "economy": "mpg_uk", "electric_economy": "mi/kWh",
    "mass_economy": "mi/kg", "pressure": "psi", "power": "bhp",
}  # fmt: skip
_AMERICAN = {
    "distance": "mi", "speed": "mph", "volume": "gal_us", "economy": "mpg_us",
    "electric_economy": "mi/kWh", "mass_economy": "mi/kg", "energy": "kWh", "pressure": "psi",
    "temperature": "degF", "power": "hp", "torque": "lb-ft", "mass": "lb", "length": "in",
    "tread": "in/32",
}  # fmt: skip
_CANADIAN = _METRIC | {"pressure": "kPa", "power": "hp", "torque": "lb-ft"}
_OCEANIAN = _METRIC | {"pressure": "psi"}
_JAPANESE = _METRIC | {"economy": "km/L", "electric_economy": "km/kWh", "pressure": "kPa",
                       "power": "PS"}  # fmt: skip
_HORSES = _METRIC | {"power": "PS"}
_KM_PER_LITRE = _METRIC | {"economy": "km/L", "electric_economy": "km/kWh"}

PURPOSES: Mapping[str, Dimension] = MappingProxyType(
    {**{each: Dimension(each) for each in _METRIC if each != "tread"}, "tread": Dimension.LENGTH}
)
"""What units are chosen for, and what each measures."""

FALLBACK = "ZZ"
_NB, _NNB = "\u00a0", "\u202f"
_SUNDAY, _MONDAY = 6, 0
_SLASHED_DATES = frozenset(
    ("US", "GB", "CA", "AU", "NZ", "IE", "IN", "ZA", "SG", "JP", "MX", "EU", "FR", "BE", "IT", "ES",
     "PT", "GR", "CY", "MT", "BR")
)  # fmt: skip
_DASHED_DATES = frozenset(("NL",))


@dataclass(frozen=True, slots=True)
class Region:
    """The habits of a region. `money` is a pattern: ¤ stands for the symbol, # for the amount.

    `first_weekday` and `working_days` count from Monday, 0. `gallon` is the one that people mean
    ("us", "uk").
    """

    code: str
    currency: str
    units: Mapping[str, str]
    decimal_mark: str = ","
    grouping: str = "."
    date_order: str = "DMY"
    language: str = "en"
    money: str = "# ¤"
    first_weekday: int = _MONDAY
    paper: str = "A4"
    gallon: str = "us"
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)

    @property
    def date_mark(self) -> str:
        """What stands between day and month where a date is written in digits."""
        if self.code in _DASHED_DATES:
            return "-"
        return "/" if self.code in _SLASHED_DATES else "."


def _english(code: str, currency: str, units: Mapping[str, str], **habits: object) -> Region:
    usual = Region(code, currency, units, ".", ",", money="¤#", gallon="uk")
    return replace(usual, **habits)  # type: ignore[arg-type]  # keywords of Region, below


def _euro(code: str, language: str, grouping: str = ".", **habits: object) -> Region:
    usual = Region(code, "EUR", _METRIC, ",", grouping, language=language)
    return replace(usual, **habits)  # type: ignore[arg-type]  # keywords of Region, below


_ROWS = (
    _english("US", "USD", _AMERICAN, date_order="MDY", first_weekday=_SUNDAY, paper="Letter",
             gallon="us"),
    _english("GB", "GBP", _BRITISH),
    _english("CA", "CAD", _CANADIAN, date_order="YMD", first_weekday=_SUNDAY, paper="Letter"),
    _english("AU", "AUD", _OCEANIAN),
    _english("NZ", "NZD", _OCEANIAN),
    _english("IE", "EUR", _METRIC | {"pressure": "psi", "power": "bhp"}),
    _english("IN", "INR", _KM_PER_LITRE | {"pressure": "psi", "power": "bhp"},
             first_weekday=_SUNDAY, working_days=(0, 1, 2, 3, 4, 5)),
    _english("ZA", "ZAR", _METRIC, grouping=" ", money="¤ #", first_weekday=_SUNDAY),
    _english("SG", "SGD", _KM_PER_LITRE | {"pressure": "kPa"}, first_weekday=_SUNDAY),
    _english("JP", "JPY", _JAPANESE, date_order="YMD", language="ja", first_weekday=_SUNDAY,
             gallon="us"),
    _english("MX", "MXN", _KM_PER_LITRE | {"pressure": "psi", "power": "hp"}, language="es",
             first_weekday=_SUNDAY, paper="Letter", gallon="us"),
    _euro("EU", "en"),
    _euro("DE", "de"),
    _euro("AT", "de", _NB, money="¤ #"),
    _euro("FR", "fr", _NNB),
    _euro("BE", "nl"),
    _euro("LU", "fr"),
    _euro("NL", "nl", money="¤ #"),
    _euro("IT", "it"),
    _euro("ES", "es", units=_HORSES),
    _euro("PT", "pt", _NB, units=_HORSES, first_weekday=_SUNDAY),
    _euro("GR", "el"),
    _euro("FI", "fi", _NB),
    _euro("EE", "et", _NB),
    _euro("LV", "lv", _NB),
    _euro("LT", "lt", _NB, date_order="YMD"),
    _euro("SK", "sk", _NB),
    _euro("SI", "sl"),
    _euro("HR", "hr"),
    _euro("BG", "bg", _NB),
    _euro("CY", "el"),
    _euro("MT", "mt", ",", decimal_mark=".", money="¤#"),
    Region("CH", "CHF", _METRIC, ".", "’", language="de", money="¤ #"),
    Region("PL", "PLN", _METRIC, ",", _NB, language="pl"),
    Region("CZ", "CZK", _METRIC, ",", _NB, language="cs"),
    Region("HU", "HUF", _METRIC, ",", _NB, "YMD", "hu"),
    Region("RO", "RON", _METRIC, ",", ".", language="ro"),
    Region("SE", "SEK", _METRIC, ",", _NB, "YMD", "sv"),
    Region("NO", "NOK", _METRIC, ",", _NB, language="nb"),
    Region("DK", "DKK", _KM_PER_LITRE, ",", ".", language="da"),
    Region("IS", "ISK", _METRIC, ",", ".", language="is"),
    Region("TR", "TRY", _METRIC, ",", ".", language="tr", money="¤#"),
    Region("UA", "UAH", _METRIC, ",", _NB, language="uk"),
    Region("BR", "BRL", _KM_PER_LITRE | {"pressure": "psi", "power": "PS"}, ",", ".",
           language="pt", money="¤ #", first_weekday=_SUNDAY),
    Region(FALLBACK, "EUR", _METRIC, ".", _NB, "YMD"),
)  # fmt: skip

REGIONS: Mapping[str, Region] = MappingProxyType({each.code: each for each in _ROWS})

# Engine sizes and bottles stay as they are: nobody asks for a displacement in gallons.
_NEVER_CONVERTED = frozenset({"cc", "ml", "in3", "fl_oz_us", "fl_oz_uk"})
# Where a litre is written with a capital, since l looks like 1.
_CAPITAL_LITRE = frozenset({"US", "CA", "AU", "NZ", "JP", "IN", "SG", "MX"})


@dataclass(frozen=True, slots=True)
class Preferences:
    """How one person, or one vehicle of theirs, wants values shown; made from a region.

    `units` maps purposes (see PURPOSES) to unit codes. Laid over each other:
    `Preferences.for_region("GB").with_units(person).with_units(vehicle)`.
    """

    region: str
    currency: str
    units: Mapping[str, str]
    decimal_mark: str
    grouping: str
    date_order: str
    language: str
    week_begins: int | None = None
    """The weekday, from Monday, 0, on which the person's week begins; None: as the region's."""
    working: tuple[int, ...] = ()
    """The weekdays on which they work; none: as in the region."""
    working_hours: tuple[int, int] = (8 * 60, 18 * 60)
    """From which minute of those days to which."""

    @classmethod
    def for_region(cls, code: str) -> Self:
        """The habits of a region by its ISO 3166 code ("GB", "de", "EU"), else the fallback's."""
        known = REGIONS.get(code.strip().upper(), REGIONS[FALLBACK])
        return cls(
            known.code,
            known.currency,
            MappingProxyType(dict(known.units)),
            known.decimal_mark,
            known.grouping,
            known.date_order,
            known.language,
        )

    def with_units(self, units: Mapping[str, str]) -> Self:
        """These preferences with some units changed. ValueRefused for one that does not fit."""
        for purpose, code in units.items():
            dimension = PURPOSES.get(purpose)
            if dimension is None or not alike(unit(code).dimension, dimension):
                raise ValueRefused(
                    told("{code!r} is no unit for {purpose!r}", code=code, purpose=purpose),
                    told("choose for one of: {purposes}", purposes=", ".join(PURPOSES)),
                )
        return replace(self, units=MappingProxyType({**self.units, **units}))

    def unit_for(self, purpose: str) -> str | None:
        """The unit code for a purpose or dimension, or None where nothing is preferred."""
        return self.units.get(purpose)

    @property
    def habits(self) -> Region:
        return REGIONS.get(self.region, REGIONS[FALLBACK])

    @property
    def gallon(self) -> str:
        """What a bare "gal" or "mpg" means: the gallon of the units chosen, else the region's."""
        chosen = (self.units.get("volume", ""), self.units.get("economy", ""))
        kinds = [code[-2:] for code in chosen if code.endswith(("_us", "_uk"))]
        return kinds[0] if kinds else self.habits.gallon

    @property
    def first_weekday(self) -> int:
        """Counted from Monday, 0."""
        return self.habits.first_weekday if self.week_begins is None else self.week_begins

    @property
    def working_days(self) -> tuple[int, ...]:
        """The weekdays on which one works, from Monday, 0."""
        return self.working or self.habits.working_days

    @property
    def paper(self) -> str:
        """ "A4" or "Letter"."""
        return self.habits.paper


_WIDE = Context(prec=200)


def format_number(number: Decimal | str, prefs: Preferences, decimals: int | None = None) -> str:
    """A number with the region's marks; with `decimals`, rounded to at most so many.

    Digits that the number does not have are never added. A text is dot-decimal.
    """
    digits = number if isinstance(number, str) else plain(number)
    if decimals is not None and len(digits.partition(".")[2]) > decimals:
        quantum = Decimal(1).scaleb(-decimals)
        digits = plain(Decimal(digits).quantize(quantum, ROUND_HALF_UP, _WIDE))
    sign = "-" if digits.startswith("-") else ""
    whole, _, fraction = digits.removeprefix("-").partition(".")
    if len(whole) > 3:
        whole = f"{int(whole):,}".replace(",", prefs.grouping)
    return f"{sign}{whole}{prefs.decimal_mark}{fraction}" if fraction else sign + whole


def symbol(code: str, prefs: Preferences) -> str:
    """A unit as it is read there: a foreign gallon is named, a litre has its local letter.

    Nobody writes cc in German.
    """
    known = unit(code)
    kind = code[-3:]
    if kind in ("_us", "_uk") and kind[1:] != prefs.gallon:
        return f"{known.symbol} ({kind[1:].upper()})"
    if code == "cc" and prefs.language == "de":
        return "cm³"
    if prefs.region in _CAPITAL_LITRE and known.symbol in ("l", "l/100 km", "km/l", "mi/l"):
        return known.symbol.replace("l", "L")
    return known.symbol


def format_quantity(quantity: Quantity, prefs: Preferences, unit: str | None = None) -> str:
    """A quantity in `unit`, else in the one preferred for what it measures, else in its own.

    In its own unit all its digits are shown, converted no finer a step than it had.
    """
    code = unit
    if code is None and quantity.unit not in _NEVER_CONVERTED:
        purpose = "tread" if quantity.unit == "in/32" else quantity.dimension
        code = prefs.unit_for(purpose)
    shown = quantity if code is None or not _has_value(quantity, code) else quantity.to(code)
    name = symbol(shown.unit, prefs)
    space = "" if not name or name.startswith("/") else " "
    return f"{format_number(shown.value, prefs)}{space}{name}"


def _has_value(quantity: Quantity, code: str) -> bool:
    """Whether it can be said in that unit: standing still on fuel has no consumption."""
    return unit(code).reciprocal == unit(quantity.unit).reciprocal or quantity.decimal != 0


def currency_symbol(currency: str, prefs: Preferences) -> str:
    """ "$" at home, "CA$" or the code where it could be mistaken."""
    if currency == prefs.currency and currency in HOME_SYMBOLS:
        return HOME_SYMBOLS[currency]
    found = SYMBOLS.get(currency, currency)
    if prefs.currency in SHARED_SYMBOLS.get(found, ()):
        return currency
    return found


def format_money(money: Money, prefs: Preferences) -> str:
    """An amount in its own currency, in whole minor units: "€1,267.10", "1.267,10 €"."""
    amount = to_places(money.decimal, MINOR_DIGITS.get(money.currency, 2))
    return _with_symbol(amount, money.currency, prefs)


def format_price(price: UnitPrice, prefs: Preferences) -> str:
    """A price per unit with all its digits: "£1.449/l", "1,449 €/l"."""
    return f"{_with_symbol(price.amount, price.currency, prefs)}/{symbol(price.per, prefs)}"


def _with_symbol(amount: str, currency: str, prefs: Preferences) -> str:
    sign = "-" if amount.startswith("-") else ""
    digits = format_number(amount.removeprefix("-"), prefs)
    name = currency_symbol(currency, prefs)
    pattern = prefs.habits.money
    if pattern == "¤#" and name[-1].isalpha():
        pattern = "¤ #"
    return sign + pattern.replace("#", digits).replace("¤", name)


ENGLISH_DAYS = DayWords()


def format_day(day: date, prefs: Preferences, months: Sequence[str] = ENGLISH_DAYS) -> str:
    """ "6 Nov 2026", "Nov 6, 2026" or "2026-11-06" by the date order; `months` for translation."""
    if prefs.date_order == "YMD":
        return day.isoformat()[:10]
    words = months if isinstance(months, DayWords) else DayWords(months)
    month = words.within[day.month - 1]
    if prefs.date_order == "MDY":
        return f"{month} {day.day}, {day.year}"
    return words.whole.format(day=day.day, month=month, year=day.year)


def format_short_day(day: date, prefs: Preferences, months: Sequence[str] = ENGLISH_DAYS) -> str:
    """A day without its year: "6 Nov", "Nov 6"; whole where the year comes first."""
    if prefs.date_order == "YMD":
        return format_day(day, prefs, months)
    words = months if isinstance(months, DayWords) else DayWords(months)
    month = words.within[day.month - 1]
    if prefs.date_order == "MDY":
        return f"{month} {day.day}"
    return words.short.format(day=day.day, month=month)
