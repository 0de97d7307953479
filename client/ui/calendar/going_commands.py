"""Going about in the calendar, as commands: its views, today, back and on in time, the filter."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING

from client.ui.calendar.views import ViewKind
from client.ui.commands import Command
from client.ui.text import _

if TYPE_CHECKING:
    from client.ui.calendar.calendar_page import CalendarPage


def going_commands(page: CalendarPage, kinds: Iterable[ViewKind]) -> tuple[Command, ...]:
    """A command a view, and those that go from day to day."""
    views = (
        Command(f"calendar.view.{kind.key}", kind.words,
                functools.partial(page.choose_view, kind.key), kind.shortcut, "calendar")
        for kind in kinds
    )  # fmt: skip
    return (
        *views,
        Command("calendar.today", _("Today"), page.go_today, "Alt+Home", "calendar"),
        Command("calendar.back", _("Earlier"), functools.partial(page.step, -1), "",
                "chevron-left"),
        Command("calendar.on", _("Later"), functools.partial(page.step, 1), "",
                "chevron-right"),
        Command("calendar.filter", _("Filter events"), page.start_filter, "Ctrl+F",
                "sliders-horizontal"),
    )  # fmt: skip
