"""Fields of plain text that hold a code: what readers of this version would make nothing of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from garage.errors import ValueRefused
from garage.money.currencies import MINOR_DIGITS
from garage.units import UNITS, Dimension


def _units(*dimensions: Dimension) -> frozenset[str]:
    return frozenset(code for code, unit in UNITS.items() if unit.dimension in dimensions)


_CODES: dict[tuple[str, str], frozenset[str]] = {
    ("vehicle", "distance_unit"): _units(Dimension.DISTANCE),
    ("vehicle", "volume_unit"): _units(Dimension.VOLUME),
    ("vehicle", "economy_unit"): _units(
        Dimension.ECONOMY, Dimension.ELECTRIC_ECONOMY, Dimension.MASS_ECONOMY
    ),
    ("vehicle", "currency"): frozenset(MINOR_DIGITS),
}


class Coded:
    """The codes that a field may hold, as JSON; "" for none."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._codes = frozenset(codes) | {""}
        self.pattern = f'"(?:{"|".join(map(re.escape, sorted(self._codes)))})"'

    def read(self, value: Any) -> None:
        """Raises ValueRefused for any other."""
        if not isinstance(value, str) or value not in self._codes:
            raise ValueRefused("this code is not known")


def coded(kind: str, field: str) -> Coded | None:
    """The codes of a field; None for one that holds what it likes."""
    codes = _CODES.get((kind, field))
    return None if codes is None else Coded(codes)
