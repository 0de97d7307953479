"""What a sync came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from client.store import Changes


@dataclass
class Report:
    """Counts of what went and came, and which records look different now."""

    sent: int = 0
    received: int = 0
    refused: int = 0
    overtaken: int = 0
    again: int = 0
    """Patches to be sent anew, under later stamps."""
    homeless: int = 0
    """Patches that wait until a pull has told what became of their space."""
    touched: dict[str, set[str]] = field(default_factory=dict)
    spaces_changed: bool = False
    went: list[str] = field(default_factory=list)
    """Ids of some records that were sent."""
    lost: list[str] = field(default_factory=list)
    """Ids of some values that were overtaken."""

    def add(self, touched: Mapping[str, set[str]]) -> None:
        """Records that look different now."""
        for kind, ids in touched.items():
            self.touched.setdefault(kind, set()).update(ids)

    def lose(self, ids: Sequence[str], count: int) -> None:
        """So many values were overtaken; `ids` are of them, or of some."""
        self.overtaken += count
        self.lost += ids[: _NAMED - len(self.lost)]

    def join(self, other: Report) -> None:
        """Count another one's as well."""
        self.sent += other.sent
        self.received += other.received
        self.refused += other.refused
        self.lose(other.lost, other.overtaken)
        self.went = list(dict.fromkeys([*self.went, *other.went]))[:_NAMED]
        self.again += other.again
        self.homeless += other.homeless
        self.spaces_changed = self.spaces_changed or other.spaces_changed
        self.add(other.touched)

    @property
    def changes(self) -> Changes:
        """What the views are told; of very many records only the kinds."""
        return Changes(
            "sync" if self.touched else "",
            touched={
                kind: frozenset(ids) if len(ids) <= _MOST_NAMED else frozenset()
                for kind, ids in self.touched.items()
            },
        )


_NAMED = 20
_MOST_NAMED = 1_000
