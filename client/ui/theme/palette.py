"""The Qt palette made from the tokens, so that plain Fusion widgets already look right."""

from PySide6.QtGui import QColor, QPalette

from client.ui.theme.tokens import Tokens

_ROLES = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.Base: "surface_raised",
    QPalette.ColorRole.Button: "surface_raised",
    QPalette.ColorRole.AlternateBase: "surface_sunken",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "late",
    QPalette.ColorRole.PlaceholderText: "text_muted",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.HighlightedText: "accent_text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "surface_raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "surface_raised",
    QPalette.ColorRole.Midlight: "surface_hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "border_strong",
}

_DISABLED_TEXT = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def palette(tokens: Tokens) -> QPalette:
    """The palette for all widgets; disabled text is muted, not invisible."""
    made = QPalette()
    for qt_role, role in _ROLES.items():
        made.setColor(qt_role, QColor(tokens.colour(role)))
    for qt_role in _DISABLED_TEXT:
        made.setColor(QPalette.ColorGroup.Disabled, qt_role, QColor(tokens.colour("text_muted")))
    return made
