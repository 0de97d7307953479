"""Files of other apps, imported as a person would, for the tests of the importers."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from client.exchange.drafts import Draft, ImportOptions, Plan, Refusal
from client.exchange.formats import plan_import
from garage.records import find_kind

FILES = Path(__file__).resolve().parents[2] / "data" / "imports"
UNITS = {"vehicle": "Car", "distance_unit": "km", "volume_unit": "L", "currency": "EUR"}


@dataclass
class Taken:
    """A plan with its rows read."""

    plan: Plan
    drafts: list[Draft]
    refused: list[Refusal]

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The values of the drafts of a kind."""
        return [dict(draft.values) for draft in self.drafts if draft.kind == kind]

    def judged(self) -> dict[str, tuple[str, str]]:
        """What was judged, as name → (value, how)."""
        json = self.plan.judged.to_json()
        json.pop("remarks")
        return {name: (each["value"], each["how"]) for name, each in json.items()}


def take_bytes(data: bytes, name: str = "file.csv", **options: Any) -> Taken:
    """Import bytes; each draft is held against its kind, and parents come first."""
    plan = plan_import(name, lambda: io.BytesIO(data), ImportOptions(**options))
    taken = Taken(plan, [], [])
    if plan.questions:
        return taken
    keys: set[Any] = set()
    vehicles = {draft.key for draft in plan.vehicles}
    for row in plan.rows():
        if isinstance(row, Refusal):
            taken.refused.append(row)
            continue
        kind = find_kind(row.kind)
        assert kind is not None
        assert kind.check(row.values) == dict(row.values)
        assert "vehicle" not in row.values
        assert row.vehicle in (vehicles or {None}) or row.kind == "vehicle"
        assert row.parent is None or row.parent in keys
        assert row.key not in keys
        keys.add(row.key)
        taken.drafts.append(row)
    return taken


def options_asked(taken: Taken) -> list[str]:
    """The options that would answer what the plan asks."""
    return [each.option for each in taken.plan.questions]


@pytest.fixture
def take() -> Callable[..., Taken]:
    """`take("fuelio_van.csv", currency="EUR")`: a file of the tests, imported."""

    def taken(name: str, **options: Any) -> Taken:
        return take_bytes((FILES / name).read_bytes(), name, **options)

    return taken


@pytest.fixture
def take_text() -> Callable[..., Taken]:
    """`take_text("date,value\\n…")`: a text, imported."""

    def taken(text: str | bytes, name: str = "file.csv", **options: Any) -> Taken:
        data = text if isinstance(text, bytes) else text.encode()
        return take_bytes(data, name, **options)

    return taken
