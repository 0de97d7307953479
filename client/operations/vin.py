"""Fill in a vehicle from its VIN: shown before it is set, and nothing typed is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from client.store import Changes, Query, Reader, Store, Transaction
from garage.records import Specification, Vehicle, kind_named
from garage.units import Quantity
from garage.vin import Decoded, Proposed, decode, proposal


@dataclass(frozen=True)
class VinFill:
    """What a number says, and what it would set on a vehicle."""

    decoded: Decoded
    proposed: tuple[Proposed, ...]

    @property
    def settable(self) -> tuple[Proposed, ...]:
        """The parts that can be set: nothing is typed there."""
        return tuple(part for part in self.proposed if not part.skipped)


def preview_vin(reader: Reader, vehicle_id: str, text: str, today: date) -> VinFill:
    """Decode `text` (up to 0.8 s the first time) and hold it against the vehicle."""
    vehicle = reader.get(Vehicle, vehicle_id)
    decoded = decode(text, today=today)
    current: dict[str, object] = {
        spec.name: spec.value or spec.text
        for spec in reader.all(Specification, Query(owner=vehicle_id))
    }
    current |= {
        name: getattr(vehicle, name) for name in ("make", "model", "year", "trim", "energies")
    }
    # A new vehicle is a car until someone says otherwise, so "car" is no answer that was typed.
    current["type"] = "" if vehicle.type == "car" else vehicle.type
    return VinFill(decoded, proposal(decoded, current))


def apply_vin(
    store: Store, vehicle_id: str, fill: VinFill, chosen: Sequence[Proposed] | None = None
) -> Changes:
    """Set the proposed values (or those `chosen` of them), each with its provenance; one undo."""
    vehicle_kind, spec_kind = kind_named("vehicle"), kind_named("specification")
    parts = fill.settable if chosen is None else [p for p in chosen if not p.skipped]
    fields: dict[str, Any] = {"vin": fill.decoded.vin}
    specs: list[dict[str, Any]] = []
    for part in parts:
        if part.target == "vehicle":
            fields[part.field] = part.value
            continue
        spec: dict[str, Any] = {"vehicle": vehicle_id, "name": part.field, "origin": part.source}
        spec["value" if isinstance(part.value, Quantity) else "text"] = (
            part.value if isinstance(part.value, Quantity) else str(part.value)
        )
        specs.append(spec_kind.complete(spec))

    def work(transaction: Transaction) -> None:
        transaction.change(vehicle_kind, vehicle_id, vehicle_kind.check(fields))
        for spec in specs:
            transaction.add(spec_kind, spec)

    return store.operate(work, "vin", fill.decoded.vin)
