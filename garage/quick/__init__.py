"""Quick add: one line as a person would note it, read into a record's values."""

from garage.quick.context import LONGEST, QuickContext, SinceFull
from garage.quick.pieces import Piece, Question, Role, Understood, Worked
from garage.quick.understand import understand

__all__ = [
    "LONGEST", "Piece", "Question", "QuickContext", "Role", "SinceFull", "Understood",
    "Worked", "understand",
]  # fmt: skip
