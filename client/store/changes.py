"""What a write changed: the one thing that views need to refresh."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """Kinds and ids that an operation touched, and how to undo it."""

    operation: str = ""
    """The operation's name, as "add" or "import"; empty where nothing was written."""
    title: str = ""
    """What was done to what, in the person's words, for a toast and the undo menu."""
    touched: dict[str, frozenset[str]] = field(default_factory=dict)
    """Kind → ids. After a bulk write only the kinds, with no ids: read those lists again."""
    undo: int | None = None
    """The number under which `undo` finds it; None where it cannot be undone."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids touched."""
        return tuple(id_ for ids in self.touched.values() for id_ in ids)

    def concerns(self, *kinds: str) -> bool:
        """Whether any of `kinds` was touched."""
        return any(kind in self.touched for kind in kinds)

    @classmethod
    def joined(cls, parts: Iterable[Changes]) -> Changes:
        """Several as one, under the name and undo of the last."""
        operation, title, undo = "", "", None
        touched: dict[str, frozenset[str]] = {}
        for part in parts:
            operation, title, undo = part.operation, part.title, part.undo
            for kind, ids in part.touched.items():
                touched[kind] = touched.get(kind, frozenset()) | ids
        return cls(operation, title, touched, undo)
