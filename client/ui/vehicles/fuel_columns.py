"""The columns of the fuel log; the unit stands in the head where all rows share it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from client.operations.fuel_log import WORKED_PLACES, FuelLog, FuelRow, paid, price_of
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.rows_model import Column
from garage.errors import ValueRefused
from garage.money import Money, UnitPrice
from garage.records import FillUp
from garage.rules.figures import figure
from garage.units import Quantity

_AMOUNT_UNITS = {"volume": "L", "energy": "kWh", "mass": "kg"}
_MOST_PLACES = 4
_FIRST_TO_GO = ("driver", "price", "distance", "station", "tank", "odometer")
"""What gives way in a narrow table: first what other columns tell too."""
AMOUNT = "amount"
"""The column of what was filled: volume, energy or mass, as the row says."""
_CHARGE = re.compile(r"(\d+)–(\d+) %")
_ICONS = {"full": "tank-full", "partial": "tank-partial", "missed": "tank-missed"}


@dataclass(frozen=True)
class Heads:
    """What all rows share: unit codes and currency, "" where they differ."""

    amount: str
    economy: str
    currency: str
    distance: str
    places: int = 0
    """So many decimals have the prices in what the head says."""

    @classmethod
    def of(cls, log: FuelLog, shown: Shown) -> Heads:
        """What the rows of a log share."""
        measures = log.measures or ("volume",)
        units = {row.unit for row in log.rows}
        currencies = {each.currency for row in log.rows if (each := paid(row.fill)) is not None}
        amount = ""
        if len(measures) == 1:
            amount = shown.prefs.unit_for(measures[0]) or _AMOUNT_UNITS[measures[0]]
        return cls(
            amount,
            units.pop() if len(units) == 1 else "",
            currencies.pop() if len(currencies) == 1 else "",
            shown.distance_unit,
            _price_places(row.fill for row in log.rows),
        )


def _price_places(fills: Iterable[FillUp]) -> int:
    """As many as the finest price has, so that all stand below each other."""
    longest = 0
    for fill in fills:
        if fill.price is not None:
            longest = max(longest, len(fill.price.amount.partition(".")[2]))
        elif paid(fill) is not None:
            longest = max(longest, WORKED_PLACES)
    return min(longest, _MOST_PLACES)


def fuel_columns(log: FuelLog, heads: Heads, shown: Shown) -> list[Column[FuelRow]]:
    """Date to station, as the log's rows need them."""
    columns = [*_counts(log, heads, shown), *_money(heads, shown), *_where(log)]
    turns = {key: turn for turn, key in enumerate(reversed(_FIRST_TO_GO), 1)}
    return [replace(each, spare=turns.get(each.key, 0)) for each in columns]


def _counts(log: FuelLog, heads: Heads, shown: Shown) -> list[Column[FuelRow]]:
    cells = _Cells(heads, shown)
    way = shown.symbol(heads.distance)
    return [
        Column[FuelRow](
            "date", _("Date"), cells.date, lambda row: row.fill.date.wall if row.fill.date else "",
            width=118, holds=shown.days(), field="date",
        ),
        Column[FuelRow](
            "tank", _("Charge") if log.measures == ("energy",) else _("Tank"), _tank,
            lambda row: row.tank, width=142, icon=_tank_icon,
            icon_role=lambda row: "warn" if row.tank == "missed" else "accent",
            role=lambda row: "warn" if row.tank == "missed" else "", said=_tank_said,
        ),
        Column[FuelRow](
            "odometer", _with(_("Odometer"), way), cells.odometer,
            lambda row: row.fill.odometer.si if row.fill.odometer else None, number=True,
            width=112, field="odometer",
        ),
        Column[FuelRow](
            "distance", _with(_("Distance"), way), cells.distance, lambda row: row.distance,
            number=True, width=108,
        ),
        Column[FuelRow](
            "amount", _amount_head(log, heads, shown), cells.amount,
            lambda row: row.amount.si if row.amount else None, number=True, width=92,
            field=AMOUNT,
        ),
    ]  # fmt: skip


def _money(heads: Heads, shown: Shown) -> list[Column[FuelRow]]:
    cells = _Cells(heads, shown)
    return [
        Column[FuelRow](
            "price", cells.price_head(), cells.price, cells.price_key, number=True, width=88,
            field="price",
        ),
        Column[FuelRow](
            "total", _with(_("Total"), shown.currency(heads.currency) if heads.currency else ""),
            cells.total, cells.total_key, number=True, width=88, bold=True, field="total",
        ),
        Column[FuelRow](
            "economy", shown.unmistakable(heads.economy) if heads.economy else _("Economy"),
            cells.economy, lambda row: row.si, number=True, width=112, bold=True,
            tooltip=cells.why_no_figure, role=_economy_role,
            icon=lambda row: "triangle-alert" if row.flagged else "",
            icon_role=lambda row: "warn",
        ),
    ]  # fmt: skip


def _where(log: FuelLog) -> list[Column[FuelRow]]:
    columns = [
        Column[FuelRow](
            "station", _("Station"), lambda row: row.fill.station,
            lambda row: row.fill.station.casefold() or None, width=96, stretch=True,
            field="station",
        ),
    ]  # fmt: skip
    if any(row.fill.driver for row in log.rows):
        columns.append(
            Column[FuelRow](
                "driver", "", lambda row: "", lambda row: row.fill.driver.casefold() or None,
                width=44, avatar=lambda row: row.fill.driver, name=_("Driver"),
            )
        )  # fmt: skip
    return columns


def _with(title: str, unit: str) -> str:
    return f"{title}, {unit}" if unit else title


def _amount_head(log: FuelLog, heads: Heads, shown: Shown) -> str:
    words = {"volume": _("Volume"), "energy": _("Energy"), "mass": _("Mass")}
    measures = log.measures or ("volume",)
    title = words[measures[0]] if len(measures) == 1 else _("Filled")
    return _with(title, shown.symbol(heads.amount) if heads.amount else "")


def _tank_said(cell: str) -> Mapping[str, Any] | None:
    """What `_tank` wrote, as values; None for what it never writes."""
    words: Mapping[str, Mapping[str, Any]] = {
        _("Missed before"): {"missed": True},
        _("Full"): {"full": True},
        _("Partial"): {"full": False},
    }
    if cell in words:
        return words[cell]
    charge = _CHARGE.fullmatch(cell)
    if charge is None:
        return None
    low, high = (Quantity(number, "%") for number in charge.groups())
    return {"charge_from": low, "charge_to": high}


def _tank(row: FuelRow) -> str:
    fill = row.fill
    if row.tank == "missed":
        return _("Missed before")
    if fill.charge_from is not None and fill.charge_to is not None:
        return f"{_percent(fill.charge_from)}–{_percent(fill.charge_to)} %"
    return _("Full") if fill.full else _("Partial")


def _percent(charge: Quantity) -> str:
    return f"{charge.to('%').decimal:.0f}"


def _tank_icon(row: FuelRow) -> str:
    charged = row.measure == "energy" and row.tank != "missed"
    return "battery-charging" if charged else _ICONS[row.tank]


def _economy_role(row: FuelRow) -> str:
    if row.flagged:
        return "warn"
    return "" if row.si is not None else "text_muted"


def _why_no_figure(row: FuelRow) -> str:
    flags = {
        "outlier": _("Far from the usual: was the tank full, is the odometer right?"),
        "no_distance": _("The odometer is the same as before; correct one of them."),
        "no_amount": _("One of the fill-ups since the last full one does not say how much."),
        "missed": _("A fill-up before it was not written down, so the distance has no fuel to it."),
    }
    reasons = {
        "first": _("The first full one: figures count from here."),
        "before_first": _("There is no full fill-up before it to count from."),
        "joins_next": _("The tank was not full: it counts in the next figure."),
        "no_odometer": _("Without an odometer it counts in the next figure."),
        "same_stop": _("It counts with the next one, at the same odometer."),
    }
    return flags.get(row.flag or "") or reasons.get(row.reason or "", "")


class _Cells:
    """The words of the cells, in the units of the heads."""

    def __init__(self, heads: Heads, shown: Shown) -> None:
        self._heads, self._shown = heads, shown

    def date(self, row: FuelRow) -> str:
        return self._shown.day(row.fill.date.day) if row.fill.date else ""

    def odometer(self, row: FuelRow) -> str:
        shown = row.fill.odometer
        return self._shown.number(shown.to(self._heads.distance).value) if shown else ""

    def distance(self, row: FuelRow) -> str:
        return self._shown.way(row.distance) if row.distance is not None else ""

    def amount(self, row: FuelRow) -> str:
        filled = row.amount
        if filled is None:
            return ""
        if self._heads.amount:
            return self._shown.padded(filled.to(self._heads.amount).decimal, 2)
        return self._shown.quantity(filled)

    def price_head(self) -> str:
        """ "Price, €/l" where all rows share both."""
        heads = self._heads
        if not heads.currency or not heads.amount:
            return _("Price")
        money = self._shown.currency(heads.currency)
        return f"{_('Price')}, {money}/{self._shown.symbol(heads.amount)}"

    def _price(self, row: FuelRow) -> UnitPrice | None:
        price = price_of(row.fill)
        if price is None or not self._heads.amount:
            return price
        try:
            return price.to(self._heads.amount)
        except ValueRefused:
            return price

    def price(self, row: FuelRow) -> str:
        price = self._price(row)
        if price is None:
            return ""
        same = (price.currency, price.per) == (self._heads.currency, self._heads.amount)
        if not same:
            return self._shown.price(price)
        whole, _mark, fraction = price.amount.partition(".")
        places = self._heads.places
        return self._shown.number(f"{whole}.{fraction:0<{places}}" if places else price.amount)

    def price_key(self, row: FuelRow) -> float | None:
        price = self._price(row)
        return float(price.amount) if price is not None else None

    def total(self, row: FuelRow) -> str:
        total = paid(row.fill)
        if total is None:
            return ""
        if not self._heads.currency:
            return self._shown.money(total)
        exact = Money.of(total.decimal, total.currency)
        return self._shown.number(exact.amount)

    def total_key(self, row: FuelRow) -> float | None:
        total = paid(row.fill)
        return float(total.amount) if total is not None else None

    def why_no_figure(self, row: FuelRow) -> str:
        """Why a row has no figure, or what is odd about it, as a sentence; "" where all is well."""
        own, other = row.fill, row.beside
        if other is None or own.odometer is None or other.odometer is None or other.date is None:
            return _why_no_figure(row)
        words = _("{shown} is higher than {other} on {day}: correct one of them.")
        if own.odometer.si < other.odometer.si:
            words = _("{shown} is lower than {other} on {day}: correct one of them.")
        shown, said = (self._shown.distance(each.si) for each in (own.odometer, other.odometer))
        return words.format(shown=shown, other=said, day=self._shown.short_day(other.date.day))

    def economy(self, row: FuelRow) -> str:
        if row.si is not None:
            shown = figure(row.si, row.unit, 2)
            words = self._shown.padded(shown.decimal, 2)
            same = bool(self._heads.economy)
            return words if same else f"{words} {self._shown.symbol(row.unit)}"
        short = {
            "first": _("first full one"),
            "before_first": _("none before it"),
            "joins_next": _("joins the next"),
            "no_odometer": _("no odometer"),
            "same_stop": _("same stop"),
        }
        return short.get(row.reason or "", _("no figure"))
