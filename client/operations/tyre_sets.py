"""The tyre sets of a vehicle as their tab shows them: state, tread, advice, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from client.operations.vehicle_history import read_history
from client.store import Query, Reader
from garage.records import TyreEvent, TyreSet, Vehicle
from garage.rules.treads import Advice, Tread, treads, tyre_advice
from garage.rules.tyres import TyreState, tyre_states
from garage.rules.wheels import axle_of, axles_of, fitted
from garage.units import Quantity


@dataclass(frozen=True)
class TyreCard:
    """A set with all that its card says."""

    state: TyreState
    treads: tuple[Tread, ...]
    advice: tuple[Advice, ...]
    axles: tuple[str, ...]
    """Those of the vehicle, from the front; the set may be for some of them (`fitted`)."""

    @property
    def fitted(self) -> tuple[str, ...]:
        """The axles that it goes on, and those where it was measured all the same."""
        there = {axle_of(each.place) for each in self.treads}
        meant = fitted(self.tyre_set, self.axles)
        return tuple(axle for axle in self.axles if axle in meant or axle in there)

    @property
    def tyre_set(self) -> TyreSet:
        """The set."""
        return self.state.tyre_set

    @property
    def since(self) -> date | None:
        """When it was mounted, where it is on."""
        return self.state.spans[-1].start if self.state.on and self.state.spans else None

    def tread(self, place: str) -> Tread | None:
        """The last measured tread of a wheel, else of its axle as a whole."""
        known = {each.place: each for each in self.treads}
        return known.get(place) or known.get(axle_of(place))


@dataclass(frozen=True)
class TyreChange:
    """Something that happened to a set."""

    event: TyreEvent
    tyre_set: TyreSet


@dataclass(frozen=True)
class TyreSets:
    """A vehicle's sets, the mounted one first, and all that happened, the newest first."""

    vehicle: Vehicle
    cards: tuple[TyreCard, ...]
    changes: tuple[TyreChange, ...]
    odometer: Quantity | None


def read_tyres(reader: Reader, vehicle_id: str, today: date) -> TyreSets:
    """Read a vehicle's tyres; raises NotFound."""
    history = read_history(reader, vehicle_id)
    sets = reader.all(TyreSet, Query(owner=vehicle_id, sort="name"))
    events = {one.id: reader.all(TyreEvent, Query(owner=one.id)) for one in sets}
    every = [event for each in events.values() for event in each]
    measured = {one.id: treads(one, events[one.id]) for one in sets}
    places = [tread.place for each in measured.values() for tread in each]
    meant = [axle for one in sets if one.axle for axle in fitted(one)]
    axles = axles_of(history.vehicle, [*places, *meant])
    cards = []
    for state in tyre_states(sets, every, history.odometer, today):
        depths = measured[state.tyre_set.id]
        advice = tyre_advice(state, depths, today)
        cards.append(TyreCard(state, tuple(depths), tuple(advice), axles))
    cards.sort(key=lambda card: not card.state.on)
    changes = [TyreChange(event, one) for one in sets for event in events[one.id]]
    # On one day a set comes off before the other goes on; read backwards, it stands below.
    rank = {"dismount": 0, "mount": 1, "measure": 2}
    changes.sort(
        key=lambda change: (
            change.event.date.wall if change.event.date else "",
            rank.get(change.event.type, 2),
        ),
        reverse=True,
    )
    current = history.odometer.current
    return TyreSets(
        history.vehicle, tuple(cards), tuple(changes), current.shown if current else None
    )
