"""The colours of calendars: the few that are offered, and which of them a CSS3 name comes to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from client.ui.text import _
from client.ui.theme import CalendarColours, theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from client.operations.agenda import CalendarShown, Entry

PALETTE = {
    "teal": "maintenance",
    "purple": "inspection",
    "goldenrod": "insurance_tax",
    "seagreen": "trips",
    "royalblue": "family",
    "slategray": "work",
    "sienna": "club",
    "darkgray": "holidays",
}
"""The colours offered, as CSS3 names them (RFC 7986), and the tokens they are painted with."""

_GREY = 0.16
"""Below this saturation a colour has no hue to speak of."""


def colour_words() -> dict[str, str]:
    """The colours offered, in words."""
    return {
        "teal": _("Teal"),
        "purple": _("Purple"),
        "goldenrod": _("Ochre"),
        "seagreen": _("Green"),
        "royalblue": _("Blue"),
        "slategray": _("Slate"),
        "sienna": _("Brick"),
        "darkgray": _("Stone"),
    }


@lru_cache(maxsize=512)
def offered(name: str) -> str:
    """The colour of the palette that is nearest to a CSS3 name or #RRGGBB; "" has the first."""
    if name in PALETTE:
        return name
    wanted = QColor(name) if name and QColor.isValidColorName(name) else None
    if wanted is None:
        return next(iter(PALETTE))
    if wanted.hslSaturationF() < _GREY:
        return "slategray" if wanted.lightnessF() < 0.5 else "darkgray"
    coloured = [each for each in PALETTE if QColor(each).hslSaturationF() >= _GREY]
    return min(coloured, key=lambda each: _apart(QColor(each).hslHue(), wanted.hslHue()))


def _apart(one: int, other: int) -> int:
    away = abs(one - other)
    return min(away, 360 - away)


def painted(name: str) -> CalendarColours:
    """What a colour is painted with in the scheme in force."""
    return theme().tokens.calendars[PALETTE[offered(name)]]


def colours_of(entry: Entry, calendars: Mapping[str, CalendarShown]) -> CalendarColours:
    """An entry's own colour, else its calendar's; what is overdue has the one of what is late."""
    if entry.late:
        late, ground = theme().tokens.colour("late"), theme().tokens.colour("late_soft")
        return CalendarColours(late, ground, late)
    calendar = calendars.get(entry.calendar)
    return painted(entry.colour or (calendar.colour if calendar is not None else ""))
