"""Colours of calendars: names as CSS3 has them in our records, #RRGGBB for other programs."""

from __future__ import annotations

import re

from sync_server.kit.problem import BadRequest

# Those that the app offers, and CSS's first sixteen.
_NAMES = {
    "teal": "#008080", "purple": "#800080", "goldenrod": "#DAA520", "seagreen": "#2E8B57",
    "royalblue": "#4169E1", "slategray": "#708090", "sienna": "#A0522D", "darkgray": "#A9A9A9",
    "black": "#000000", "silver": "#C0C0C0", "gray": "#808080", "white": "#FFFFFF",
    "maroon": "#800000", "red": "#FF0000", "fuchsia": "#FF00FF", "green": "#008000",
    "lime": "#00FF00", "olive": "#808000", "yellow": "#FFFF00", "navy": "#000080",
    "blue": "#0000FF", "aqua": "#00FFFF", "orange": "#FFA500",
}  # fmt: skip
_BY_HEX = {code: name for name, code in reversed(_NAMES.items())}
_HEX = re.compile(r"#([0-9A-Fa-f]{6})(?:[0-9A-Fa-f]{2})?")
_NAME = re.compile(r"[a-z]{3,30}")


def hex_of(colour: str) -> str:
    """As #RRGGBB; "" for a name that is not known here."""
    return colour.upper() if _HEX.fullmatch(colour) else _NAMES.get(colour.lower(), "")


def colour_of(text: str) -> str:
    """What a record keeps of #RRGGBB, #RRGGBBAA or a name; raises BadRequest."""
    text = text.strip()
    found = _HEX.fullmatch(text)
    if found:
        code = f"#{found[1].upper()}"
        return _BY_HEX.get(code, code)
    if text and not _NAME.fullmatch(text.lower()):
        raise BadRequest("this is no colour", "write it as #RRGGBB")
    return text.lower()
