"""How entries are painted: a block with its times, a bar over days, a line with a dot."""

from __future__ import annotations

from functools import cache

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD, CalendarColours, colour, font
from client.ui.widgets.painting import draw_icon, metrics, text_width

BAR_HEIGHT = 22
_EDGE = 3
_RADIUS = 4
_LINE = 16
_MARK = 12
_LEAST_WORDS = 56
"""So much is left to words beside any mark."""
_LEAST_PLACE = 32
"""So much of a place is worth its room beside a time."""
_FEW_LETTERS = 40
OVERTAKEN = "git-branch"
"""The icon that stands in tables too where a value was overtaken."""
_GROUND = "surface"


# A struct like `Quantity`: each entry has one made whenever it is painted.
class Look(msgspec.Struct, frozen=True, gc=False):
    """How one entry looks: its colours, and what is special about it."""

    colours: CalendarColours
    title: str = ""
    estimate: bool = False
    struck: bool = False
    faint: bool = False
    hatched: bool = False
    asked: bool = False
    """It waits for an answer: outlined."""
    chosen: bool = False
    hovered: bool = False
    ghost: bool = False
    before: bool = False
    after: bool = False
    marks: tuple[str, ...] = ()
    """Icons of what is special about it; as many are painted as have room beside its words."""
    opacity: float = 1.0
    """Below one while it is dragged: what is left behind, and its ghost."""

    @property
    def ink(self) -> QColor:
        """The colour of its words."""
        if self.estimate:
            return colour("estimate")
        return colour("text_muted") if self.faint else _shade(self.colours.text)


def more_words(count: int, room: QRectF) -> str:
    """How many more there are on a day; where the words have no room, the number alone."""
    words = _("+{n} more").format(n=count)
    return words if text_width(words, "small", MEDIUM) <= room.width() else f"+{count}"


@cache
def _shade(value: str) -> QColor:
    """A colour by its value. Shared: not to be changed in place."""
    return QColor(value)


def paint_sheet(painter: QPainter, rect: QRectF, look: Look) -> None:
    """An entry's ground: filled, hatched where it does not block time, dashed as an estimate."""
    painter.setOpacity(look.opacity)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bar = _shade(look.colours.bar)
    if look.estimate:
        pen = QPen(colour("estimate"), 1.5 if look.chosen else 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(
            colour("estimate_soft") if look.chosen or look.hovered else colour(_GROUND)
        )
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(_GROUND) if look.hatched else _shade(look.colours.fill))
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    if look.hatched:
        painter.setBrush(QBrush(_shade(look.colours.fill), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(_shade(look.colours.fill), 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    if not look.before:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(bar)
        painter.drawRoundedRect(QRectF(rect.x(), rect.y(), _EDGE, rect.height()), 1.5, 1.5)
    if look.chosen or look.ghost:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(bar, 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
    elif look.hovered or look.asked:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(bar, 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


def paint_block(
    painter: QPainter, rect: QRectF, look: Look, title: str, time: str, place: str = ""
) -> None:
    """A block of the time grid: title over one or two lines, its time and place below if they fit.

    Where it is one line high, they stand behind the title.
    """
    paint_sheet(painter, rect, look)
    inner = rect.adjusted(9, 2, -4, -2)
    if inner.width() < 8:
        return
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    measure = metrics("small", SEMIBOLD)
    wraps = inner.height() >= 3 * _LINE
    # Of a title that goes on in a second line the first word at least stands beside the marks.
    wide = measure.horizontalAdvance(title.split(" ")[0] if wraps else title)
    long = metrics("small").horizontalAdvance(time)
    single = inner.height() < 2 * _LINE
    first = _one(inner, rect)
    left = _marked(painter, first, look, wide, wide + 6 + long if single else wide)
    face = _struck(font("small", SEMIBOLD), look)
    if single:
        used = _line(painter, left, title, face, look.ink)
        rest = left.adjusted(used + 6, 0, 0, 0)
        if rest.width() > 28:
            _line(painter, rest, _when_where(time, place, rest.width()), font("small"), look.ink)
    else:
        lines = _wrapped(title, left.width(), 2 if wraps else 1)
        for at, words in enumerate(lines):
            width = inner.width() if at else left.width()
            room = QRectF(inner.x(), inner.y() + at * _LINE, width, _LINE)
            _line(painter, room, words, face, look.ink)
        below = QRectF(inner.x(), inner.y() + len(lines) * _LINE, inner.width(), _LINE)
        words = _when_where(time, place, inner.width())
        if long <= inner.width() or look.ghost:
            _line(painter, below, words, font("small"), look.ink)
    painter.restore()


def _when_where(time: str, place: str, width: float) -> str:
    """A time with its place behind it, if some of that can be read."""
    left = width - metrics("small").horizontalAdvance(f"{time} ")
    whole = metrics("small").horizontalAdvance(place) <= left
    return f"{time} {place}".strip() if whole or left >= _LEAST_PLACE else time


def _marked(
    painter: QPainter, row: QRectF, look: Look, words: float, more: float | None = None
) -> QRectF:
    """Paint marks at the right of a row, the first at the edge; gives what is left for words.

    None is painted that would cut off words that are so wide: they say more. Only that of a value
    that was overtaken does, which nothing else tells of. All but this and that of what recurs also
    leave alone what stands beside the words, to `more`.
    """
    for icon in look.marks:
        kept = words if icon == "repeat" or more is None else more
        if icon == OVERTAKEN:
            kept = 0
        if row.width() < max(kept, _LEAST_WORDS) + _MARK + 4:
            break
        draw_icon(painter, row.right() - _MARK, row.center().y() - _MARK / 2, icon,
                  mark_role(icon), _MARK)  # fmt: skip
        row = row.adjusted(0, 0, -_MARK - 4, 0)
    return row


def mark_role(icon: str) -> str:
    """The colour's name of a mark: as in tables for what was overtaken."""
    return "warn" if icon == OVERTAKEN else "text_muted"


def _one(inner: QRectF, rect: QRectF) -> QRectF:
    """The place of a single line: at the top, or amid what is not higher."""
    if rect.height() <= _LINE + 8:
        return QRectF(inner.x(), rect.y(), inner.width(), rect.height())
    return QRectF(inner.x(), inner.y(), inner.width(), _LINE)


def _wrapped(words: str, width: float, most: int) -> list[str]:
    """Words in at most so many lines; the last holds what is left, and a long word stays whole."""
    measure = metrics("small", SEMIBOLD)
    if most < 2 or measure.horizontalAdvance(words) <= width:
        return [words]
    parts = words.split(" ")
    count = 0
    while count < len(parts) and measure.horizontalAdvance(" ".join(parts[: count + 1])) <= width:
        count += 1
    if not 0 < count < len(parts):
        return [words]
    return [" ".join(parts[:count]), " ".join(parts[count:])]


def paint_bar(painter: QPainter, rect: QRectF, look: Look, title: str, line: str = "") -> None:
    """A bar over days: the title, and a time before it where it has one; an estimate's gauge."""
    paint_sheet(painter, rect, look)
    inner = rect.adjusted(8 if look.before else 11, 0, -6, 0)
    if look.estimate:
        draw_icon(
            painter, rect.x() + 8, rect.y() + (rect.height() - 14) / 2, "gauge", "estimate", 14
        )
        inner = rect.adjusted(28, 0, -6, 0)
    wide = metrics("small", MEDIUM).horizontalAdvance(title)
    beside = metrics("small").horizontalAdvance(line) + 6 if line else 0
    inner = _marked(painter, inner, look, wide, wide + beside)
    used = _line(painter, inner, title, _struck(font("small", MEDIUM), look), look.ink)
    rest = inner.adjusted(used + 6, 0, 0, 0)
    if line and rest.width() > 32:
        _line(painter, rest, line, font("small"), look.ink)


def paint_line(painter: QPainter, rect: QRectF, look: Look, title: str, line: str) -> None:
    """An entry of one day in the month: a dot, its title, its time at the right."""
    painter.setOpacity(look.opacity)
    if look.chosen or look.hovered or look.ghost:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edged = look.chosen or look.ghost
        painter.setPen(QPen(_shade(look.colours.bar), 2) if edged else Qt.PenStyle.NoPen)
        painter.setBrush(_shade(look.colours.fill) if edged else colour("surface_hover"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(_shade(look.colours.bar))
    dot = QRectF(rect.x() + 6, rect.center().y() - 4, 8, 8)
    if look.hatched:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_shade(look.colours.bar), 1.5))
        dot = dot.adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(dot, 2, 2)
    inner = rect.adjusted(20, 0, -6, 0)
    wide = metrics("small").horizontalAdvance(line) if line else 0
    name = metrics("small", MEDIUM).horizontalAdvance(title)
    inner = _marked(painter, inner, look, name + (wide + 8 if wide else 0))
    ink = colour("text_muted" if look.faint else "text")
    if wide and inner.width() - wide - 8 >= 32:
        at = QRectF(inner.right() - wide, inner.y(), wide, inner.height())
        _line(painter, at, line, font("small"), colour("text_muted"))
        inner = inner.adjusted(0, 0, -wide - 8, 0)
    _line(painter, inner, title, _struck(font("small", MEDIUM), look), ink)


def _struck(face: QFont, look: Look) -> QFont:
    if not look.struck:
        return face
    made = QFont(face)
    made.setStrikeOut(True)
    return made


def _line(painter: QPainter, rect: QRectF, words: str, face: QFont, ink: QColor) -> float:
    """One line of words, shortened with an ellipsis; gives its width.

    Where there is room for a few letters only, an ellipsis would take half of them.
    """
    measure = metrics("small", int(face.weight()))
    width = measure.horizontalAdvance(words)
    if width > rect.width() + 0.5:
        if rect.width() < _FEW_LETTERS:
            while words and measure.horizontalAdvance(words) > rect.width():
                words = words[:-1]
            words = words.rstrip()
        else:
            words = measure.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        width = measure.horizontalAdvance(words)
    painter.setFont(face)
    painter.setPen(ink)
    flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(rect, flags | int(Qt.TextFlag.TextSingleLine), words)
    return width
