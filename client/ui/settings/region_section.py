"""Settings: where you are, and how money, days, numbers and the time are written there."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from client.operations.settings import DATE_ORDERS, NUMBERS, system_region
from client.store import Reader
from client.ui.clock_words import clock
from client.ui.desk import Desk
from client.ui.settings.section import SettingsSection, card_of, choose, fields_of, name_usual
from client.ui.settings.week_card import WeekCard
from client.ui.text import _, language_of
from client.ui.vehicles.shown import Shown
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.filters.fold import fold
from garage.money import Money
from garage.money.currencies import MINOR_DIGITS
from garage.regions import FALLBACK, REGIONS, Preferences, format_day


@dataclass(frozen=True)
class _Names:
    """Regions and zones as they are listed; looking them up takes a moment."""

    regions: tuple[tuple[str, str], ...]
    zones: tuple[str, ...]


def system_words() -> str:
    """What stands for the region that the system names, if it names any."""
    region = system_region()
    if region == FALLBACK:
        return _("As the system says")
    return _("As the system says ({region})").format(region=region)


class RegionSection(SettingsSection):
    """The region says what is usual; each habit can be another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.region, self.currency, self.zone = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.dates, self.numbers = ChoiceBox(), ChoiceBox()
        self.example = label("", wrap=True)
        self._fill()
        where = fields_of(
            FormField(_("Region"), self.region), FormField(_("Currency"), self.currency),
            FormField(_("Time zone"), self.zone),
        )  # fmt: skip
        self.add(card_of(_("Where you are"), where))
        how = fields_of(FormField(_("Dates"), self.dates), FormField(_("Numbers"), self.numbers))
        self.add(card_of(_("How it is written"), how, self.example))
        self.week = WeekCard(desk, self.keep)
        self.add(self.week)
        self.region.activated.connect(self._on_region)
        self.currency.activated.connect(self._on_currency)
        self.zone.activated.connect(self._on_zone)
        self.dates.activated.connect(self._on_dates)
        self.numbers.activated.connect(self._on_numbers)
        language = language_of(desk.settings)

        def names(_reader: Reader) -> _Names:
            return _Names(country_names(language), zone_names())

        desk.read(self, names, self._name)

    def _fill(self) -> None:
        self.region.addItem(system_words(), None)
        self.currency.addItem("", None)
        for code in sorted(MINOR_DIGITS):
            self.currency.addItem(code, code)
        self.zone.addItem(_("As the system says"), None)
        self.dates.addItem("", None)
        today = self.desk.today()
        orders = [Preferences.for_region(code) for code in ("GB", "US", "ZZ")]
        for order, like in zip(DATE_ORDERS, orders, strict=True):
            self.dates.addItem(format_day(today, like, self.desk.months), order)
        self.numbers.addItem("", None)
        for sample in NUMBERS:
            self.numbers.addItem(sample, sample)

    def _name(self, names: _Names) -> None:
        for code, name in names.regions:
            self.region.addItem(name, code)
        for zone in names.zones:
            self.zone.addItem(zone.replace("_", " "), zone)
        self.refresh()

    def refresh(self) -> None:
        self.week.refresh()
        settings, prefs = self.said, self.desk.preferences
        there = Preferences.for_region(prefs.region)
        shown = Shown(there, self.desk.today(), self.desk.months)
        name_usual(self.currency, there.currency)
        name_usual(self.dates, shown.day(shown.today))
        name_usual(self.numbers, shown.number("1234.5"))
        for box, name in (
            (self.region, "region"), (self.currency, "currency"), (self.zone, "zone"),
            (self.dates, "date_order"), (self.numbers, "numbers"),
        ):  # fmt: skip
            choose(box, settings.get(name))
        self.example.setText(_example(prefs, self.desk.now(), self.desk.months))

    def _on_region(self) -> None:
        self.keep("region", self.region.currentData())

    def _on_currency(self) -> None:
        self.keep("currency", self.currency.currentData())

    def _on_zone(self) -> None:
        self.keep("zone", self.zone.currentData())

    def _on_dates(self) -> None:
        self.keep("date_order", self.dates.currentData())

    def _on_numbers(self) -> None:
        self.keep("numbers", self.numbers.currentData())


def _example(prefs: Preferences, now: datetime, months: tuple[str, ...]) -> str:
    shown = Shown(prefs, now.date(), months)
    cost = shown.money(Money.of(Decimal("1267.10"), prefs.currency))
    return _("For example: {day}, {time} · {number} · {money}").format(
        day=shown.day(now.date()),
        time=clock(now, prefs),
        number=shown.number("84120.5"),
        money=cost,
    )


def country_names(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name in a language) of the regions we know (takes a moment the first time)."""
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(language).territories
    except (ValueError, UnknownLocaleError):
        territories = Locale("en").territories
    named = {code: str(territories.get(code, code)) for code in REGIONS if code != FALLBACK}
    return tuple(sorted(named.items(), key=lambda pair: fold(pair[1])))


def zone_names() -> tuple[str, ...]:
    """The time zones, those of a continent and a city (looks through many files)."""
    return tuple(sorted(name for name in zoneinfo.available_timezones() if _is_place(name)))


def _is_place(name: str) -> bool:
    return "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/"))
