"""Importing a calendar file: what is new in it and what it changes, then how far it is."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from client.errors import BadFile
from client.operations.agenda import CalendarShown, calendars
from client.operations.calendar_import import CalendarReport, import_calendar
from client.operations.event_line import zone_name
from client.operations.importing import Progress
from client.store import Store
from client.ui.desk import Desk
from client.ui.shell.import_frame import ImportFrame
from client.ui.text import _, ngettext, said
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from garage.ics.components import MOST_BYTES
from garage.words import N_, told

ENDINGS = (".ics", ".ical", ".icalendar", ".ifb")
_SHOWN = 8
"""Events that are named as not taken; how many more there are is said."""


@dataclass(frozen=True)
class _Looked:
    report: CalendarReport
    calendars: tuple[CalendarShown, ...]


class IcsImport(ImportFrame):
    """Looks at the file at once; which calendar it goes into can be chosen before."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget) -> None:
        self.into: ChoiceBox | None = None
        self.report: CalendarReport | None = None
        super().__init__(desk, path, parent)

    # ------------------------------------------------------------------ looking

    def _look(self) -> None:
        self._begin(_("Looking at the file …"))
        look = functools.partial(
            _look_at, path=self._path, calendar=self._chosen, zone=zone_name(self._desk.zone),
            first=_("My calendar"), stop=self._stop.is_set,
        )  # fmt: skip
        self._desk.run(self, look, self._on_report, self._on_failed)

    @property
    def _chosen(self) -> str:
        return str(self.into.currentData() or "") if self.into is not None else ""

    def _on_report(self, looked: _Looked) -> None:
        self._end()
        report = looked.report
        if self.into is None:
            self._offer(looked)
        self._say(self.words, found_words(report))
        self._say(self.details, "\n".join(doubt_lines(report)))
        self.go_button.setEnabled(report.added + report.updated > 0)
        (self.go_button if self.go_button.isEnabled() else self.cancel_button).setFocus()
        self._fit()

    def _offer(self, looked: _Looked) -> None:
        """Let the calendar be chosen; at first it is the one that bears the file's name."""
        box = self.into = ChoiceBox(_("Into the calendar"))
        own = looked.report.name
        there = [one for one in looked.calendars if one.editable]
        if looked.report.calendar not in {one.id for one in there}:
            box.addItem(_("A new one, “{name}”").format(name=own), "")
        for one in there:
            box.addItem(one.name, one.id)
        box.setCurrentIndex(max(box.findData(looked.report.calendar), 0))
        box.activated.connect(self._look)
        field = FormField(_("Into the calendar"), box)
        self.questions.addWidget(field)
        field.show()

    # ------------------------------------------------------------------ importing

    def _on_go(self) -> None:
        if self.report is not None:
            self.accept()
            return
        work = functools.partial(
            _land, path=self._path, calendar=self._chosen, zone=zone_name(self._desk.zone),
            first=_("My calendar"), stop=self._stop.is_set, progress=self._progressed.emit,
        )  # fmt: skip
        self._begin(_("Importing …"))
        self._desk.run(self, work, self._on_done, self._on_failed)

    def _on_progress(self, done: int, expected: int) -> None:
        if self._busy and not self._stop.is_set():
            share = min(done / expected, 1.0) if expected else None
            self.strip.set_progress(_("Importing …"), share)

    def _on_done(self, report: CalendarReport) -> None:
        """Close, or first say what was not taken."""
        self._end()
        self._desk.tell(report.changes)
        self.report = report
        if not report.refused:
            self.accept()
            return
        for place in range(self.questions.count()):
            item = self.questions.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
        self._say(self.words, done_words(report))
        self._say(self.details, "\n".join(doubt_lines(report)))
        self.cancel_button.hide()
        self.go_button.set_words(_("Close"))
        self.go_button.set_icon("check")
        self.go_button.setEnabled(True)
        self.go_button.setFocus()
        self._fit()


def is_calendar_file(path: Path) -> bool:
    """Whether a file is a calendar's, by its name."""
    return path.suffix.casefold() in ENDINGS


def _read(path: Path) -> bytes:
    try:
        # A byte more than is taken tells that there is more.
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadFile(
            told("{file} cannot be read: {why}", file=path.name, why=error.strerror or str(error)),
            N_("choose another file"),
        ) from error


def _look_at(
    store: Store, *, path: Path, calendar: str, zone: str, first: str, stop: Callable[[], bool]
) -> _Looked:
    report = import_calendar(
        store, _read(path), title=path.name, calendar=calendar, zone=zone, first_calendar=first,
        dry_run=True, cancelled=stop,
    )  # fmt: skip
    return _Looked(report, store.read(calendars))


def _land(
    store: Store, *, path: Path, calendar: str, zone: str, first: str, stop: Callable[[], bool],
    progress: Progress,
) -> CalendarReport:  # fmt: skip
    return import_calendar(
        store, _read(path), title=path.name, calendar=calendar, zone=zone, first_calendar=first,
        cancelled=stop, progress=progress,
    )  # fmt: skip


def _counted(report: CalendarReport) -> str:
    parts = [
        ngettext("{n} new", "{n} new", report.added).format(n=report.added),
        ngettext("{n} changed", "{n} changed", report.updated).format(n=report.updated),
        ngettext("{n} as before", "{n} as before", report.unchanged).format(n=report.unchanged),
    ]
    refused = len(report.refused)
    if refused:
        parts.append(ngettext("{n} not taken", "{n} not taken", refused).format(n=refused))
    return " · ".join(parts)


def found_words(report: CalendarReport) -> str:
    """What the file would bring."""
    return _("Events for “{calendar}”: {counts}").format(
        calendar=report.name, counts=_counted(report)
    )


def done_words(report: CalendarReport) -> str:
    """What the file brought."""
    return _("Imported into “{calendar}”: {counts}").format(
        calendar=report.name, counts=_counted(report)
    )


def doubt_lines(report: CalendarReport) -> list[str]:
    """What was not taken and what is doubtful, by line of the file."""
    lines = []
    for one in report.refused[:_SHOWN]:
        named = {"line": one.line, "title": one.title or _("Without a title"),
                 "why": said(one.reason)}  # fmt: skip
        lines.append(_("Line {line}, {title}: {why}").format(**named))
    for fault in report.doubts[: max(_SHOWN - len(lines), 0)]:
        words = _("Line {line}: {why}").format(line=fault.line, why=said(fault.message))
        lines.append(words)
    more = len(report.refused) + len(report.doubts) - len(lines)
    if more > 0:
        lines.append(ngettext("… and {n} more", "… and {n} more", more).format(n=more))
    return lines + _others(report.others)


def _others(others: Mapping[str, int]) -> list[str]:
    """What is no event: it stays in the file."""
    if not others:
        return []
    parts = []
    for name, n in sorted(others.items()):
        words = {
            "VTODO": ngettext("{n} task", "{n} tasks", n),
            "VJOURNAL": ngettext("{n} journal entry", "{n} journal entries", n),
            "VFREEBUSY": ngettext("{n} busy time", "{n} busy times", n),
        }.get(name, "{n} {name}")
        parts.append(words.format(n=n, name=name))
    return [_("Left in the file: {what}").format(what=", ".join(parts))]
