"""Asks once more before a backup takes the garage's place."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from client.operations.settings import system_region
from client.ui.clock_words import clock
from client.ui.text import _, months
from client.ui.widgets.question_dialog import QuestionDialog
from garage.regions import Preferences, format_day


def moment_of(backup: Path, day: date, prefs: Preferences) -> str:
    """When a backup of a day was made: with the time, unless it was copied on another day."""
    written = format_day(day, prefs, months())
    made = datetime.fromtimestamp(backup.stat().st_mtime)
    return f"{written}, {clock(made, prefs)}" if made.date() == day else written


def restore_question(parent: QWidget, backup: Path, day: date | None) -> QuestionDialog:
    """Open the question; `day` is the day of the backup, None where only its file is known."""
    if day is not None:
        # The garage's own settings may be unreadable: the system says how days are written.
        made = moment_of(backup, day, Preferences.for_region(system_region()))
        title = _("Restore the garage of {day}?").format(day=made)
    else:
        title = _("Restore the garage from “{file}”?").format(file=backup.name)
    words = _(
        "What was entered after it was made is not in it. The file that is there now is kept "
        "beside it."
    )
    question = QuestionDialog(parent, title, words, _("Restore"), final=True)
    question.open()
    return question
