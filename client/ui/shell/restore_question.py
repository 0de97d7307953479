"""Asks once more before a backup takes the garage's place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from client.operations.settings import system_region
from client.ui.text import _, months
from client.ui.widgets.question_dialog import QuestionDialog
from garage.regions import Preferences, format_day


def restore_question(parent: QWidget, backup: Path, day: date | None) -> QuestionDialog:
    """Open the question; `day` is the day of the backup, None where only its file is known."""
    if day is not None:
        # The garage's own settings may be unreadable: the system says how days are written.
        written = format_day(day, Preferences.for_region(system_region()), months())
        title = _("Restore the garage of {day}?").format(day=written)
        words = _(
            "What was entered after that day is not in it. The file that is there now is kept "
            "beside it."
        )
    else:
        title = _("Restore the garage from “{file}”?").format(file=backup.name)
        words = _(
            "What was entered after it was made is not in it. The file that is there now is kept "
            "beside it."
        )
    question = QuestionDialog(parent, title, words, _("Restore"), final=True)
    question.open()
    return question
