"""Scrolling while something is dragged near an edge."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QScrollBar


@dataclass(frozen=True, slots=True)
class EdgeRoll:
    """Where scrolling begins, in pixels from the edge, and the most it goes by at once."""

    edge: int
    fastest: int

    def roll(self, bar: QScrollBar, at: float, length: float) -> bool:
        """Scroll the faster the nearer `at` is to 0 or `length`; says whether anything moved."""
        step = 0
        if at < self.edge:
            step = -round(self.fastest * min((self.edge - at) / self.edge, 1))
        elif at > length - self.edge:
            step = round(self.fastest * min((at - length + self.edge) / self.edge, 1))
        before = bar.value()
        bar.setValue(before + step)
        return bar.value() != before
