"""How figures are written for the person: numbers, units, money and days of their region."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from client.operations.settings import for_vehicle
from client.ui.clock_words import clock
from client.ui.text import _
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.records import Vehicle
from garage.regions import (
    ENGLISH_DAYS,
    Preferences,
    currency_symbol,
    format_day,
    format_money,
    format_number,
    format_price,
    format_quantity,
    format_short_day,
    symbol,
)
from garage.rules.economy import Economy
from garage.rules.figures import figure
from garage.units import Quantity, unit

_A_WEEK = 6
_GALLONS = ("_us", "_uk")


@dataclass(frozen=True)
class Shown:
    """Writes values by one person's preferences, or one vehicle's above them."""

    prefs: Preferences
    today: date
    months: Sequence[str] = ENGLISH_DAYS
    home: Preferences | None = None
    """The person's own preferences, where a vehicle's are above them."""

    def of(self, vehicle: Vehicle) -> "Shown":
        """With the vehicle's own units above the person's."""
        return replace(self, prefs=for_vehicle(self.prefs, vehicle), home=self.home or self.prefs)

    # ------------------------------------------------------------------ numbers

    def number(self, value: Decimal | str | float, decimals: int | None = None) -> str:
        """A number with the region's marks."""
        exact = Decimal(repr(value)) if isinstance(value, float) else value
        return format_number(exact, self.prefs, decimals)

    def padded(self, value: Decimal | float, decimals: int) -> str:
        """A number with exactly so many decimals, for columns and axes."""
        return format_number(f"{value:.{decimals}f}", self.prefs)

    def symbol(self, code: str) -> str:
        """A unit as it is read here."""
        return symbol(code, self.prefs)

    def unmistakable(self, code: str) -> str:
        """A unit as it is read here; its gallon is named unless the person counts in that one."""
        home = self.home or self.prefs
        counts = any(each.endswith(_GALLONS) for each in home.units.values())
        return symbol(code, home) if counts else with_gallon(code, home)

    @property
    def distance_unit(self) -> str:
        """The code of the unit of distances."""
        return self.prefs.unit_for("distance") or "km"

    def way(self, metres: float, places: int = 0) -> str:
        """A distance without its unit."""
        return self.number(figure(metres, self.distance_unit, places).value, places)

    def distance(self, metres: float, places: int = 0) -> str:
        """A distance with its unit."""
        return f"{self.way(metres, places)} {self.symbol(self.distance_unit)}"

    def quantity(self, quantity: Quantity, unit: str | None = None) -> str:
        """A quantity in the preferred unit, or in this one."""
        return format_quantity(quantity, self.prefs, unit)

    def written(self, value: object) -> object:
        """A value in a sentence: a quantity as the region writes it, in its own unit."""
        return self.quantity(value, value.unit) if isinstance(value, Quantity) else value

    def rounded(self, quantity: Quantity, decimals: int = 0) -> str:
        """A quantity in the preferred unit, to so many decimals."""
        shown = quantity.to(self.prefs.unit_for(quantity.dimension) or quantity.unit)
        return f"{self.number(shown.value, decimals)} {self.symbol(shown.unit)}"

    def reading(self, odometer: Quantity) -> tuple[str, str]:
        """(whole digits, unit) of an odometer, for its painted face."""
        shown = odometer.to(self.distance_unit)
        return str(max(int(shown.decimal), 0)), self.symbol(shown.unit)

    def economy(self, economy: Economy, si: float, decimals: int = 2) -> str:
        """An economy's figure without its unit."""
        return self.padded(economy.shown(si).decimal, decimals)

    def economy_unit(self, economy: Economy) -> str:
        """The unit of its figures, as it is read."""
        return self.unmistakable(economy.unit)

    # ------------------------------------------------------------------ money

    def money(self, money: Money) -> str:
        """An amount with its currency."""
        return format_money(money, self.prefs)

    def amount(self, amount: Decimal, currency: str) -> str:
        """An exact sum with its currency."""
        return format_money(Money.of(amount, currency), self.prefs)

    def price(self, price: UnitPrice) -> str:
        """A price with its currency and unit."""
        return format_price(price, self.prefs)

    def rate(self, amount: Decimal, currency: str) -> str:
        """Money for one of a unit, to three decimals, without the unit."""
        price = UnitPrice(f"{amount:.3f}", currency, "km")
        return format_price(price, self.prefs).removesuffix("/" + self.symbol("km"))

    def currency(self, code: str) -> str:
        """A currency's sign."""
        return currency_symbol(code, self.prefs)

    # ------------------------------------------------------------------ days

    def day(self, day: date) -> str:
        """A day with its year."""
        return format_day(day, self.prefs, self.months)

    def moment(self, moment: Moment) -> str:
        """A day with its year, and its time where that is known."""
        return f"{self.day(moment.day)}{self.time_of(moment)}"

    def time_of(self, moment: Moment) -> str:
        """What comes after the day of a moment: a space and its time, or nothing."""
        return f" {clock(moment.time, self.prefs)}" if moment.time else ""

    def days(self) -> tuple[str, ...]:
        """A day of each month with its year, for a column that has room for any."""
        return tuple(self.day(date(self.today.year, month, 28)) for month in range(1, 13))

    def short_day(self, day: date) -> str:
        """A day near today: without the year where it is within eleven months."""
        if abs((day - self.today).days) > 334 or self.prefs.date_order == "YMD":
            return self.day(day)
        return format_short_day(day, self.prefs, self.months)

    def near_day(self, day: date) -> str:
        """ "Today", a weekday of the last week, else a short day."""
        away = (self.today - day).days
        if away == 0:
            return _("Today")
        return weekdays()[day.weekday()] if 0 < away <= _A_WEEK else self.short_day(day)

    def month(self, day: date) -> str:
        """A month's short name."""
        return self.months[day.month - 1]

    def month_and_year(self, day: date) -> str:
        """ "Mar 2019"."""
        return f"{self.month(day)} {day.year}"


def with_gallon(code: str, prefs: Preferences) -> str:
    """A unit as it is read there, with which gallon is meant: "mpg (UK)"."""
    if not code.endswith(_GALLONS):
        return symbol(code, prefs)
    return f"{unit(code).symbol} ({code[-2:].upper()})"


def weekdays() -> tuple[str, ...]:
    """Short weekdays from Monday."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def weekday_names() -> tuple[str, ...]:
    """The weekdays' full names, from Monday."""
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
        _("Sunday"),
    )  # fmt: skip


def month_names() -> tuple[str, ...]:
    """The months' full names."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"),
        _("June"), _("July"), _("August"), _("September"), _("October"), _("November"),
        _("December"),
    )  # fmt: skip
