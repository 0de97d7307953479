"""How a person has arranged a table: which columns, in which order and width, sorted by what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_NARROWEST, _WIDEST = 24, 2_000


@dataclass(frozen=True)
class RowsLayout:
    """What was chosen, by the columns' keys; what was never touched is absent.

    Keys that a table does not have (any more, or for this vehicle) stay as they are, so that a
    column that comes back stands where it stood. ``sort`` has "-" before it for the greatest
    first.
    """

    order: tuple[str, ...] = ()
    hidden: frozenset[str] | None = None
    widths: Mapping[str, int] = field(default_factory=dict)
    sort: str = ""

    def to_json(self) -> dict[str, Any]:
        """As the settings keep it."""
        return {
            "order": list(self.order),
            "hidden": None if self.hidden is None else sorted(self.hidden),
            "widths": dict(self.widths),
            "sort": self.sort,
        }

    @classmethod
    def from_json(cls, kept: object) -> RowsLayout:
        """What the settings kept; whatever is none is taken for untouched."""
        if not isinstance(kept, Mapping):
            return cls()
        hidden, widths, sort = kept.get("hidden"), kept.get("widths"), kept.get("sort")
        return cls(
            order=_words(kept.get("order")),
            hidden=frozenset(_words(hidden)) if isinstance(hidden, list) else None,
            widths={
                key: min(max(width, _NARROWEST), _WIDEST)
                for key, width in (widths.items() if isinstance(widths, Mapping) else ())
                if isinstance(key, str) and isinstance(width, int)
            },
            sort=sort if isinstance(sort, str) else "",
        )

    def ordered(self, keys: Sequence[str]) -> list[str]:
        """The keys in the order chosen; new ones stand behind the one they follow by nature."""
        chosen = [key for key in self.order if key in keys]
        for place, key in enumerate(keys):
            if key in chosen:
                continue
            before = next((each for each in reversed(keys[:place]) if each in chosen), None)
            chosen.insert(0 if before is None else chosen.index(before) + 1, key)
        return chosen

    def merged_order(self, shown: Sequence[str]) -> tuple[str, ...]:
        """`shown` as the new order, keeping the places of keys that are not there now."""
        gone = [key for key in self.order if key not in shown]
        merged = list(shown)
        for key in gone:
            at = self.order.index(key)
            before = next((each for each in reversed(self.order[:at]) if each in merged), None)
            merged.insert(0 if before is None else merged.index(before) + 1, key)
        return tuple(merged)


def _words(kept: object) -> tuple[str, ...]:
    return tuple(key for key in kept if isinstance(key, str)) if isinstance(kept, list) else ()
