"""The search popup (Ctrl+K): type, and what fits is found among commands, vehicles and records."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.store import Reader
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.routes import Route
from client.ui.shell.answer_groups import Answer, answer_groups
from client.ui.shell.contents import garage_shown
from client.ui.shell.event_line import found_event, known_names, save_event_line
from client.ui.shell.filter_found import found_filtered, looks_like_filter
from client.ui.shell.finding import (
    called_so,
    found_places,
    found_records,
    named,
    words_of,
)
from client.ui.shell.finding_tabs import found_tabs
from client.ui.shell.found import Found, Group, ids_of
from client.ui.shell.known import Known, read_known, with_dues
from client.ui.shell.own_commands import SEARCH
from client.ui.shell.recents import Recents
from client.ui.shell.refused_lines import RefusedLines
from client.ui.shell.search_box import FIELD, FOOT, SearchBox, corners, economy_example, paint_box
from client.ui.shell.vehicle_deeds import (
    deeds_for,
    found_deeds,
    found_line,
    here_of,
    names_a_vehicle,
    save_line,
)
from client.ui.text import _
from client.ui.theme import colour, theme
from client.ui.vehicles.record_route import go_to_record
from client.ui.vehicles.shown import Shown
from client.ui.widgets.overlay import Overlay
from client.ui.widgets.speaking import Following, announce
from garage.quick import Understood
from garage.reading import Reading

if TYPE_CHECKING:
    from garage.quick.events import UnderstoodEvent

PAUSE_MILLISECONDS = 40
_TOP = 104
_MOST = 540


class SearchPopup(Overlay):
    """Covers the window while it is open; Esc, or a click beside it, closes it.

    ``went`` says that one went to a page from here.
    """

    went = Signal()

    def __init__(self, desk: Desk, recents: Recents, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._commands: Sequence[Command] = ()
        self._known: Known | None = None
        self._before: QWidget | None = None
        self._looked = ""
        self._eager = False
        self._refused = RefusedLines()
        """Lines that could not be kept and are to be mended."""
        self.recents = recents
        self.box = SearchBox(parent)
        self.field, self.list = self.box.field, self.box.list
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.look)
        self._voice = Following(self.field)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.opened.connect(self._open)
        self.hide()
        self.box.hide()

    # ------------------------------------------------------------------ opening and closing

    def open(self, commands: Sequence[Command]) -> None:
        """Show the popup, empty, with the keyboard in it."""
        if self.isVisible():
            self.field.selectAll()
            self._put_again()
            return
        self._commands = [command for command in commands if command.id != SEARCH]
        self._known = None
        self._looked, self._eager = "", False
        self._before = self.window().focusWidget()
        self.list.show_found([])
        self._voice.know("")
        self.box.nothing.hide()
        shown = self._shown()
        self.box.example.setText(economy_example(shown))
        self.setGeometry(self.window().rect())
        for part in (self, self.box):
            part.show()
            part.raise_()
        self.field.setFocus()
        here = here_of(self._desk.trail.here)

        def known(reader: Reader) -> tuple[str, Known]:
            return garage_shown(reader)[0], read_known(reader, here)

        self._desk.read(self, known, self._on_known)
        self._put_again()
        self._arrange()

    def close_popup(self) -> None:
        """Put the popup away; the keyboard goes back to where it was."""
        before, self._before = self._before, None
        # A row of a list may have gone meanwhile. Hidden with the keyboard in it, the field would
        # hand that to whatever comes next, and a screen reader would name it.
        if before is not None and isValid(before):
            before.setFocus()
        self.hide()
        self.box.hide()
        # Not when it opens: its cursor would be told of before the field is.
        self.field.clear()
        self._pause.stop()
        self._voice.know("")

    def put_away(self) -> None:
        if self.isVisible():
            self.close_popup()

    def _on_known(self, answer: tuple[str, Known]) -> None:
        garage, known = answer
        self._known = known
        self.box.garage.set_chip(_("in {garage}").format(garage=garage or _("My garage")))
        self.look()
        today, reading = self._desk.today(), self._reading()

        def due(reader: Reader) -> Known:
            known_names(reader, reading, known)
            return with_dues(reader, known, today)

        self._desk.read(self, due, self._on_state)

    def _on_state(self, known: Known) -> None:
        self._known = known
        if self.isVisible():
            self.look()

    @property
    def looked(self) -> str:
        """The text that what is shown was found for."""
        return self._looked

    # ------------------------------------------------------------------ looking

    def _on_typed(self) -> None:
        self._eager = False
        self._pause.start()

    def _shown(self) -> Shown:
        return Shown(self._desk.preferences, self._desk.today(), self._desk.months)

    def _reading(self) -> Reading:
        desk = self._desk
        return Reading.of(desk.preferences, zone=desk.zone, today=desk.today(), words=_)

    def look(self) -> None:
        """Search for what is typed, at once."""
        self._pause.stop()
        known = self._known
        if known is None:
            return
        desk, text, shown = self._desk, self.field.text(), self._shown()
        reading = self._reading()
        window = self.window()
        do = deeds_for(desk, window)
        save, save_event = self._save, self._save_event

        def open_record(id_: str) -> Callable[[], None]:
            return functools.partial(go_to_record, desk, window, id_)

        def search(reader: Reader) -> Answer:
            words = words_of(text)
            if looks_like_filter(text):
                found = found_filtered(reader, text, shown, reading, open_record)
                return Answer(text, records=tuple(found))
            places = [*found_places(known, words, shown), *found_tabs(known, words)]
            there = frozenset(ids_of(places))
            of = named(known, words)
            records = found_records(reader, text, known, shown, open_record, of=of, without=there)
            return Answer(
                text,
                tuple(places),
                tuple(found_deeds(reader, known, words, shown, do, of)),
                tuple(
                    found_line(reader, text, known, shown, reading, save)
                    or found_event(reader, text, shown, reading, save_event, known)
                ),
                (Group(_("Found in records"), tuple(records)),),
                any(called_so(vehicle, words) for vehicle in known.vehicles),
            )

        desk.read(self, search, self._on_found)

    def _on_found(self, answer: Answer) -> None:
        if not self.isVisible() or self._known is None:
            return
        chosen = self.list.current()
        known, recent = self._known, self.recents.keys
        self.list.show_found(answer_groups(answer, known, self._commands, recent))
        if chosen is not None and answer.text == self._looked:
            self.list.choose_again(chosen)
        self._looked = answer.text
        self.box.nothing.setVisible(not self.list.found() and not self.list.height_wanted())
        self._arrange()
        self._voice.say(self.list.aloud() or self.box.nothing.text())
        if self._eager and answer.text == self.field.text():
            self._eager = False
            self.list.open_current()

    def _open(self, found: Found) -> None:
        self.close_popup()
        if found.key.startswith("command:"):
            self.recents.note(found.key)
        if isinstance(found.open, Route):
            self._desk.go(found.open)
            self.went.emit()
        elif found.open is not None:
            found.open()

    def _save(self, vehicle: str, understood: Understood) -> None:
        text, known = self._looked, self._known
        anywhere = known is not None and names_a_vehicle(text, known)
        refused = functools.partial(self._on_refused, text, "" if anywhere else vehicle)
        save_line(self._desk, self, vehicle, understood, refused)

    def _save_event(self, understood: UnderstoodEvent) -> None:
        refused = functools.partial(self._on_refused, self._looked, "")
        save_event_line(self._desk, self, understood, refused)

    def _on_refused(self, text: str, vehicle: str, error: Exception) -> None:
        """What was typed comes back, to be mended; where more is typed by now, after that."""
        self._desk.failed.emit(error)
        self._refused.add(text, vehicle)
        if not self.field.text() and vehicle in ("", here_of(self._desk.trail.here)):
            self.open(self._commands)

    def _put_again(self) -> None:
        if not self.field.text():
            self.field.setText(self._refused.take(here_of(self._desk.trail.here)))
            self.field.selectAll()

    # ------------------------------------------------------------------ keyboard and mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        match event.key():
            case Qt.Key.Key_Down:
                self._step(self.list.step, 1)
            case Qt.Key.Key_Up:
                self._step(self.list.step, -1)
            case Qt.Key.Key_PageDown:
                self._step(self.list.step_far, 1)
            case Qt.Key.Key_PageUp:
                self._step(self.list.step_far, -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open_current()
            case Qt.Key.Key_Escape:
                self.close_popup()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                pass
            case _:
                return False
        return True

    def _step(self, step: Callable[[int], None], by: int) -> None:
        """Choose another row and have it read out: the keyboard stays in the line."""
        step(by)
        self._voice.know(self.list.aloud())
        announce(self.field, self.list.aloud())

    def _open_current(self) -> None:
        """Open the chosen row; while letters are still waited for, what they find first."""
        if self._pause.isActive() or self._looked != self.field.text():
            self._eager = True
            self.look()
            return
        self.list.open_current()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.box.geometry().contains(event.position().toPoint()):
            self.close_popup()

    # ------------------------------------------------------------------ how it stands

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = min(theme().tokens.widths["palette"], self.width() - 48)
        self.list.set_width(width - 2)
        rows = self.list.height_wanted() or 44
        room = max(120, self.height() - _TOP - 48 - FIELD - FOOT)
        height = FIELD + FOOT + 10 + min(rows, _MOST, room)
        before = self.box.geometry()
        self.box.setGeometry((self.width() - width) // 2, min(_TOP, 48 + self.height() // 10),
                             width, height)  # fmt: skip
        if self.box.geometry() != before:
            self.update(corners(before) + corners(self.box.geometry()))

    def paintEvent(self, event: QPaintEvent) -> None:
        scrim = QColor(colour("scrim"))
        scrim.setAlphaF(theme().tokens.scrim_alpha)
        painter = QPainter(self)
        painter.fillRect(self.rect(), scrim)
        paint_box(painter, self.box.geometry())
