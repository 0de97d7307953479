"""The popovers of the tyres: a set mounted or taken off, and its tread measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from client.operations.tyre_sets import TyreCard, TyreSets
from client.operations.upkeep import dismount_tyres, measure_tread, mount_tyres
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.ask_popover import AskPopover
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.tyre_shown import place_words, tread_number
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from client.ui.widgets.segmented import Segment, SegmentedControl
from garage.records import Vehicle
from garage.records.stock import AXLES
from garage.rules.wheels import (
    INNER,
    MAY_HAVE_MORE,
    PLACES,
    axles_of,
    field_of,
    share_an_axle,
)


class _TyrePopover(AskPopover):
    """What all of them ask: the day and the odometer."""

    def __init__(
        self, desk: Desk, opener: QWidget, tyres: TyreSets, card: TyreCard, title: str, shown: Shown
    ) -> None:
        super().__init__(desk, opener, tyres.vehicle, title, shown)
        self._card = card
        day, odometer = self.ask_day(kind="tyre_event"), self.ask_odometer(kind="tyre_event")
        if tyres.odometer is not None:
            last = _("last {reading}").format(reading=shown.way(tyres.odometer.si))
            odometer.line.setPlaceholderText(last)
        self.side_by_side(day, odometer)


class MountPopover(_TyrePopover):
    """Asks when a set was mounted; whichever was on its axles comes off at the same time."""

    def __init__(
        self, desk: Desk, opener: QWidget, tyres: TyreSets, card: TyreCard, shown: Shown
    ) -> None:
        title = _("Mount: {name}").format(name=card.tyre_set.name)
        super().__init__(desk, opener, tyres, card, title, shown)
        for each in tyres.cards:
            if each.state.on and share_an_axle(each.tyre_set, card.tyre_set):
                words = _("{name} comes off at the same time.").format(name=each.tyre_set.name)
                self.body.addWidget(label(words, "small", "text_muted", wrap=True))
        self.close_with(_("Mount"))

    def work(self) -> Callable[[Store], Changes]:
        found, id_ = self.values(), self._card.tyre_set.id
        when, odometer = self.day(found), found["odometer"]
        return lambda store: mount_tyres(store, id_, when, odometer)


class DismountPopover(_TyrePopover):
    """Asks when a set came off, and where it lies from now on."""

    def __init__(
        self, desk: Desk, opener: QWidget, tyres: TyreSets, card: TyreCard, shown: Shown
    ) -> None:
        title = _("Take off: {name}").format(name=card.tyre_set.name)
        super().__init__(desk, opener, tyres, card, title, shown)
        place = self.ask("place", "tyre_set", "place", text=card.tyre_set.place)
        self.body.addWidget(place)
        self.close_with(_("Take off"))

    def work(self) -> Callable[[Store], Changes]:
        found, id_ = self.values(), self._card.tyre_set.id
        when, odometer, place = self.day(found), found["odometer"], found["place"] or ""
        return lambda store: dismount_tyres(store, id_, when, odometer, place)


class MeasurePopover(_TyrePopover):
    """Asks for the tread: of each wheel, of twin wheels too, or of an axle as a whole.

    Of a vehicle that may have three axles, and does not say, it asks how many there are.
    """

    def __init__(
        self, desk: Desk, opener: QWidget, tyres: TyreSets, card: TyreCard, shown: Shown
    ) -> None:
        title = _("Tread of {name}").format(name=card.tyre_set.name)
        super().__init__(desk, opener, tyres, card, title, shown)
        ways = _ways(tyres.vehicle.type)
        segments = [Segment(key, words) for key, words in ways.items()]
        self.way = SegmentedControl(segments, _("What is measured"), _usual_way(card, ways))
        if len(ways) <= 1:
            self.way.hide()
        self.way.chosen.connect(self._on_way)
        self.body.addWidget(self.way)
        numbers = {"1": _("One axle"), "2": _("Two axles"), "3": _("Three axles")}
        segments = [Segment(key, words) for key, words in numbers.items()]
        self.number = SegmentedControl(segments, _("Axles"), str(len(card.axles)))
        self._asks_axles = tyres.vehicle.axles is None and tyres.vehicle.type in MAY_HAVE_MORE
        if not self._asks_axles or card.tyre_set.axle:
            self.number.hide()
        self.number.chosen.connect(self._on_way)
        self.body.addWidget(self.number)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, (row, column, span) in _CELLS.items():
            grid.addWidget(self._field(place), row, column, 1, span)
        self.body.addLayout(grid)
        self.close_with(_("Write it down"))
        self._on_way()

    def _field(self, place: str) -> FormField:
        unit = self.shown.symbol(self.shown.prefs.unit_for("tread") or "mm")
        words = place_words(place)
        title = words[:1].upper() + words[1:]
        field = self.ask(field_of(place), "tyre_event", field_of(place), title, unit=unit)
        before = self._card.tread(place)
        if before is not None:
            last = _("last {reading}").format(reading=tread_number(before.depth, self.shown))
            field.line.setPlaceholderText(last)
        return field

    @property
    def asked(self) -> tuple[str, ...]:
        """The places that it asks for as it stands."""
        axles = self._card.fitted
        if self.number.isVisibleTo(self):
            axles = axles_of(Vehicle(axles=int(self.number.current)))
        if self.way.current == "axles":
            return axles
        twin = self.way.current == "twin"
        return tuple(wheel for axle in axles for wheel in AXLES[axle] if twin or wheel not in INNER)

    def _on_way(self) -> None:
        for place in PLACES:
            self.fields[field_of(place)].setVisible(place in self.asked)

    def work(self) -> Callable[[Store], Changes]:
        asked = self.asked
        found = self.values("date", "odometer", *map(field_of, asked))
        id_ = self._card.tyre_set.id
        when, odometer = self.day(found), found["odometer"]
        depths = {place: found[field_of(place)] for place in asked}
        return lambda store: measure_tread(store, id_, when, depths, odometer)


_CELLS = {
    "front": (0, 0, 1), "middle": (0, 1, 1), "rear": (0, 2, 1),
    "fl": (1, 0, 1), "fr": (1, 1, 1),
    "ml": (2, 0, 1), "mr": (2, 1, 1), "mli": (3, 0, 1), "mri": (3, 1, 1),
    "rl": (4, 0, 1), "rr": (4, 1, 1), "rli": (5, 0, 1), "rri": (5, 1, 1),
}  # fmt: skip


def _ways(vehicle: str) -> dict[str, str]:
    """What can be measured of a kind of vehicle: a motorcycle's axle has one wheel."""
    if vehicle == "motorcycle":
        return {"axles": _("By axle")}
    twin = {"twin": _("Twin wheels")} if vehicle in MAY_HAVE_MORE else {}
    return {"wheels": _("Each wheel"), **twin, "axles": _("By axle")}


def _usual_way(card: TyreCard, ways: Mapping[str, str]) -> str:
    """As it was measured last; each wheel where it never was."""
    places = {tread.place for tread in card.treads}
    if places & set(INNER) and "twin" in ways:
        return "twin"
    by_axle = bool(places) and places <= AXLES.keys()
    return "axles" if by_axle or "wheels" not in ways else "wheels"
