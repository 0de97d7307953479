"""Labels in a type role and a colour role, and the line that says how sync stands."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from client.ui.theme import REGULAR, font, set_styled
from client.ui.widgets.painting import draw_box, draw_icon, draw_text, repaint_on_theme, text_width


def label(
    words: str = "",
    kind: str = "body",
    role: str = "text",
    weight: int = REGULAR,
    *,
    wrap: bool = False,
) -> QLabel:
    """A label; the style sheet colours it by its ``role`` property, in either scheme."""
    made = QLabel(words)
    _dress(made, kind, role, weight, wrap=wrap)
    return made


def _dress(made: QLabel, kind: str, role: str, weight: int, *, wrap: bool) -> None:
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(kind, weight))
    made.setProperty("role", role)
    made.setWordWrap(wrap)


class Remark(QLabel):
    """Small words about what is beside it, there only while there is something to say."""

    def __init__(self, role: str = "late") -> None:
        super().__init__()
        _dress(self, "small", role, REGULAR, wrap=True)
        self.hide()

    def say(self, words: str, role: str = "") -> None:
        """Say it, from now on in another colour role if one is given; "" says nothing."""
        if role:
            set_styled(self, "role", role)
        self.setText(words)
        self.setVisible(bool(words))


class SyncState(StrEnum):
    """How sync stands; the dot repeats what the words say."""

    SYNCED = "synced"
    SENDING = "sending"
    WAITING = "waiting"
    OFFLINE = "offline"
    REFUSED = "refused"
    OFF = "off"


_DOTS = {
    SyncState.SYNCED: "ok",
    SyncState.WAITING: "warn",
    SyncState.OFFLINE: "warn",
    SyncState.REFUSED: "late",
    SyncState.OFF: "border_strong",
}


class SyncLine(QWidget):
    """A dot (or turning arrows) and the state in words."""

    def __init__(self, state: SyncState = SyncState.OFF, words: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)
        self.set_state(state, words)

    def set_state(self, state: SyncState, words: str) -> None:
        """Show a state and its words, such as "Synced 10:42"."""
        self._state, self._words = state, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self._words, "small")) + 24, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_sync(QPainter(self), QRectF(self.rect()), self._state, self._words)


def paint_sync(painter: QPainter, rect: QRectF, state: SyncState, words: str) -> None:
    """Draw a state's dot, or turning arrows, and its words."""
    middle = rect.center().y()
    left = 16
    if state is SyncState.SENDING:
        draw_icon(painter, rect.x(), middle - 7, "refresh-cw", size=14)
        left = 22
    else:
        draw_box(painter, QRectF(rect.x(), middle - 4, 8, 8), _DOTS[state], "", 4)
    draw_text(painter, rect.adjusted(left, 0, 0, 0), words, "small", role="text_muted")
