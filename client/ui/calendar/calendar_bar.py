"""The bar over the calendar: today, back and on, what is shown, and how."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD, font
from client.ui.widgets.buttons import QuietButton, SecondaryButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.painting import draw_text, foot_rule, repaint_on_theme, text_width
from client.ui.widgets.segmented import Segment, SegmentedControl
from client.ui.widgets.tips import plain_tip

_HEIGHT = 56
_TITLE_AND_ARROWS = 360
"""What title, arrows and margins take beside the rest."""
_ROOM_BESIDE = 700
"""From this width on the calendars stand beside the view."""


class _Title(QLabel):
    """What is shown, in brief where there is no room for all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.brief = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font("heading", SEMIBOLD))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def shown(self) -> str:
        """The words that there is room for."""
        whole = text_width(self.text(), "heading", SEMIBOLD) <= self.width()
        return self.text() if whole else self.brief or self.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_text(QPainter(self), QRectF(self.rect()), self.shown, "heading", SEMIBOLD)


class CalendarBar(QWidget):
    """``stepped`` carries 1 or -1; ``view_chosen`` a view's key."""

    today_wanted = Signal()
    stepped = Signal(int)
    view_chosen = Signal(str)
    side_wanted = Signal()
    invitations_wanted = Signal()

    def __init__(self, views: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        self.today = SecondaryButton(_("Today"))
        self.today.setToolTip(_("Today (T)"))
        self.today.setAccessibleDescription("T")
        self.today.clicked.connect(self.today_wanted)
        self.back = QuietButton("", "chevron-left", name=_("Earlier (Page up)"))
        self.back.clicked.connect(self._on_back)
        self.on = QuietButton("", "chevron-right", name=_("Later (Page down)"))
        self.on.clicked.connect(self._on_on)
        self.title = _Title()
        self.side = SecondaryButton("", "sliders-horizontal", name=_("Calendars and filter"))
        self.side.clicked.connect(self.side_wanted)
        self.side.hide()
        self._invited = 0
        self.invitations = SecondaryButton("", "users")
        self.invitations.clicked.connect(self.invitations_wanted)
        self.invitations.hide()
        segments = [Segment(key, words) for key, words in views]
        self.segments = SegmentedControl(segments, _("View"))
        self.segments.chosen.connect(self.view_chosen)
        self.choice = ChoiceBox(_("View"))
        for key, words in views:
            self.choice.addItem(words, key)
        self.choice.activated.connect(self._on_choice)
        self.choice.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 1)
        row.setSpacing(4)
        row.addWidget(self.today)
        row.addSpacing(4)
        row.addWidget(self.back)
        row.addWidget(self.on)
        row.addSpacing(4)
        row.addWidget(self.title, 1)
        row.addWidget(self.invitations)
        row.addWidget(self.side)
        row.addSpacing(4)
        row.addWidget(self.segments)
        row.addWidget(self.choice)
        repaint_on_theme(self)

    def show_title(self, words: str, brief: str) -> None:
        """Say what is shown; in brief where the words find no room."""
        self.title.brief = brief
        self.title.setText(words)
        self.title.setToolTip(plain_tip(words))

    def show_invitations(self, count: int) -> None:
        """Say how many invitations wait for an answer; with none it is gone."""
        self._invited = count
        words = ngettext("{n} invitation", "{n} invitations", count).format(n=count)
        self.invitations.set_words(words if self.choice.isHidden() else str(count))
        self.invitations.setAccessibleName(words)
        self.invitations.setToolTip(_("Events that wait for your answer"))
        self.invitations.setVisible(count > 0)

    def show_view(self, key: str) -> None:
        """Mark the view that is shown."""
        self.segments.set_current(key)
        self.choice.setCurrentIndex(self.choice.findData(key))

    def fit(self, width: int) -> bool:
        """Take the form that a page of this width has room for; whether the side stands beside."""
        taken = self.today.sizeHint().width() + self.segments.sizeHint().width()
        wide = width >= taken + _TITLE_AND_ARROWS
        self.segments.setVisible(wide)
        self.choice.setVisible(not wide)
        self.show_invitations(self._invited)
        beside = width >= _ROOM_BESIDE
        self.side.setVisible(not beside)
        return beside

    def _on_back(self) -> None:
        self.stepped.emit(-1)

    def _on_on(self) -> None:
        self.stepped.emit(1)

    def _on_choice(self) -> None:
        self.view_chosen.emit(str(self.choice.currentData(Qt.ItemDataRole.UserRole)))

    def paintEvent(self, event: QPaintEvent) -> None:
        foot_rule(QPainter(self), QRectF(self.rect()))
