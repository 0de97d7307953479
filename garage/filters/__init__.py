"""The filter language: `volume > 10 gal and not station ~ shell`, read, checked and evaluated."""

from garage.filters.evaluate import Lookup, NothingElse, evaluate
from garage.filters.fold import fold, folded_at
from garage.filters.names import name_in
from garage.filters.parse import parse
from garage.filters.tree import (
    Amount,
    And,
    Comparison,
    Days,
    Empty,
    Expression,
    Loose,
    Not,
    Operand,
    Or,
    Price,
    Target,
)

__all__ = [
    "Amount", "And", "Comparison", "Days", "Empty", "Expression", "Lookup", "Loose", "Not",
    "NothingElse", "Operand", "Or", "Price", "Target", "evaluate", "fold",
    "folded_at", "name_in", "parse",
]  # fmt: skip
