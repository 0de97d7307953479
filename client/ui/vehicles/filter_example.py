"""An example of the filter language, with the names that the person's language has."""

from __future__ import annotations

from client.ui.text import _
from garage.filters import name_in
from garage.records import kind_named


def filter_example(kind: str, field: str, rest: str) -> str:
    """ "total > 70", "Gesamt > 70": a field of a kind, and what it is compared with."""
    return f"{name_in(kind_named(kind).field(field), _)} {rest}"


def choice_example(kind: str, field: str, value: str, label: str) -> str:
    """ "category = tax", "Kategorie = Steuer": a choice by its word, or by its translated label."""
    said = _(label)
    return filter_example(kind, field, f"= {value if said == label else said}")
