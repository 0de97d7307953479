"""The cards of alarms that have gone off, over the lower right corner, until they are answered."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from client.operations.alarm_told import AlarmTold
from client.ui.calendar.entry_words import span_words
from client.ui.text import _, ngettext, pgettext, said
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import LinkButton, SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.painting import draw_box, draw_icon, repaint_on_theme
from client.ui.widgets.popover import SHADOW, paint_shadow
from client.ui.widgets.speaking import aloud, announce
from client.ui.widgets.tab_order import tab_through
from garage.regions import Preferences, format_quantity

MOST = 3
"""Cards at once; the others are counted."""
_WIDTH = 360
_MARGIN = 8
_GAP = 8


def title_of(told: AlarmTold) -> str:
    """What an alarm is about."""
    return said(told.title) or _("Without a title")


def when_of(told: AlarmTold, prefs: Preferences) -> str:
    """Why it is told now where that is no time, when the event is, and where."""
    start, end = told.start, told.end
    if told.estimate:
        day = span_words(start.date(), end.date(), prefs)
        when = _("expected {day}").format(day=day)
    elif told.all_day:
        when = span_words(start.date(), end.date(), prefs)
    else:
        when = span_words(start, end, prefs)
    passed = ""
    if told.odometer is not None:
        reading = format_quantity(told.odometer, prefs, told.odometer.unit)
        passed = _("The odometer passed {reading}").format(reading=reading)
    return " · ".join(part for part in (passed, when, told.place) if part)


class AlarmCard(QWidget):
    """One alarm: what it is about, with Done, Snooze and Open; Esc leaves it as it is."""

    done = Signal(object)
    silenced = Signal(object)
    snoozed = Signal(object, object)
    opened = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget, told: AlarmTold, now: datetime, prefs: Preferences) -> None:
        super().__init__(parent)
        self.told, self._now = told, now
        title, when = title_of(told), when_of(told, prefs)
        self.setAccessibleName(aloud(title, when))
        self.setFixedWidth(_WIDTH + 2 * SHADOW)
        body = QVBoxLayout(self)
        body.setContentsMargins(SHADOW + 40, SHADOW + 12, SHADOW + 12, SHADOW + 12)
        body.setSpacing(4)
        body.addWidget(label(title, "body", weight=SEMIBOLD, wrap=True))
        body.addWidget(label(when, "small", "text_muted", wrap=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self.done_button = SecondaryButton(_("Done"), "check", small=True)
        self.snooze_button = SecondaryButton(_("Snooze"), "clock", small=True)
        self.open_button = LinkButton(
            pgettext("deed", "Open"), name=_("Open {title}").format(title=title)
        )
        self.stops = (self.done_button, self.snooze_button, self.open_button)
        for button in self.stops[:2]:
            row.addWidget(button)
        self.more = label("", "small", "text_muted")
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self.open_button)
        body.addLayout(row)
        self.done_button.clicked.connect(self._on_done)
        self.snooze_button.clicked.connect(self._on_snooze)
        self.open_button.clicked.connect(self._on_open)
        repaint_on_theme(self)

    def count(self, more: int) -> None:
        """Say how many others wait behind this one."""
        words = ngettext("and {n} more", "and {n} more", more) if more > 0 else ""
        self.more.setText(words.format(n=more))

    def _on_done(self) -> None:
        self.done.emit(self.told)

    def _on_silenced(self) -> None:
        self.silenced.emit(self.told)

    def _on_open(self) -> None:
        self.opened.emit(self.told)

    def _on_snooze(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, until in snoozes(self.told, self._now):
            menu.addAction(words).triggered.connect(functools.partial(self.put_off, until))
        if self.told.completable:
            menu.addSeparator()
            menu.addAction(_("Not again")).triggered.connect(self._on_silenced)
        menu.popup(self.snooze_button.mapToGlobal(QPoint(0, self.snooze_button.height())))

    def put_off(self, until: datetime) -> None:
        """Have it told again at a moment."""
        self.snoozed.emit(self.told, until)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        sheet = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_shadow(painter, sheet)
        draw_box(painter, sheet, "surface_raised", "border", 8)
        draw_icon(painter, sheet.x() + 14, sheet.y() + 14, "bell", "accent")


def snoozes(told: AlarmTold, now: datetime) -> list[tuple[str, datetime]]:
    """Until when it can be put off, in words; never to when its event is long over."""
    offered = [
        (_("10 minutes"), now + timedelta(minutes=10)),
        (_("1 hour"), now + timedelta(hours=1)),
    ]
    if told.start > now:
        offered.append((_("Until it begins"), told.start))
    morning = (now + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    return [*offered, (_("Tomorrow at 9"), morning)]


class AlarmCards(QObject):
    """The cards, the earliest event lowest; they follow the size of what they lie over.

    ``left`` says that the keyboard goes elsewhere: by Esc, or the last card went with it.
    """

    done = Signal(object)
    silenced = Signal(object)
    snoozed = Signal(object, object)
    opened = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.cards: list[AlarmCard] = []
        parent.installEventFilter(self)

    def show_alarms(self, told: Sequence[AlarmTold], now: datetime, prefs: Preferences) -> None:
        """Show these, leaving alone the cards that stay; what there is no room for is counted."""
        before: dict[str, AlarmCard | None] = {card.told.key: card for card in self.cards}
        shown = told[:MOST]
        keyboard = self._has_keyboard()
        self.cards = [before.pop(each.key, None) or self._card(each, now, prefs) for each in shown]
        # Of what is hidden with the keyboard in it Qt gives that to whatever comes next.
        if keyboard and not self.cards:
            self.left.emit()
        elif keyboard and not self._has_keyboard():
            self.take_keyboard()
        for gone in before.values():
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for card in self.cards:
            card.count(len(told) - MOST if card is self.cards[-1] else 0)
        # One that came later would be the last that Tab comes to, wherever it lies.
        stops = [stop for card in self.cards for stop in card.stops]
        tab_through(stops)
        self._place()

    def _has_keyboard(self) -> bool:
        at = self._over.window().focusWidget()
        return at is not None and any(card.isAncestorOf(at) for card in self.cards)

    def _card(self, told: AlarmTold, now: datetime, prefs: Preferences) -> AlarmCard:
        card = AlarmCard(self._over, told, now, prefs)
        card.done.connect(self.done)
        card.silenced.connect(self.silenced)
        card.snoozed.connect(self.snoozed)
        card.opened.connect(self.opened)
        card.left.connect(self.left)
        card.show()
        announce(card, card.accessibleName(), urgent=True)
        return card

    def take_keyboard(self) -> None:
        """Give the keyboard to the first card, if there is one."""
        if self.cards:
            self.cards[0].done_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def card_of(self, told: AlarmTold) -> AlarmCard | None:
        """The card of an alarm; None where it is among those that are counted."""
        return next((card for card in self.cards if card.told.key == told.key), None)

    def come_up(self) -> None:
        """Lie over the page that has come to the front."""
        for card in self.cards:
            card.raise_()

    def _place(self) -> None:
        right = self._over.width() - _MARGIN + SHADOW
        below = self._over.height() - _MARGIN + SHADOW
        for card in self.cards:
            height = card.heightForWidth(card.width())
            height = height if height > 0 else card.sizeHint().height()
            card.setGeometry(right - card.width(), below - height, card.width(), height)
            card.raise_()
            # Their shadows lie over each other.
            below -= height - 2 * SHADOW + _GAP

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
