"""How insights are worded: groups with their colours, amounts, months, and an axis of money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from client.exchange.figures_out import FigureCell
from client.operations.insights import Insights
from client.ui.text import _
from client.ui.vehicles.shown import Shown, month_names
from garage.money import Money, UnitPrice
from garage.regions import format_price
from garage.rules.windows import Month
from garage.units import unit

_SMALL = 100
"""Below this a period's amounts are shown to the cent."""

GROUP_ROLES = {
    "energy": "chart_1",
    "upkeep": "chart_3",
    "insurance_tax": "chart_4",
    "tyres": "chart_2",
    "other": "chart_5",
    "purchase": "text_muted",
    "depreciation": "text_muted",
}
"""The colour of each group, in the order in which they are stacked."""

VEHICLE_ROLES = ("chart_1", "chart_3", "chart_4", "chart_2")
OTHERS_ROLE = "chart_5"


def group_words() -> dict[str, str]:
    """What each group is called."""
    return {
        "energy": _("Fuel and charging"),
        "upkeep": _("Service and parts"),
        "insurance_tax": _("Insurance and tax"),
        "tyres": _("Tyres"),
        "other": _("Parking, tolls, other"),
        "purchase": _("Bought and sold"),
        "depreciation": _("Loss of value"),
    }


@dataclass(frozen=True)
class Wording:
    """Writes one page's figures: amounts in its currency, distances in the person's unit."""

    shown: Shown
    currency: str
    cents: bool

    @classmethod
    def of(cls, insights: Insights, shown: Shown) -> Wording:
        """For what was read: to the cent where little was spent."""
        return cls(shown, insights.currency, abs(insights.total) < _SMALL)

    def money(self, amount: Decimal) -> str:
        """An amount, in whole units unless little was spent in all."""
        if self.cents:
            return self.shown.amount(amount, self.currency)
        price = UnitPrice(str(round(amount)), self.currency, "km")
        return format_price(price, self.shown.prefs).removesuffix("/" + self.shown.symbol("km"))

    def exact(self, amount: Decimal) -> FigureCell:
        """An amount to the cent, for a table."""
        return FigureCell(
            self.shown.amount(amount, self.currency), Money.of(amount, self.currency).amount
        )

    def rate(self, amount: Decimal) -> FigureCell:
        """Money for one of the unit of distance."""
        return FigureCell(self.shown.rate(amount, self.currency), f"{amount:.4f}")

    def way(self, metres: float) -> FigureCell:
        """A distance without its unit, for a table."""
        return FigureCell(self.shown.way(metres), f"{self.driven(metres):.1f}")

    def driven(self, metres: float) -> Decimal:
        """A distance in the person's unit."""
        return Decimal(repr(metres)) / unit(self.shown.distance_unit).factor

    @property
    def distance_symbol(self) -> str:
        """The unit of distances as it is read."""
        return self.shown.symbol(self.shown.distance_unit)

    def share(self, part: Decimal, whole: Decimal) -> str:
        """A part in per cent of the whole; a dash where there is no whole."""
        if whole <= 0 or part < 0:
            return "–"
        share = part * 100 / whole
        if 0 < share < 1:
            return _("under 1 %")
        return _("{share} %").format(share=self.shown.number(share, 0))

    def money_tick(self, value: float, places: int) -> str:
        """A tick of an axis of money: the lowest line has the currency."""
        if not value:
            price = UnitPrice("0", self.currency, "km")
            return format_price(price, self.shown.prefs).removesuffix("/" + self.shown.symbol("km"))
        return self.shown.padded(value, places)

    def way_tick(self, value: float, places: int) -> str:
        """A tick of an axis of distances."""
        words = self.shown.padded(value, places)
        return words if value else f"{words} {self.distance_symbol}"

    def month_title(self, month: Month) -> str:
        """ "April 2026"."""
        return _("{month} {year}").format(month=month_names()[month[1] - 1], year=month[0])

    def month_label(self, month: Month, long: bool) -> str:
        """ "Apr"; a January has its year where the window is long."""
        short = self.shown.months[month[1] - 1]
        return f"{short} {month[0] % 100:02}" if long and month[1] == 1 else short


def period_words(insights: Insights, shown: Shown) -> str:
    """The window as two days."""
    window = insights.window
    start, end = window.start or insights.today, window.end or insights.today
    return _("{first} – {last}").format(first=shown.day(start), last=shown.day(end))
