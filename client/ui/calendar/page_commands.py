"""What the calendar page can do beside going about in it: quick add, calendars, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.ui.commands import Command
from client.ui.text import _

if TYPE_CHECKING:
    from client.ui.calendar.calendar_page import CalendarPage


def page_commands(page: CalendarPage) -> tuple[Command, ...]:
    """In the order of the menu."""

    def quick_add() -> None:
        page.events.quick(page.bar)

    def export_shown() -> None:
        view, anchor = page.view, page.anchor
        page.calendars.export_days(*view.span(anchor), view.title(anchor))

    return (
        Command("calendar.quick", _("Quick add"), quick_add, "Alt+N", "plus"),
        Command("calendar.add", _("New calendar"), page.calendars.new, "", "calendar"),
        Command("calendar.export", _("Export what is shown…"), export_shown, "", "download"),
    )
