"""What filling in a vehicle's record from its number would set; nothing typed is overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from garage.units import Quantity
from garage.vin import vpic
from garage.vin.decoded import Decoded, DecodedValue
from garage.words import told

_FIELDS = ("make", "model", "year", "trim")
_KINDS = frozenset({"car", "motorcycle", "van", "truck", "trailer", "boat", "machine"})
_NO_SPECIFICATION = frozenset({*_FIELDS, "kind", "region", "vehicle_type"})

Proposable = str | int | tuple[str, ...] | Quantity


@dataclass(frozen=True, slots=True)
class Proposed:
    """One field of the vehicle, or one specification (`target`), and whether it will be set.

    `field` is the record's field ("type" is the kind of vehicle), or the specification's name.
    A skipped one carries the reason as a sentence.
    """

    target: str
    field: str
    value: Proposable
    source: str
    confidence: str
    skipped: bool = False
    reason: str = ""


def proposal(decoded: Decoded, current: Mapping[str, object]) -> tuple[Proposed, ...]:
    """Every fact of `decoded` against `current` (field or specification name to its value).

    A field that has a value, and a fact of low confidence, come back skipped.
    """
    everything = (*_vehicle(decoded), *_specifications(decoded))
    return tuple(_judged(each, current.get(each.field)) for each in everything)


def _vehicle(decoded: Decoded) -> Iterator[Proposed]:
    for field in _FIELDS:
        if (known := decoded.values.get(field)) is not None:
            value = int(str(known.value)) if field == "year" else known.value
            yield _proposed("vehicle", field, value, known)
    kind = decoded.values.get("kind")
    if kind is not None and kind.value in _KINDS:
        yield _proposed("vehicle", "type", kind.value, kind)
    energies = vpic.energies(decoded.attributes)
    fuel = decoded.values.get("fuel") or decoded.values.get("electrification")
    if energies and fuel is not None:
        yield _proposed("vehicle", "energies", energies, fuel)


def _specifications(decoded: Decoded) -> Iterator[Proposed]:
    for name, known in decoded.values.items():
        if name not in _NO_SPECIFICATION:
            yield _proposed("specification", name, known.value, known)


def _proposed(target: str, field: str, value: Proposable, known: DecodedValue) -> Proposed:
    return Proposed(target, field, value, known.source, known.confidence)


def _judged(each: Proposed, has: object) -> Proposed:
    if has is not None and has not in ("", (), [], frozenset()):
        reason = (
            told("It has this value already.")
            if has == each.value
            else told("It has a value already.")
        )
    elif each.confidence == "low":
        reason = told("The number does not say it surely enough: type it yourself.")
    else:
        return each
    return Proposed(each.target, each.field, each.value, each.source, each.confidence, True, reason)
