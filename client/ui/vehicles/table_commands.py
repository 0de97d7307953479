"""What the menu of a page offers for the table that is looked at: its filter and its columns."""

from __future__ import annotations

from collections.abc import Callable

from client.ui.commands import Command
from client.ui.text import _


def table_commands(
    key: str,
    to_filter: Callable[[], None],
    choose_columns: Callable[[], None],
    has_rows: Callable[[], bool],
) -> tuple[Command, Command]:
    """To the filter, and to the columns of a table that has rows; `key` names the tab."""
    return (
        Command(f"{key}.filter", _("Filter the table"), to_filter, "Ctrl+F", "search"),
        Command(
            f"{key}.columns", _("Choose columns…"), choose_columns, "Ctrl+Shift+L",
            "sliders-horizontal", has_rows,
        ),
    )  # fmt: skip
