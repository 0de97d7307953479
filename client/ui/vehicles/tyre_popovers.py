"""The popovers of the tyres: a set mounted or taken off, and its tread measured."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from client.operations.tyre_sets import TyreCard, TyreSets
from client.operations.upkeep import dismount_tyres, measure_tread, mount_tyres
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.ask_popover import AskPopover
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.tyre_shown import tread_words
from client.ui.widgets.labels import label
from garage.units import Quantity


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
    """Asks when a set was mounted; whichever was on comes off at the same time."""

    def __init__(
        self, desk: Desk, opener: QWidget, tyres: TyreSets, card: TyreCard, shown: Shown
    ) -> None:
        title = _("Mount: {name}").format(name=card.tyre_set.name)
        super().__init__(desk, opener, tyres, card, title, shown)
        on = next((each for each in tyres.cards if each.state.on), None)
        if on is not None:
            words = _("{name} comes off at the same time.").format(name=on.tyre_set.name)
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
    """Asks for the tread of both axles."""

    def __init__(
        self, desk: Desk, opener: QWidget, tyres: TyreSets, card: TyreCard, shown: Shown
    ) -> None:
        title = _("Tread of {name}").format(name=card.tyre_set.name)
        super().__init__(desk, opener, tyres, card, title, shown)
        unit = shown.symbol(shown.prefs.unit_for("tread") or "mm")
        fields = []
        for axle in ("front", "rear"):
            name = f"tread_{axle}"
            field = self.ask(name, "tyre_event", name, unit=unit)
            before = card.tread(axle)
            if before is not None:
                last = _("last {reading}").format(reading=tread_words(before.depth, shown))
                field.line.setPlaceholderText(last.removesuffix(unit).rstrip())
            fields.append(field)
        self.side_by_side(*fields)
        self.close_with(_("Write it down"))

    def work(self) -> Callable[[Store], Changes]:
        found, id_ = self.values(), self._card.tyre_set.id
        when, odometer = self.day(found), found["odometer"]
        front: Quantity | None = found["tread_front"]
        rear: Quantity | None = found["tread_rear"]
        return lambda store: measure_tread(
            store, id_, when, front=front, rear=rear, odometer=odometer
        )
