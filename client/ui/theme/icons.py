"""Icons: vendored Lucide drawings, tinted by a colour role and sharp at every pixel ratio."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from client.ui.theme.current import theme

_PIXEL_RATIOS = (1.0, 1.25, 1.5, 2.0)


def icon(name: str, role: str = "text_muted", size: int = 16) -> QIcon:
    """An icon in the colour a role has now; made anew by its owner when the theme changes."""
    return _icon(name, theme().tokens.colour(role), theme().tokens.colour("accent"), size)


def icon_pixmap(name: str, role: str = "text_muted", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon for painting at one device pixel ratio; ``size`` in device-independent pixels."""
    values = theme().tokens
    return _pixmap(name, values.colour(role), values.colour("accent"), size, ratio)


@lru_cache(maxsize=512)
def _icon(name: str, tint: str, accent: str, size: int) -> QIcon:
    made = QIcon()
    for ratio in _PIXEL_RATIOS:
        made.addPixmap(_pixmap(name, tint, accent, size, ratio))
    return made


@lru_cache(maxsize=1024)
def _pixmap(name: str, tint: str, accent: str, size: int, ratio: float) -> QPixmap:
    # QtSvg draws currentColor black, so the colour goes into the text before it is parsed.
    drawing = _source(name).replace("currentColor", tint).replace("var(--accent)", accent)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(ratio)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


@cache
def _source(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
