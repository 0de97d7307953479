"""The type of printed pages."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont

from client.ui.theme.fonts import REGULAR, sized_font


@cache
def paper_font(pixels: int, weight: int = REGULAR) -> QFont:
    """The font for paper, at 96 pixels an inch; shared: copy before changing it.

    Inter draws tabular and contextual figures as glyphs that stand for no character, so that a
    VIN could not be found in the PDF nor copied from it: paper goes without them.
    """
    made = QFont(sized_font(pixels, weight))
    made.unsetFeature(QFont.Tag("tnum"))
    made.setFeature(QFont.Tag("calt"), 0)
    return made
