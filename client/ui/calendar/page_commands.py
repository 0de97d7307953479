"""What the calendar page can do beside going about in it: quick add, calendars, export."""

from __future__ import annotations

from dataclasses import replace
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

    def print_shown() -> None:
        open_preview(page)

    return (
        Command("calendar.quick", _("Quick add"), quick_add, "Alt+N", "plus"),
        Command("calendar.add", _("New calendar"), page.calendars.new, "", "calendar"),
        Command("calendar.subscribe", _("Subscribe to a calendar…"), page.calendars.subscribe, "",
                "link"),
        Command("calendar.share_garage", _("Share this garage’s calendars by an address…"),
                page.calendars.share_garage, "", "link"),
        Command("calendar.share_all", _("Share all my calendars by an address…"),
                page.calendars.share_all, "", "link"),
        Command("calendar.export", _("Export what is shown…"), export_shown, "", "download"),
        Command("calendar.print", _("Print…"), print_shown, "Ctrl+P", "printer"),
    )  # fmt: skip


def open_preview(page: CalendarPage) -> None:
    """Show what is on the screen as it will be on paper."""
    read = page.read
    if read is None:
        return
    # Not needed before: importing it would hold up the first look at the calendar.
    from client.ui.calendar.spans import long_day
    from client.ui.calendar.views import view_kinds
    from client.ui.printing.calendar_pages import Printable
    from client.ui.printing.print_preview import PrintPreview

    desk, view = page.desk, page.view
    kind = next(one for one in view_kinds() if one.key == page.state.view)
    printed = _("Printed on {day}").format(day=long_day(desk.today(), desk.preferences))
    on_paper = replace(read.surroundings, overtaken=frozenset())
    printable = Printable(kind, page.anchor, read.entries, on_paper, printed, view)
    PrintPreview(desk, page, printable).open()
