"""The type scale: Inter, carried with the program, with tabular figures everywhere."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

import resources
from client.ui.theme.tokens import Scheme, tokens

REGULAR = 400
MEDIUM = 500
SEMIBOLD = 600

# Without a hint of hinting, text sits at the same sub-pixel places on every system and offscreen.
_HINTING = QFont.HintingPreference.PreferNoHinting


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the carried font files with Qt (needs an application); returns their families."""
    families: list[str] = []
    for file in sorted(resources.path("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


@cache
def font(role: str = "body", weight: int = REGULAR) -> QFont:
    """The font of a type role (small, body, heading, title). Shared: copy before changing it."""
    face = tokens(Scheme.LIGHT).face
    return sized_font(face.size[role], weight)


@cache
def sized_font(pixels: int, weight: int = REGULAR) -> QFont:
    """A font off the type scale, for plates, date tiles and avatars only."""
    made = QFont()
    made.setFamilies(list(tokens(Scheme.LIGHT).face.families))
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(_HINTING)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def line_height(role: str) -> int:
    """The line height of a type role in pixels."""
    return tokens(Scheme.LIGHT).face.line_height[role]
