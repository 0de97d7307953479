"""The look: tokens, palette, style sheet, fonts, icons and vehicle pictures."""

from client.ui.theme.current import Theme, apply, colour, scheme_of, theme
from client.ui.theme.fonts import MEDIUM, REGULAR, SEMIBOLD, font, line_height, sized_font
from client.ui.theme.icons import icon, icon_pixmap
from client.ui.theme.pictures import KINDS, picture
from client.ui.theme.sheet import set_styled
from client.ui.theme.tokens import CalendarColours, Scheme, Tokens, tokens

__all__ = [
    "KINDS",
    "MEDIUM",
    "REGULAR",
    "SEMIBOLD",
    "CalendarColours",
    "Scheme",
    "Theme",
    "Tokens",
    "apply",
    "colour",
    "font",
    "icon",
    "icon_pixmap",
    "line_height",
    "picture",
    "scheme_of",
    "set_styled",
    "sized_font",
    "theme",
    "tokens",
]
