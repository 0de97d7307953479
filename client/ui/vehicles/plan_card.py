"""A card of the plan's board, painted: tags, title, a line of notes, checklist, foot."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from client.ui.theme import MEDIUM
from client.ui.vehicles.plan_shown import CardWords, FootPart, assignee_words
from client.ui.widgets.avatar import paint_avatar
from client.ui.widgets.chip import HEIGHT as CHIP_HEIGHT
from client.ui.widgets.chip import ChipKind, chip_width, paint_chip
from client.ui.widgets.painting import RIGHT, draw_box, draw_icon, draw_text, text_width
from client.ui.widgets.popover import SHADOW, paint_shadow
from client.ui.widgets.tips import plain_tip

_PADDING = 12
_RADIUS = 6
_TITLE = 20
_NOTE = 18
_CHECKS = 24
_FOOT = 28
_AVATAR = 20
_ICON, _APART = 18, 10
_MOST_SEGMENTS = 20


def card_height(words: CardWords) -> int:
    """How high a card is."""
    height = 2 * _PADDING - 4 + _TITLE
    height += CHIP_HEIGHT + 6 if words.chips else 0
    height += _NOTE if words.note else 0
    height += _CHECKS if words.points else 0
    return height + (_FOOT if words.foot or words.assignee else 0)


def paint_plan_card(
    painter: QPainter, rect: QRectF, words: CardWords, border: str = "border", width: float = 1
) -> None:
    """Draw a card over a rectangle of its height."""
    draw_box(painter, rect, "surface_raised", border, _RADIUS, width=width)
    inner = rect.adjusted(_PADDING, _PADDING - 2, -_PADDING, 0)
    y = inner.top()
    if words.chips:
        _paint_chips(painter, QRectF(inner.left(), y, inner.width(), CHIP_HEIGHT), words)
        y += CHIP_HEIGHT + 6
    room = inner.width()
    signs = (("arrow-up", words.urgent), ("git-branch", bool(words.mark)))
    for sign in (name for name, there in signs if there):
        room -= 20
        draw_icon(painter, inner.left() + room + 6, y + 3, sign, "warn", 14)
    draw_text(painter, QRectF(inner.left(), y, room, _TITLE), words.title, weight=MEDIUM)
    y += _TITLE
    if words.note:
        place = QRectF(inner.left(), y, inner.width(), _NOTE)
        draw_text(painter, place, words.note, "small", role="text_muted")
        y += _NOTE
    if words.points:
        _paint_checks(painter, QRectF(inner.left(), y, inner.width(), _CHECKS), words)
        y += _CHECKS
    row = QRectF(inner.left(), y + 6, inner.width(), CHIP_HEIGHT)
    if words.assignee:
        paint_avatar(
            painter, QRectF(row.right() - _AVATAR, row.top(), _AVATAR, _AVATAR), words.assignee
        )
        row.setRight(row.right() - _AVATAR - 8)
    if words.foot:
        _paint_foot(painter, row, words.foot)


def _paint_chips(painter: QPainter, row: QRectF, words: CardWords) -> None:
    left = row.left()
    for text, kind in words.chips:
        width = min(chip_width(text), row.right() - left)
        if width < CHIP_HEIGHT:
            break
        paint_chip(painter, QRectF(left, row.top(), width, CHIP_HEIGHT), text, kind)
        left += width + 4


def _paint_checks(painter: QPainter, row: QRectF, words: CardWords) -> None:
    """A segment a point, few of them wide; many share segments."""
    used = text_width(words.checked, "small")
    draw_text(painter, row, words.checked, "small", role="text_muted", align=RIGHT)
    count = min(words.points, _MOST_SEGMENTS)
    ticked = words.ticked * count // words.points
    ticked = max(ticked, 1) if words.ticked else 0
    room = row.width() - used - 12
    pitch = (room + 2) / count
    top = round(row.center().y()) - 2
    for place in range(count):
        left = row.left() + round(place * pitch)
        right = row.left() + round((place + 1) * pitch) - 2
        role = "accent" if place < ticked else "border"
        draw_box(painter, QRectF(left, top, right - left, 4), role, "", 1)


def _paint_foot(painter: QPainter, row: QRectF, foot: tuple[FootPart, ...]) -> None:
    left = row.left()
    for part in fitting(foot, row.width()):
        if part.estimate:
            width = min(chip_width(part.words), row.right() - left)
            box = QRectF(left, row.top(), width, CHIP_HEIGHT)
            paint_chip(painter, box, part.words, ChipKind.ESTIMATE)
            left += width + _APART
            continue
        if part.icon:
            draw_icon(painter, left, row.top() + 3, part.icon, size=14)
            left += _ICON
        place = QRectF(left, row.top(), max(row.right() - left, 0), CHIP_HEIGHT)
        left += draw_text(painter, place, part.words, "small", role="text_muted") + _APART


def fitting(foot: tuple[FootPart, ...], room: float) -> tuple[FootPart, ...]:
    """What of a foot has room: one that is less needed goes before another is cut off."""
    while len(foot) > 1 and sum(map(_width, foot)) - _APART > room:
        goes = next((part for part in foot if part.spare), foot[-1])
        foot = tuple(part for part in foot if part is not goes)
    return foot


def _width(part: FootPart) -> float:
    """How wide a piece is, with the gap behind it."""
    if part.estimate:
        return chip_width(part.words) + _APART
    return text_width(part.words, "small") + (_ICON if part.icon else 0) + _APART


class PlanCardWidget(QWidget):
    """A card that takes the keyboard and can be dragged; the board says what keys do."""

    keyed = Signal(object)
    """QKeyEvent: a key for the board; it accepts what it takes."""
    focused = Signal()
    clicked = Signal()
    menu_wanted = Signal(QPoint)
    """The menu is asked for here (global)."""
    opened = Signal()
    lifted = Signal(QPoint)
    """The card is dragged from here (global)."""
    dragged = Signal(QPoint)
    dropped = Signal()
    grabbed_at = QPoint()
    accessible_role = QAccessible.Role.ListItem

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = CardWords("")
        self.away = False
        """Whether it is being dragged: its ghost is elsewhere."""
        self._pressed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_words(self, words: CardWords) -> None:
        """Show a card."""
        self.words = words
        self.setAccessibleName(words.spoken)
        title = words.title if len(words.title) > 30 else ""
        tips = [title, assignee_words(words.assignee), words.mark]
        self.setToolTip(plain_tip("\n".join(tip for tip in tips if tip)))
        self.update()

    def set_away(self, away: bool) -> None:
        """Leave the place to the ghost, or come back."""
        self.away = away
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        far = (event.position() - self._pressed).manhattanLength()
        where = event.globalPosition().toPoint()
        if not self.away and far >= QApplication.startDragDistance():
            self.grabbed_at = self._pressed.toPoint()
            self.lifted.emit(where)
        if self.away:
            self.dragged.emit(where)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self.away:
            self.dropped.emit()
        elif self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def let_go(self) -> None:
        """Forget that the button is down: the drag was given up."""
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.menu_wanted.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.keyed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.away:
            return
        focus = self.hasFocus()
        border, width = ("focus", 2) if focus else ("border", 1)
        if self.underMouse() and not focus:
            border = "border_strong"
        paint_plan_card(QPainter(self), QRectF(self.rect()), self.words, border, width)


class CardGhost(QWidget):
    """The card that hangs on the pointer, with its shadow; it takes no clicks."""

    def __init__(self, window: QWidget, words: CardWords, width: int) -> None:
        super().__init__(window)
        self._window, self._words = window, words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(width + 2 * SHADOW, card_height(words) + 2 * SHADOW)

    def hang(self, where: QPoint, grabbed_at: QPoint) -> None:
        """Hang on a point of the screen, held where it was taken."""
        corner = self._window.mapFromGlobal(where) - grabbed_at
        self.move(corner - QPoint(SHADOW, SHADOW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        sheet = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_shadow(painter, sheet, _RADIUS)
        paint_plan_card(painter, sheet, self._words, "accent")
