"""The quick look: what an entry is, beside it, with what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from client.operations.agenda import CalendarShown, Entry
from client.ui.calendar.answer_part import AnswerPart, ProposalsPart
from client.ui.calendar.colours import colours_of
from client.ui.calendar.entry_words import when_words
from client.ui.calendar.look_facts import Fact, Look, facts_of, told
from client.ui.desk import Desk
from client.ui.text import _, pgettext
from client.ui.theme import SEMIBOLD, icon
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton, SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.painting import draw_icon, repaint_on_theme
from client.ui.widgets.plate import PlateChip
from client.ui.widgets.popover import SHADOW, FactLine, Popover
from client.ui.widgets.rule import Rule
from client.ui.widgets.tips import plain_tip

_EDGE = 16
_SQUARE = 12


class QuickLook(Popover):
    """Its signals say what is wanted; it closes as it says so."""

    edit_wanted = Signal()
    delete_wanted = Signal()
    copy_wanted = Signal()
    history_wanted = Signal()
    export_wanted = Signal()
    hand_over_wanted = Signal()
    done_wanted = Signal()
    later_wanted = Signal()
    record_wanted = Signal()

    def __init__(self, desk: Desk, opener: QWidget, look: Look) -> None:
        super().__init__(opener, told(look.entry.title) or _("Without a title"))
        self._look, self._desk = look, desk
        self._shown = Shown(desk.preferences, desk.today(), desk.months)
        self.facts: list[str] = []
        self.body.setContentsMargins(SHADOW, SHADOW + 12, SHADOW, SHADOW + 12)
        self._put(self._head())
        self._put(_When(self._when()))
        self.body.addWidget(Rule(inset=1))
        self._put_facts()
        if look.why_not and self._is_event:
            self._put(label(_(look.why_not), "small", "text_muted", wrap=True))
        self.answers = AnswerPart(look.invitation) if look.invitation is not None else None
        self.wishes: ProposalsPart | None = None
        if look.proposals:
            self.wishes = ProposalsPart(look.proposals, desk.zone, self._shown)
        for part in (self.answers, self.wishes):
            if part is not None:
                self.body.addWidget(Rule(inset=1))
                self._put(part)
        self.body.addWidget(Rule(inset=1))
        self._put(self._foot())

    def _put(self, part: QWidget) -> None:
        row = QVBoxLayout()
        row.setContentsMargins(_EDGE, 0, _EDGE, 0)
        row.addWidget(part)
        self.body.addLayout(row)

    # ------------------------------------------------------------------ its parts

    def _head(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        calendars = {self._look.calendar.id: self._look.calendar} if self._look.calendar else {}
        row.addWidget(_Square(self._look.entry, calendars))
        self.title = label(self.accessibleName(), "heading", weight=SEMIBOLD, wrap=True)
        row.addWidget(self.title, 1)
        self.edit_button = QuietButton(icon="pencil", name=_("Edit (E)"), small=True)
        self.edit_button.clicked.connect(self._on_edit)
        if not self._is_event or self._look.why_not:
            self.edit_button.hide()
        close = QuietButton(icon="x", name=_("Close"), small=True)
        close.clicked.connect(self.close_popover)
        for button in (self.edit_button, close):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return made

    @property
    def _is_event(self) -> bool:
        return self._look.entry.kind == "event"

    def _when(self) -> list[tuple[str, str]]:
        entry = self._look.entry
        said = [(when_words(entry, self._desk.preferences), "text")]
        if entry.done:
            said.append((_("done"), "ok"))
        elif entry.late:
            said.append((_("overdue"), "late"))
        return said

    def _put_facts(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(_EDGE, 0, _EDGE, 0)
        column.setSpacing(8)
        vehicle = self._look.vehicle
        if vehicle is not None:
            line = _VehicleLine(vehicle.name, vehicle.plate, vehicle.plate_region)
            column.addWidget(line)
            self.facts.append(vehicle.name)
        for fact in facts_of(self._look, self._shown, self._desk.zone):
            column.addWidget(_link(fact) if fact.link else FactLine(
                fact.icon, fact.words, fact.role
            ))  # fmt: skip
            self.facts.append(fact.words)
        if self._look.overtaken:
            from client.ui.vehicles.overtaken_marks import overtaken_link

            self.mark = overtaken_link(self._look.overtaken)
            self.mark.clicked.connect(self._on_history)
            column.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(column)

    def _foot(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if self._is_event:
            self._put_event_buttons(row)
        else:
            self._put_due_buttons(row)
        return made

    def _put_event_buttons(self, row: QHBoxLayout) -> None:
        self.main_button: QWidget
        if self._look.why_not:
            self.main_button = SecondaryButton(_("Look at all of it"))
        else:
            self.main_button = SecondaryButton(_("Edit"), "pencil")
            delete = SecondaryButton(_("Delete"), "trash-2")
            delete.clicked.connect(self._on_delete)
        self.main_button.clicked.connect(self._on_edit)
        row.addWidget(self.main_button)
        if not self._look.why_not:
            row.addWidget(delete)
        row.addStretch(1)
        self.more_button = QuietButton(icon="ellipsis", name=_("More"))
        self.more_button.clicked.connect(self._on_more)
        row.addWidget(self.more_button)

    def _put_due_buttons(self, row: QHBoxLayout) -> None:
        entry = self._look.entry
        can = entry.completable and not entry.done
        if can:
            self.main_button = PrimaryButton(_("Done"), "check")
            self.main_button.clicked.connect(self._on_done)
            later = SecondaryButton(_("Put off"), "clock")
            later.clicked.connect(self._on_later)
            row.addWidget(self.main_button)
            row.addWidget(later)
        row.addStretch(1)
        record = LinkButton(pgettext("deed", "Open"), name=_("Open the record"))
        record.clicked.connect(self._on_record)
        row.addWidget(record)
        if not can:
            self.main_button = record

    # ------------------------------------------------------------------ what is wanted

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not self._look.why_not:
            copied = menu.addAction(icon("copy", "text"), _("Duplicate"))
            copied.triggered.connect(self._on_copy)
        past = menu.addAction(icon("history", "text"), _("History"))
        past.setShortcut("H")
        past.triggered.connect(self._on_history)
        export = menu.addAction(icon("download", "text"), _("Export this event…"))
        export.triggered.connect(self._on_export)
        over = menu.addAction(icon("external-link", "text"), _("Open in the system’s calendar"))
        over.triggered.connect(self._on_hand_over)
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _on_edit(self) -> None:
        self.close_popover()
        self.edit_wanted.emit()

    def _on_delete(self) -> None:
        self.close_popover()
        self.delete_wanted.emit()

    def _on_copy(self) -> None:
        self.close_popover()
        self.copy_wanted.emit()

    def _on_history(self) -> None:
        self.close_popover()
        self.history_wanted.emit()

    def _on_export(self) -> None:
        self.close_popover()
        self.export_wanted.emit()

    def _on_hand_over(self) -> None:
        self.close_popover()
        self.hand_over_wanted.emit()

    def _on_done(self) -> None:
        self.close_popover()
        self.done_wanted.emit()

    def _on_later(self) -> None:
        self.close_popover()
        self.later_wanted.emit()

    def _on_record(self) -> None:
        self.close_popover()
        self.record_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        may = self._is_event and not self._look.why_not
        if may and key == Qt.Key.Key_E:
            self._on_edit()
        elif may and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_delete()
        elif self._is_event and key == Qt.Key.Key_H:
            self._on_history()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class _Square(QWidget):
    """The entry's colour, in the scheme in force."""

    def __init__(self, entry: Entry, calendars: Mapping[str, CalendarShown]) -> None:
        super().__init__()
        self._entry, self._calendars = entry, calendars
        repaint_on_theme(self)
        self.setFixedSize(_SQUARE, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours_of(self._entry, self._calendars).bar))
        painter.drawRoundedRect(QRectF(0, 6, _SQUARE, _SQUARE), 3, 3)


class _When(QWidget):
    """Lines below the title, in line with it."""

    def __init__(self, lines: list[tuple[str, str]]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(_SQUARE + 8, 0, 0, 0)
        column.setSpacing(0)
        for place, (words, role) in enumerate(lines):
            column.addWidget(label(words, "small" if place else "body", role, wrap=True))


class _VehicleLine(QWidget):
    """The vehicle's name and its plate."""

    def __init__(self, name: str, plate: str, region: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(name))
        if plate:
            row.addWidget(PlateChip(plate, region))
        row.addStretch(1)
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), 0, (self.height() - 16) / 2, "car")


def _link(fact: Fact) -> QWidget:
    made = _LinkLine(fact)
    made.setToolTip(plain_tip(fact.link))
    return made


class _LinkLine(QWidget):
    """An address that a click opens in the browser."""

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self._fact = fact
        shown = fact.words.removeprefix("https://").removeprefix("http://").rstrip("/")
        self.button = LinkButton(shown if len(shown) < 40 else f"{shown[:39]}…")
        self.button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        repaint_on_theme(self)

    def _on_clicked(self) -> None:
        # Only what a browser or a mail program shows: an address may come from a foreign feed.
        url = QUrl(self._fact.link)
        if url.scheme().lower() in ("https", "http", "mailto", "tel"):
            QDesktopServices.openUrl(url)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), 0, (self.height() - 16) / 2, self._fact.icon)
