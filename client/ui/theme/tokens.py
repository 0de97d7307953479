"""The tokens: every colour, measure and type size of the look, read from one file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

import resources


class Scheme(StrEnum):
    """Which of the two sets of colour values is shown."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class CalendarColours:
    """The three colours of one calendar's entries, as #RRGGBB."""

    bar: str
    fill: str
    text: str


@dataclass(frozen=True, slots=True)
class TypeFace:
    """Families in order of preference; sizes and line heights in pixels by type role."""

    families: tuple[str, ...]
    size: Mapping[str, int]
    line_height: Mapping[str, int]
    weight: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tokens:
    """One scheme's values. Colours are #RRGGBB, measures are device-independent pixels."""

    scheme: Scheme
    colours: Mapping[str, str]
    scrim_alpha: float
    calendars: Mapping[str, CalendarColours]
    backdrops: Mapping[str, str]
    avatars: tuple[str, ...]
    face: TypeFace
    spacing: Mapping[str, int]
    radii: Mapping[str, int]
    heights: Mapping[str, int]
    widths: Mapping[str, int]

    def colour(self, role: str) -> str:
        """The value of a colour role, such as ``text_muted``; KeyError for an unknown role."""
        return self.colours[role]


@cache
def tokens(scheme: Scheme) -> Tokens:
    """The tokens of one scheme, read once from ``resources/themes/tokens.json``."""
    return _tokens_from(_file(), scheme)


@cache
def _file() -> dict[str, Any]:
    text = resources.path("themes", "tokens.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def _tokens_from(content: dict[str, Any], scheme: Scheme) -> Tokens:
    values = content["colour"][scheme]
    font = content["font"]
    return Tokens(
        scheme=scheme,
        colours=MappingProxyType({k: v for k, v in values.items() if k != "scrim_alpha"}),
        scrim_alpha=float(values["scrim_alpha"]),
        calendars=MappingProxyType(
            {name: CalendarColours(**both[scheme]) for name, both in content["calendar"].items()}
        ),
        backdrops=MappingProxyType(
            {name: both[scheme] for name, both in content["picture_backdrop"].items()}
        ),
        avatars=tuple(content["avatar"]),
        face=TypeFace(
            tuple(font["family"]),
            MappingProxyType(font["size"]),
            MappingProxyType(font["line_height"]),
            MappingProxyType(font["weight"]),
        ),
        spacing=MappingProxyType(content["spacing"]),
        radii=MappingProxyType(content["radii"]),
        heights=MappingProxyType(content["heights"]),
        widths=MappingProxyType(content["widths"]),
    )
