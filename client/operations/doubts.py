"""What looks wrong about a record that is kept: the cautions of the rules, with what they take."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from client.operations.figures import read_vehicle
from client.operations.vehicles import vehicle_behind
from client.store import Query, Reader
from garage.records import Record, Vehicle, Work, WorkLine
from garage.rules.cautions import Caution, cautions


def doubts_about(
    reader: Reader, record: Record, today: date, lines: Sequence[WorkLine] | None = None
) -> tuple[Caution, ...]:
    """What to ask about a record, as it stands or would stand among the others of its vehicle.

    `lines` are those it is to have; None takes those it has.
    """
    if isinstance(record, Vehicle):
        from garage.rules.vehicle_cautions import vehicle_cautions

        return tuple(vehicle_cautions(record, today, reader.all(Vehicle)))
    vehicle = vehicle_behind(reader, record)
    read = None
    if vehicle is not None and getattr(record, "odometer", None) is not None:
        read = read_vehicle(reader, vehicle, money=False)
    if lines is None:
        lines = reader.all(WorkLine, Query(owner=record.id)) if isinstance(record, Work) else []
    return cautions(
        record,
        today=today,
        vehicle=vehicle,
        odometer=read.odometer if read else None,
        lines=lines,
        beside=read.records if read else (),
    )


def doubts_of_edit(
    reader: Reader, id_: str, values: Mapping[str, Any], today: date
) -> tuple[Caution, ...]:
    """What there would be to ask about a record with other values that is not asked about now."""
    record = reader.find(id_)
    edited = dataclasses.replace(record, **values)
    before = {(one.code, one.field) for one in doubts_about(reader, record, today)}
    after = doubts_about(reader, edited, today)
    return tuple(one for one in after if one.field in values or (one.code, one.field) not in before)


def doubt_json(doubt: Caution) -> dict[str, Any]:
    """{"code", "field", "message", "hint"}, both sentences in English."""
    return {
        "code": doubt.code,
        "field": doubt.field,
        "message": doubt.message.format(**doubt.values),
        "hint": doubt.hint.format(**doubt.values),
    }
