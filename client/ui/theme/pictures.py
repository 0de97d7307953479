"""Vehicle pictures: a drawing or a silhouette, painted in the vehicle's colour, on its ground."""

import re
from collections import OrderedDict
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from client.ui.theme.current import theme
from client.ui.theme.tokens import Scheme, tokens

KINDS = ("car", "motorcycle", "van", "truck", "trailer", "boat", "machine")

_BACKDROP = {
    "car": "octavia",
    "motorcycle": "cb500f",
    "van": "model3",
    "truck": "herbie",
    "boat": "octavia",
    "machine": "z3",
}
_VIEW = QRectF(15, -6, 370, 156)
_GROUND = 128.0
_DARKEST = 36
MOST_BYTES = 24 * 1024 * 1024
"""Of pictures drawn lately: some thirty cards on the finest screen. A window whose edge is dragged
draws each of them anew at every width, and would keep them all."""
_lately: OrderedDict[tuple[str, str, int, int, Scheme, float], QPixmap] = OrderedDict()
# A drawing names its own paint in a comment: <!-- paint #RRGGBB shade … line … light … -->
_PAINT = re.compile(r"<!-- paint (\S+) shade (\S+) line (\S+) light (\S+) -->")


def picture(
    name: str,
    paint: QColor | None = None,
    size: QSize | None = None,
    scheme: Scheme | None = None,
    ratio: float = 1.0,
) -> QPixmap:
    """The picture of a vehicle kind (or a named drawing), ``size`` in device-independent pixels.

    The drawing is scaled by the height and centred; an unknown name is drawn as a car.
    """
    size = size or QSize(274, 124)
    tint = paint.name() if paint is not None else ""
    shown = scheme or theme().scheme
    key = (known_name(name), tint, size.width(), size.height(), shown, ratio)
    found = _lately.get(key)
    if found is None:
        found = _lately[key] = _drawn(*key)
        while bytes_kept() > MOST_BYTES and len(_lately) > 1:
            _lately.popitem(last=False)
    else:
        _lately.move_to_end(key)
    return found


def bytes_kept() -> int:
    """What the pictures drawn lately take of the memory."""
    return sum(each.width() * each.height() * each.depth() // 8 for each in _lately.values())


def known_name(name: str) -> str:
    """The drawing used for a name: itself if there is one, else the car."""
    return name if resources.path("vehicles", f"{name}.svg").is_file() else "car"


def _drawn(name: str, paint: str, width: int, height: int, scheme: Scheme, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    backdrop = QColor(tokens(scheme).backdrops[_BACKDROP.get(name, name)])
    pixmap.fill(backdrop)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = height / _VIEW.height()
    ground = (_GROUND - _VIEW.top()) * scale
    floor = backdrop.darker(106) if scheme is Scheme.LIGHT else backdrop.lighter(112)
    line = backdrop.darker(116) if scheme is Scheme.LIGHT else backdrop.lighter(128)
    painter.fillRect(QRectF(0, ground, width, height - ground), floor)
    painter.fillRect(QRectF(0, ground, width, 1), line)
    drawn = _VIEW.width() * scale
    renderer = QSvgRenderer(QByteArray(_drawing(name, paint).encode()))
    renderer.render(painter, QRectF((width - drawn) / 2, 0, drawn, height))
    painter.end()
    return pixmap


@cache
def _source(name: str) -> str:
    return resources.path("vehicles", f"{name}.svg").read_text(encoding="utf-8")


def _drawing(name: str, paint: str) -> str:
    source = _source(name)
    found = _PAINT.search(source)
    if not paint or found is None:
        return source
    colour = QColor(paint)
    # Black swallows its own shade and seams, so the darkest paint is shown as a dark grey.
    if colour.lightness() < _DARKEST:
        colour.setHsl(max(colour.hslHue(), 0), colour.hslSaturation(), _DARKEST)
    dark = colour.lightness() < 2 * _DARKEST
    line = colour.lighter(190) if dark else colour.darker(140)
    light = colour.lighter(150) if dark else colour.lighter(122)
    values = (colour, colour.darker(122), line, light)
    for own, wanted in zip(found.groups(), values, strict=True):
        source = source.replace(own, wanted.name())
    return source
