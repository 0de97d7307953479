"""Which fields a history tells of: not those that programs keep beside what a person does."""

from __future__ import annotations

from garage.records import Kind
from garage.records.agenda import BOOKKEEPING

_BESIDE = frozenset({"order", "uid"})
"""In any kind: where a record stands among others, and what other programs call it."""
_OF_KIND = {
    "event": frozenset({"related"}),
    "attendee": frozenset({"answered"}),
    "shared_feed": frozenset({"token", "used"}),
}


def untold_fields(kind: Kind) -> frozenset[str]:
    """The fields of a kind that no history tells, and to which none offers an earlier value."""
    beside = (
        _BESIDE | BOOKKEEPING.get(kind.name, frozenset()) | _OF_KIND.get(kind.name, frozenset())
    )
    return frozenset(spec.name for spec in kind.fields if spec.hidden or spec.name in beside)
