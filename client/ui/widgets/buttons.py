"""Buttons: primary, secondary, quiet and danger, with an icon, a word or both."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QSizePolicy, QWidget
from shiboken6 import isValid

from client.ui.theme import MEDIUM, SEMIBOLD
from client.ui.widgets.focus_ring import BY_KEYS, FocusRing
from client.ui.widgets.painting import (
    draw_box,
    draw_icon,
    draw_rule,
    draw_text,
    repaint_on_theme,
    text_width,
)
from client.ui.widgets.tips import plain_tip

_ICON = 16
_GAP = 8
_BY_CLICK = Qt.FocusReason.MouseFocusReason


class ButtonKind(StrEnum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    LINK = "link"
    DANGER = "danger"
    INVERSE = "inverse"
    INVERSE_QUIET = "inverse quiet"


# kind: (surface, surface hovered, text, border) as colour roles; empty is see-through or none.
_ROLES = {
    ButtonKind.PRIMARY: ("accent", "accent_hover", "accent_text", ""),
    ButtonKind.SECONDARY: ("surface_raised", "surface_hover", "text", "border_strong"),
    ButtonKind.QUIET: ("", "surface_hover", "text", ""),
    ButtonKind.LINK: ("", "surface_hover", "accent", ""),
    ButtonKind.DANGER: ("surface_raised", "late_soft", "late", "border_strong"),
    ButtonKind.INVERSE: ("text", "text", "surface", "text_muted"),
    ButtonKind.INVERSE_QUIET: ("text", "text", "surface", ""),
}


class PaintedButton(QAbstractButton):
    """A button that paints itself: hover, the focus ring, and Enter as well as Space."""

    ring_radius = 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring: FocusRing | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        repaint_on_theme(self)

    @property
    def hovered(self) -> bool:
        """Whether the pointer is over an enabled button, or the button is held down."""
        return self.isEnabled() and (self.underMouse() or self.isDown())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        reason = event.reason()
        # In a dialog Enter means what has the keyboard, however it came there.
        within_dialog = isinstance(self.window(), QDialog)
        shows = reason in BY_KEYS or (within_dialog and reason is not _BY_CLICK)
        if shows and self.parentWidget() is not None:
            self._ring = FocusRing.around(self, self.ring_radius)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._drop_ring()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._drop_ring()
        super().hideEvent(event)

    def _drop_ring(self) -> None:
        ring, self._ring = self._ring, None
        # The window may have taken the ring with it already.
        if ring is not None and isValid(ring):
            ring.leave(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class Button(PaintedButton):
    """A button of any kind; without words give ``name``, which is spoken and shown as a tip."""

    icon_role = ""
    """The icon's colour, where it is another than that of the words."""

    def __init__(
        self,
        words: str = "",
        icon: str = "",
        kind: ButtonKind = ButtonKind.SECONDARY,
        *,
        name: str = "",
        small: bool = False,
    ) -> None:
        super().__init__()
        self._icon = icon
        self._kind = kind
        self._small = small
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(words, name)

    def set_words(self, words: str, name: str = "") -> None:
        """Change the words shown, and what is spoken if it differs."""
        # Qt would underline a letter at an ampersand and make it a shortcut.
        self.setText(words.replace("&", "&&"))
        self._words = words
        self.setAccessibleName(name or words)
        self.setToolTip(plain_tip(name))
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        """Change the icon by its name."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    @property
    def icon_name(self) -> str:
        """The icon's name."""
        return self._icon

    def sizeHint(self) -> QSize:
        height = 24 if self._small else 32
        if not self._words:
            return QSize(height, height)
        width = 2 * self._padding() + self._words_width() + (_ICON + _GAP if self._icon else 0)
        return QSize(round(width), height)

    def _padding(self) -> int:
        # A link ends where what it belongs to ends.
        if self._kind is ButtonKind.LINK:
            return 0
        return 8 if self._small else 12

    def _words_width(self) -> float:
        return text_width(self._words, *self._face())

    def _face(self) -> tuple[str, int]:
        return ("small", MEDIUM) if self._small else ("body", SEMIBOLD)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        surface, hovered, ink, border = _ROLES[self._kind]
        if not self.isEnabled():
            painter.setOpacity(0.5)
        link = self._kind is ButtonKind.LINK
        fill = hovered if (self.hovered or self.isChecked()) and not link else surface
        draw_box(painter, QRectF(self.rect()), fill, border, 6)
        wide = (_ICON if self._icon else 0) + (_GAP if self._icon and self._words else 0)
        content = wide + (self._words_width() if self._words else 0)
        left = max((self.width() - content) / 2, 0.0 if link else 4.0)
        if self._icon:
            tint, top = self.icon_role or ink, (self.height() - _ICON) / 2
            draw_icon(painter, left, top, self._icon, tint, _ICON)
        if self._words:
            room = self.width() - left - wide - (0 if link else 2)
            place = QRectF(left + wide, 0, room, self.height())
            width = draw_text(painter, place, self._words, *self._face(), role=ink)
            if link and self.hovered:
                draw_rule(painter, place.x(), place.center().y() + 8, width, ink)


class PrimaryButton(Button):
    """The one action a page is for."""

    def __init__(self, words: str = "", icon: str = "", *, name: str = "") -> None:
        super().__init__(words, icon, ButtonKind.PRIMARY, name=name)


class SecondaryButton(Button):
    """Any other action with a border."""

    def __init__(
        self, words: str = "", icon: str = "", *, name: str = "", small: bool = False
    ) -> None:
        super().__init__(words, icon, ButtonKind.SECONDARY, name=name, small=small)


class QuietButton(Button):
    """An action without a border, for toolbars and card titles."""

    def __init__(
        self, words: str = "", icon: str = "", *, name: str = "", small: bool = False
    ) -> None:
        super().__init__(words, icon, ButtonKind.QUIET, name=name, small=small)


class LinkButton(Button):
    """An action in the accent's colour, at the right end of a card's title."""

    def __init__(self, words: str = "", *, name: str = "") -> None:
        super().__init__(words, "", ButtonKind.LINK, name=name, small=True)
